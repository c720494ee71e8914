"""What a batch writes: cells that no spreadsheet runs, mends that repeat nothing, files that are whole."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from webapp.batch.places import Folder, digest_of
from webapp.batch.refusals import OutputFailed
from webapp.batch.tables_written import csv_lines, mend_of
from webapp.domain.errors import InputProblem


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1"])
def test_cell_that_begins_like_a_formula_is_made_inert(cell: str) -> None:
    line = b"".join(csv_lines((), [("a=1", cell)])).split(b"\r\n", 1)[1]

    assert line.rstrip(b"\r\n").decode().split(",", 1)[1].strip('"') == f"'{cell}"


def test_table_begins_with_the_mark_by_which_excel_knows_utf8() -> None:
    assert list(csv_lines(("row", "mend"), [(2, "Été")])) == [
        b"\xef\xbb\xbfrow,mend\r\n",
        "2,Été\r\n".encode(),
    ]


@pytest.mark.parametrize(
    ("problem", "mend"),
    [
        (InputProblem("city", "No %(query)s.", {"query": "Edmonton"}), "No …."),
        (InputProblem("name", "At most %(limit)s.", {"limit": 80}), "At most 80."),
        (InputProblem("layout", "One of %(names)s.", {"names": "plain, window"}), "One of plain, window."),
        (InputProblem("facts", "Not %(names)s.", {"names": "what was typed"}), "Not …."),
    ],
)
def test_mend_repeats_nothing_that_was_typed(problem: InputProblem, mend: str) -> None:
    assert mend_of(problem) == mend


def test_file_whose_writing_fails_leaves_the_one_before_and_nothing_else(tmp_path: Path) -> None:
    def lines() -> Iterator[bytes]:
        yield b"half a let"
        raise OSError(28, os.strerror(28))

    folder = Folder(tmp_path)
    folder.put("letter.txt", b"whole")
    with pytest.raises(OutputFailed) as failed:
        folder.put_lines("letter.txt", lines())

    assert str(failed.value) == "a letter could not be written: No space left on device; see to that"
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"letter.txt": b"whole"}


def test_file_is_whole_as_it_was_written_alone(tmp_path: Path) -> None:
    folder, key = Folder(tmp_path), b"a key"
    folder.put("letter.txt", b"whole")

    assert folder.is_whole("letter.txt", 5, digest_of(key, b"whole"), key)
    assert not folder.is_whole("letter.txt", 5, digest_of(b"another", b"whole"), key)
    assert not folder.is_whole("letter.txt", 5, digest_of(key, b"other"), key)
    assert not folder.is_whole("none.txt", 5, digest_of(key, b"whole"), key)
