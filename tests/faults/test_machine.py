"""When the machine fails: a full disk, a wrong clock."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from disks import fill, mounted
from serving import Served, served
from talking import LETTER, Answer, ask, post

FORMATS = ("", ".pdf", ".eml", ".docx", ".txt", ".md", ".ics", ".html")


@pytest.fixture
def small_disk() -> Iterator[Path]:
    """Return a folder on a disk of its own, of eight megabytes."""
    with mounted("size=8m") as disk:
        yield disk


def send(server: Served, name: str, form: Mapping[str, object]) -> Answer:
    return ask(server.port, post(LETTER + name, form))


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
