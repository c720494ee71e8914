"""Finds a word in bytes, in whatever way a program may have written it down."""

from __future__ import annotations

import base64
import gzip
import html
import json
import lzma
import quopri
import re
import zlib
from collections.abc import Iterable, Iterator
from urllib.parse import quote, quote_plus

_TEXTS = ("utf-8", "latin-1", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")
_STARTS = {b"\x1f\x8b\x08": gzip.decompress, b"\xfd7zXZ\x00": lzma.decompress}
_ZLIB = re.compile(rb"\x78[\x01\x5e\x9c\xda]")


def found(words: Iterable[str], content: bytes) -> list[str]:
    """Return the words that stand in ``content``, as they are, encoded or compressed."""
    layers = [content, *_unpacked(content)]
    lowered = [layer.lower() for layer in layers]
    return sorted(
        {word for word in words if any(_stands_in(word, *each) for each in zip(layers, lowered, strict=True))}
    )


def _stands_in(word: str, layer: bytes, lowered: bytes) -> bool:
    if any(written.lower() in lowered for written in _written(word)):
        return True
    return any(encoded in layer for encoded in _in_base64(word))


def _written(word: str) -> Iterator[bytes]:
    """Yield a word in the encodings that do not care for capitals."""
    for encoding in _TEXTS:
        try:
            yield word.encode(encoding)
        except UnicodeEncodeError:
            continue
    plain = word.encode()
    yield plain.hex().encode()
    yield plain[::-1]
    yield quote(word).encode()
    yield quote_plus(word).encode()
    yield quopri.encodestring(plain)
    yield json.dumps(word)[1:-1].encode()
    yield html.escape(word).encode()
    yield word.encode("ascii", "xmlcharrefreplace")
    yield ascii(word)[1:-1].encode()


def _in_base64(word: str) -> Iterator[bytes]:
    """Yield what base64 has of a word wherever it begins in the text: its ends mix with what is beside it."""
    for encoding in ("utf-8", "utf-16-le"):
        plain = word.encode(encoding)
        for before in range(3):
            whole = len(plain) - (3 - before) % 3
            inner = plain[(3 - before) % 3 :][: whole - whole % 3]
            for encode in (base64.standard_b64encode, base64.urlsafe_b64encode):
                yield encode(inner)


def _unpacked(content: bytes) -> Iterator[bytes]:
    """Yield what is compressed somewhere in ``content``: gzip, xz, and zlib as PDF files have it."""
    for start, unpack in _STARTS.items():
        for place in _places(start, content):
            try:
                yield unpack(content[place:])
            except (OSError, EOFError, zlib.error, lzma.LZMAError):
                continue
    for match in _ZLIB.finditer(content):
        try:
            yield zlib.decompressobj().decompress(content[match.start() :], 10_000_000)
        except zlib.error:
            continue


def _places(start: bytes, content: bytes) -> Iterator[int]:
    place = content.find(start)
    while place >= 0:
        yield place
        place = content.find(start, place + 1)
