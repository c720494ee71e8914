"""The bar of a batch: on a terminal, and nowhere else."""

from __future__ import annotations

import os
import pty
import subprocess
from collections.abc import Callable
from pathlib import Path

from batches import APOSTILLE, begin, finish, people

Write = Callable[..., Path]


def on_a_terminal(*words: str | Path) -> str:
    """Return what a command writes to its standard error, which is a terminal."""
    ours, theirs = pty.openpty()
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "100"}
    with subprocess.Popen(
        [APOSTILLE, *words], stdout=subprocess.DEVNULL, stderr=theirs, env=environment
    ) as command:
        os.close(theirs)
        said = b""
        try:
            while some := os.read(ours, 65536):
                said += some
        except OSError:  # the other end is closed
            pass
        assert command.wait() == 0
    os.close(ours)
    return said.decode()


def test_terminal_shows_letters_made_rate_and_time_left(write: Write, tmp_path: Path) -> None:
    table = write(*people(60))
    words = ("batch", "ice-offices-canada", table, "--output", tmp_path / "out", "--format", "txt")
    said = on_a_terminal(*words, "--date", "2026-11-24")

    assert "60/60" in said
    assert "/s " in said
    assert "0:00:0" in said


def test_elsewhere_nothing_is_shown(write: Write, tmp_path: Path) -> None:
    status, _, err = finish(begin(write(*people(3)), tmp_path / "out", "--format", "txt"))

    assert status == 0
    assert [line for line in err.splitlines() if not line.startswith("apostille: note")] == []
