"""Objects of a PDF that are written out already, added to what pydyf writes."""

from __future__ import annotations

import zlib
from functools import cache

import pydyf


class Written(pydyf.Object):  # type: ignore[misc]  # pydyf publishes no types
    """An object whose bytes are given, then or later; a stream is not packed together with other objects."""

    def __init__(self, data: bytes = b"", *, is_stream: bool = False) -> None:
        super().__init__()
        self.written = data
        self._is_stream = is_stream

    @property
    def data(self) -> bytes:
        """The object's bytes."""
        return self.written

    @property
    def compressible(self) -> bool:
        """Whether it may stand in a stream of objects."""
        return not self._is_stream


def deflated(content: bytes, more: bytes = b"") -> Written:
    """Return a compressed stream; ``more`` is what else its dictionary says."""
    packed = zlib.compress(content, 6)
    head = b"<</Filter /FlateDecode/Length %d%s>>\nstream\n" % (len(packed), more)
    return Written(head + packed + b"\nendstream", is_stream=True)


def added(pdf: pydyf.PDF, item: pydyf.Object) -> bytes:
    """Add an object to a PDF and return the reference to it."""
    pdf.add_object(item)
    return reference(item.number)


@cache
def reference(number: int) -> bytes:
    """Return the reference to an object."""
    return b"%d 0 R" % number


def number(value: float) -> bytes:
    """Return a number as pydyf writes it: six decimals at most."""
    return f"{value:f}".rstrip("0").rstrip(".").encode()
