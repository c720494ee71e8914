"""The characters of a table, read line by line: in which encoding they are, never by a guess.

Statistics take “Jérôme” in Mac Roman for “JŽr™me” in Windows-1252 with some confidence, and a name in a
letter must not depend on that. What is not certain is asked for.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from webapp.batch.refusals import BatchRefused

LONGEST = 100_000
"""Characters of a row at most: sixty times the longest own words."""
ENCODINGS = ("utf-8", "utf-16", "windows-1252", "mac-roman")
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_OTHER_FILES = (
    (b"PK\x03\x04", "a workbook or an archive"),
    (b"\xd0\xcf\x11\xe0", "an old workbook"),
    (b"\x1f\x8b", "a compressed file"),
    (b"%PDF", "a PDF"),
)
SAVE_IT = "save the table in your spreadsheet as “CSV UTF-8”"
_OR_SAY = "or say which it is with --encoding"
_USUAL = "\u20ac\u2026\u2018\u2019\u201c\u201d\u2013\u2014\u0152\u0153"
_UNUSUAL = re.compile(f"[^\x00-\x7f\xa0-\xff{_USUAL}]")
_MISREAD = re.compile(
    "[A-Za-z][\u2018\u201c]|[A-Za-z][\u20ac\u2026\u201d\u2013\u2014][A-Za-z]|[\u20ac\u2026][A-Za-z]"
    "|[a-z][\xc0-\xde]|(?<![^\\W_])[\xcb\xe5\xe6\xeb\xef]"
)
"""What stands in a word only where Mac Roman was read as Windows-1252: Zoë as Zo‘, sœur as sÏur."""


def encoding_of(path: Path) -> str:
    """Return the encoding of a table: by its byte order mark, else UTF-8, else Windows-1252 if that is sure.

    Reads the file once, a line at a time. Raises `BatchRefused` for another kind of file, for lines in
    different encodings, and where the encoding is not certain.
    """
    with path.open("rb") as file:
        beginning = file.read(4)
    for mark, name in _OTHER_FILES:
        if beginning.startswith(mark):
            raise BatchRefused(f"{path} is {name}, not a CSV file: {SAVE_IT}.")
    for mark, encoding in _MARKS:
        if beginning.startswith(mark):
            return encoding
    utf8 = other = 0
    for number, line in enumerate(lines_of(path, "latin-1"), start=1):
        if line.isascii():
            continue
        content = line.encode("latin-1")
        if _is_utf8(content):
            utf8 = utf8 or number
        else:
            other = other or number
            if not utf8 and not _is_surely_windows(content):
                raise BatchRefused(
                    f"{path}, line {number}: its encoding is not certain: {SAVE_IT}, {_OR_SAY}."
                )
        if utf8 and other:
            raise BatchRefused(
                f"{path}: lines {min(utf8, other)} and {max(utf8, other)} are in different encodings: "
                f"mend the accented letters and {SAVE_IT}."
            )
    return "windows-1252" if other else "utf-8"


def lines_of(path: Path, encoding: str) -> Iterator[str]:
    """Yield the lines of a file with their ends; whatever the file, no more than one line is held.

    Raises `BatchRefused` for a line that is too long, not in ``encoding``, or of no text.
    """
    with path.open(encoding=encoding, newline="") as file:
        number = 0
        while line := _line(path, file, number := number + 1):
            if len(line) > LONGEST:
                raise BatchRefused(f"{path}, line {number}: has more than {LONGEST:,} characters: {SAVE_IT}.")
            if "\0" in line:
                raise BatchRefused(f"{path}, line {number}: is no text: {SAVE_IT}.")
            yield line


def _line(path: Path, file: TextIO, number: int) -> str:
    try:
        return file.readline(LONGEST + 1)
    except UnicodeError:
        raise BatchRefused(
            f"{path}, about line {number}: is not in the encoding {file.encoding}: {SAVE_IT}, {_OR_SAY}."
        ) from None


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _is_surely_windows(content: bytes) -> bool:
    """Return whether all is letters and marks that people here write, each where it may stand."""
    try:
        text = content.decode("windows-1252")
    except UnicodeDecodeError:
        return False
    return not _UNUSUAL.search(text) and not _MISREAD.search(text)
