"""What the tests of batches share: people, and what stands in a batch's folder."""

from __future__ import annotations

import csv
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

Person = dict[str, str]
ANNE: Person = {
    "name": "Anne Tremblay",
    "street": "10832 82 Avenue NW",
    "city": "Edmonton",
    "province": "AB",
    "postal_code": "T6E 2B3",
    "riding": "Edmonton Strathcona",
    "stance": "close",
    "language": "en",
    "own_words": "",
}
APOSTILLE = Path(sys.executable).with_name("apostille")
RECORDS = {"batch.sqlite", "errors.csv", "manifest.csv"}


def people(number: int) -> list[Person]:
    """Return people who live side by side and ask for different things."""
    stances = ("close", "review", "transfer", "safeguards", "keep")
    languages = ("en", "fr", "both")
    return [
        {"street": f"{door} 82 Avenue NW", "stance": stances[door % 5], "language": languages[door % 3]}
        for door in range(1, number + 1)
    ]


def letters_in(folder: Path) -> dict[str, bytes]:
    """Return the letters in a folder by their names."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file() and is_letter(path)}


def is_letter(path: Path) -> bool:
    return path.name not in RECORDS and not path.name.startswith((".", "batch.sqlite"))


def read_csv(path: Path) -> list[dict[str, str]]:
    """Return the rows of a table that a batch wrote."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def mends(folder: Path) -> list[tuple[str, str, str]]:
    """Return what a batch says is to be mended: row, field, mend."""
    return [(each["row"], each["field"], each["mend"]) for each in read_csv(folder / "errors.csv")]


def begin(table: Path, output: Path | str, *more: str) -> subprocess.Popen[str]:
    """Start the command as a person does, in a process of its own."""
    words = ["batch", "ice-offices-canada", table, "--output", output, "--date", "2026-11-24", *more]
    return subprocess.Popen([APOSTILLE, *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def finish(process: subprocess.Popen[str]) -> tuple[int, str, str]:
    """Wait for a command; return its status, standard output and standard error."""
    out, err = process.communicate(timeout=300)
    return process.returncode, out, err


def renderers_of(pid: int) -> list[int]:
    """Return the processes that make the letters: children of the one that they are copies of."""
    return [renderer for child in _children(pid) for renderer in _children(child)]


def _children(pid: int) -> list[int]:
    """Return the processes that any thread of a process has started."""
    children: list[int] = []
    for thread in Path(f"/proc/{pid}/task").glob("*/children"):
        with suppress(OSError):  # it has just ended
            children += map(int, thread.read_text("ascii").split())
    return children
