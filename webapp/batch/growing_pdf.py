"""A PDF written object by object, with nothing of it kept in memory."""

from __future__ import annotations

import shutil
from tempfile import TemporaryFile
from types import TracebackType
from typing import IO

from pypdf.generic import PdfObject

_ENTRY = 20
"""Bytes of an entry in the table of objects (ISO 32000-1, 7.5.4)."""
_MOST_BYTES = 10**10
"""A place in that table has ten digits."""


class GrowingPdf:
    """Objects written in any order under numbers given out beforehand; each number must be written once."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._places = TemporaryFile()  # noqa: SIM115 - it lives as long as the PDF
        self._count = 1
        self._file.write(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")

    def __enter__(self) -> GrowingPdf:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._places.close()

    def numbers(self, count: int) -> range:
        """Return so many new numbers of objects."""
        first, self._count = self._count, self._count + count
        return range(first, self._count)

    def write(self, number: int, value: PdfObject) -> None:
        """Write the object of a number."""
        place = self._file.tell()
        if place >= _MOST_BYTES:
            raise OverflowError("a PDF may have ten gigabytes at most")
        self._places.seek(number * _ENTRY)
        self._places.write(b"%010d 00000 n \n" % place)
        self._file.write(b"%d 0 obj\n" % number)
        value.write_to_stream(self._file)
        self._file.write(b"\nendobj\n")

    def finish(self, root: int, info: int) -> None:
        """Write the table of objects, which makes the file whole."""
        place = self._file.tell()
        self._places.seek(0)
        self._places.write(b"0000000000 65535 f \n")
        self._places.seek(0)
        self._file.write(b"xref\n0 %d\n" % self._count)
        shutil.copyfileobj(self._places, self._file)
        trailer = b"trailer\n<</Size %d/Root %d 0 R/Info %d 0 R>>\nstartxref\n%d\n%%%%EOF\n"
        self._file.write(trailer % (self._count, root, info, place))
