"""What looks for words finds them however they were written down; else it would prove nothing."""

from __future__ import annotations

import base64
import gzip
import html
import json
import lzma
import quopri
import zlib
from collections.abc import Callable
from urllib.parse import quote, quote_plus

import pytest
from traces import found

WORD = "Grébuxlantîq 9"
WRITTEN: dict[str, Callable[[str], bytes]] = {
    "utf-8": str.encode,
    "latin-1": lambda text: text.encode("latin-1"),
    "utf-16": lambda text: text.encode("utf-16-be"),
    "utf-32": lambda text: text.encode("utf-32"),
    "hexadecimal": lambda text: text.encode().hex().upper().encode(),
    "in an address": lambda text: quote(text).encode(),
    "in a form": lambda text: quote_plus(text).lower().encode(),
    "quoted-printable": lambda text: quopri.encodestring(text.encode()),
    "json": lambda text: json.dumps({"a": text}).encode(),
    "repr": lambda text: ascii(text).encode(),
    "html": lambda text: html.escape(text).encode(),
    "html numbers": lambda text: text.encode("ascii", "xmlcharrefreplace"),
    "base64": lambda text: base64.standard_b64encode(text.encode()),
    "base64 after one": lambda text: base64.standard_b64encode(b"1" + text.encode()),
    "base64 after two": lambda text: base64.urlsafe_b64encode(b"12" + text.encode() + b"34"),
    "gzip": lambda text: b"before" + gzip.compress(text.encode()),
    "xz": lambda text: lzma.compress(text.encode()),
    "zlib": lambda text: b"stream\n" + zlib.compress(text.encode(), 9) + b"\nendstream",
    "zlib of base64": lambda text: zlib.compress(base64.standard_b64encode(text.encode())),
}


@pytest.mark.parametrize("way", WRITTEN)
def test_word_is_found_however_it_was_written(way: str) -> None:
    text = WRITTEN[way](f"some words before {WORD} and after")

    assert found([WORD, "Elsewhere"], b"\x00\xff" * 10 + text) == [WORD]


def test_other_words_are_not_found() -> None:
    assert found([WORD], "Grébuxlant 9".encode() * 100) == []


def test_capitals_make_no_difference() -> None:
    assert found(["Brundlewick"], b"of BRUNDLEWICK") == ["Brundlewick"]
