"""When the machine fails: a full disk, a wrong clock."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import mkdtemp

import pytest
from serving import Served, served
from talking import LETTER, Answer, ask, post

FORMATS = ("", ".pdf", ".eml", ".docx", ".txt", ".md", ".ics", ".html")


@pytest.fixture
def small_disk() -> Iterator[Path]:
    """Return a folder on a disk of its own, of eight megabytes."""
    disk = Path(mkdtemp(prefix="apostille-"))  # a socket's path must be short
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", disk], check=False)  # noqa: S607
    if mounted.returncode:
        pytest.skip("a disk can be mounted by root alone")
    yield disk
    subprocess.run(["umount", "--lazy", disk], check=True)  # noqa: S607
    disk.rmdir()


def send(server: Served, name: str, form: Mapping[str, object]) -> Answer:
    return ask(server.port, post(LETTER + name, form))


def fill(disk: Path) -> None:
    size = shutil.disk_usage(disk).total
    with (disk / "filling").open("wb", buffering=0) as file:
        written = file.write(bytes(size))
        with pytest.raises(OSError, match="No space left"):
            file.write(bytes(size - written + 1))


def test_full_disk_is_not_noticed_by_letters(small_disk: Path, filled: dict[str, object]) -> None:
    with served(TMPDIR=str(small_disk), HOME=str(small_disk)) as server:
        send(server, ".pdf", filled)
        fill(small_disk)
        statuses = {name: send(server, name, filled).status for name in FORMATS}

    assert statuses == dict.fromkeys(FORMATS, 200)


@pytest.mark.parametrize("day", ["1999-12-31", "2027-06-01", "2044-02-29"])
def test_wrong_clock_makes_no_fault(day: str, filled: dict[str, object]) -> None:
    if shutil.which("faketime") is None:
        message = "NO FAKETIME: this test needs it (apt-get install faketime)"
        pytest.fail(message) if os.environ.get("CI") else pytest.skip(message)
    undated = {name: value for name, value in filled.items() if name != "date"}
    with served("faketime", f"{day} 12:00:00") as server:
        statuses = {name: send(server, name, undated).status for name in FORMATS}

    assert set(statuses.values()) <= {200, 422}
    assert len(set(statuses.values())) == 1
