"""A table of people, read row by row: delimiters, headings and the habits of spreadsheets."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from webapp.batch.columns import COLUMNS, Column, alike, column_of
from webapp.batch.encodings import LONGEST, SAVE_IT, encoding_of, lines_of
from webapp.batch.refusals import BatchRefused

DELIMITERS = (",", ";", "\t")
_MOST_COLUMNS = 256
_NAMED_DELIMITER = re.compile(r'"?sep=([,;\t|])"?[,;\t]*', re.IGNORECASE)
"""The line by which Excel is told the delimiter; it shows no row for it."""
_SEE = "see `apostille batch CAMPAIGN --example`"


@dataclass(frozen=True)
class Row:
    """A row under the number that the spreadsheet shows beside it; its cells by the names of their columns.

    ``strays`` are the letters of columns without a heading in which something stands.
    """

    number: int
    cells: Mapping[str, str]
    strays: tuple[str, ...] = ()


@dataclass(frozen=True)
class Table:
    """A table whose headings have been read. ``columns`` has None where a heading is not one of ours."""

    path: Path
    encoding: str
    delimiter: str
    columns: tuple[Column | None, ...]
    headed: tuple[bool, ...]

    @property
    def unused(self) -> tuple[str, ...]:
        """The letters of the columns whose headings are not ours."""
        places = zip(count(), self.columns, self.headed, strict=False)
        return tuple(letter_of(place) for place, column, headed in places if headed and not column)

    def rows(self) -> Iterator[Row]:
        """Yield each row in which anything stands, from the one below the headings on.

        Raises `BatchRefused` where the file cannot be read as a table.
        """
        records = _records(self.path, self.encoding, self.delimiter)
        next((number for number, cells in records if _holds(cells)), None)
        for number, cells in records:
            if _holds(cells):
                yield self._row(number, cells)

    def _row(self, number: int, cells: Sequence[str]) -> Row:
        named = {c.name: cell for c, cell in zip(self.columns, cells, strict=False) if c}
        strays = tuple(
            letter_of(place)
            for place, cell in enumerate(cells)
            if _holds([cell]) and not (place < len(self.headed) and self.headed[place])
        )
        return Row(number, named, strays)


def open_table(path: Path, encoding: str | None = None) -> Table:
    """Return the table in a CSV file; ``encoding`` is found out where it is not given.

    Raises `BatchRefused` where it cannot be read or has no headings that fit.
    """
    if not path.is_file():
        raise BatchRefused(f"{path} is no file: name a CSV file of people.")
    encoding = encoding or encoding_of(path)
    headings, delimiter = _headings(path, encoding)
    if len(headings) > _MOST_COLUMNS:
        raise BatchRefused(f"{path} has {len(headings):,} columns: leave those that {_SEE[4:]} shows.")
    columns = tuple(column_of(heading) for heading in headings)
    _refuse_misfits(path, headings, columns)
    return Table(path, encoding, delimiter, columns, tuple(_holds([heading]) for heading in headings))


def letter_of(place: int) -> str:
    """Return the letters that a spreadsheet shows above a column, counted from 0: A, …, Z, AA."""
    before, last = divmod(place, 26)
    return (letter_of(before - 1) if before else "") + chr(ord("A") + last)


def _headings(path: Path, encoding: str) -> tuple[list[str], str]:
    """Return the headings, and the delimiter: the one named, else the one by which most of them are ours."""
    first = next(lines_of(path, encoding), "").lstrip("\ufeff")
    named = _NAMED_DELIMITER.fullmatch(first.rstrip("\r\n"))
    read = []
    for delimiter in named.groups() if named else DELIMITERS:
        try:
            headings = next((c for _, c in _records(path, encoding, delimiter) if _holds(c)), [])
        except BatchRefused:  # quotation marks that pair by another delimiter
            headings = []
        read.append((sum(column_of(heading) is not None for heading in headings), headings, delimiter))
    known, headings, delimiter = max(read, key=lambda each: each[0])
    if not known:
        raise BatchRefused(f"{path}: its first row has none of the headings of a batch: {_SEE}.")
    return headings, delimiter


def _refuse_misfits(path: Path, headings: Sequence[str], columns: Sequence[Column | None]) -> None:
    """Raise `BatchRefused` where columns are missing, named twice, or named almost as ours."""
    found = [column.name for column in columns if column]
    problems = [
        f"the column {name} stands there twice" for name in dict.fromkeys(found) if found.count(name) > 1
    ]
    problems += [
        f"column {letter_of(place)}: write its heading as {alike(heading)}, or call it something else"
        for place, heading in enumerate(headings)
        if columns[place] is None and alike(heading) and alike(heading) not in found
    ]
    missing = [column.name for column in COLUMNS if column.is_required and column.name not in found]
    if missing and not problems:
        problems = [f"add the columns {', '.join(missing)}"]
    if problems:
        raise BatchRefused(f"{path}: {'; '.join(problems)} ({_SEE}).")


def _records(path: Path, encoding: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Yield each record with its number: a quotation may not run over more than a row may have."""
    feed = _Feed(lines_of(path, encoding))
    reader = csv.reader(feed, delimiter=delimiter, strict=True)
    for number in count(1):
        feed.size = 0
        try:
            cells = next(reader)
        except StopIteration:
            return
        except (csv.Error, _TooLong):
            raise BatchRefused(
                f"{path}, row {number}: its quotation marks do not pair, or it is too long: {SAVE_IT}."
            ) from None
        yield number, cells


class _TooLong(Exception):
    """A record has more characters than a row may have."""


class _Feed:
    """The lines of a file, less the one that names the delimiter; counts what one record takes."""

    def __init__(self, lines: Iterator[str]) -> None:
        self.size = 0
        self._lines = lines
        self._is_first = True

    def __iter__(self) -> _Feed:
        return self

    def __next__(self) -> str:
        line = next(self._lines)
        if self._is_first:
            self._is_first = False
            line = line.lstrip("\ufeff")
            if _NAMED_DELIMITER.fullmatch(line.rstrip("\r\n")):
                line = next(self._lines)
        self.size += len(line)
        if self.size > LONGEST:
            raise _TooLong
        return line


def _holds(cells: Sequence[str]) -> bool:
    """Return whether anything stands in cells; a space that does not break is nothing."""
    return any(cell.strip() for cell in cells)
