"""Tables of people, and the command that makes letters of them."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from batches import ANNE, Person

from webapp.cli import main

Call = Callable[..., tuple[int, str, str]]
Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Return a maker of tables: of people, each Anne Tremblay but for what is changed."""

    def table(*people: Person, name: str = "people.csv") -> Path:
        text = io.StringIO()
        headings = dict.fromkeys((*ANNE, *(heading for person in people for heading in person)))
        writer = csv.DictWriter(text, list(headings), restval="")
        writer.writeheader()
        writer.writerows(ANNE | person for person in people)
        path = tmp_path / name
        path.write_text(text.getvalue(), encoding="utf-8", newline="")
        return path

    return table


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str]) -> Call:
    """Return a way to call the entry point for a table: its status, standard output and standard error."""

    def entry(table: Path, output: Path | str, *more: str, kind: str = "txt") -> tuple[int, str, str]:
        words = ["batch", "ice-offices-canada", str(table), "--output", str(output), "--format", kind]
        with pytest.raises(SystemExit) as stopped:
            main([*words, "--date", "2026-11-24", "--workers", "1", *more])
        captured = capsys.readouterr()
        return stopped.value.code, captured.out, captured.err

    return entry
