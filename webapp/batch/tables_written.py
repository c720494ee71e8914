"""The tables that a batch writes: what to mend, and what was made; nothing of a person in either.

A spreadsheet runs a cell that begins like a formula, so none does (OWASP, *CSV Injection*).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from webapp.domain.errors import InputProblem

ERRORS, MANIFEST = "errors.csv", "manifest.csv"
ERRORS_HEADINGS = ("row", "field", "mend")
MANIFEST_HEADINGS = ("row", "file", "letter", "bytes", "hmac_sha256")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_OURS = {("length", "names"), ("layout", "names"), ("", "letter")}
"""Words in a message that are the program's own, not the table's."""
_FIND_RIDINGS = " Write the riding’s name or code: `apostille ridings` finds it."


def mend_of(problem: InputProblem) -> str:
    """Return what to do about a problem; an ellipsis stands for whatever was typed."""
    said = {
        name: value if isinstance(value, int) or (problem.field, name) in _OURS else "…"
        for name, value in problem.params.items()
    }
    return problem.message % said + (_FIND_RIDINGS if problem.field == "riding" else "")


def inert(cell: object) -> str:
    """Return a cell that no spreadsheet takes for a formula: one that begins like it gets an apostrophe."""
    text = str(cell)
    return f"'{text}" if text.startswith(_FORMULA) else text


def csv_lines(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[bytes]:
    """Yield a table line by line as UTF-8, with the mark by which Excel knows it."""
    yield b"\xef\xbb\xbf" + _line(headings)
    for row in rows:
        yield _line(row)


def _line(cells: Sequence[object]) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerow([inert(cell) for cell in cells])
    return text.getvalue().encode()
