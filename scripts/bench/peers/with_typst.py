"""Typst: the letter in its own language, its fonts read once."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from bench.peers.pieces import Bit, Link, Mark, Piece, Sheet, sheets
from webapp.domain.letters import Letter

_STYLES = {
    "sender": "below: 3mm",
    "date": "below: 2.4mm",
    "addressee": "below: 2.4mm",
    "closing": "above: 2.4mm, below: 9.5mm",
    "signature": "below: 2.4mm",
}
_SIZES = {"copies": 8.6, "note": 9.4, "source": 9.4, "fingerprint": 8.2}
_HEAD = """#set page(width: 215.9mm, height: 279.4mm, margin: (x: 21mm, y: 12mm))
#set text(font: "Source Serif 4", size: 10pt, fill: rgb("#16181d"), hyphenate: false)
#set par(leading: 0.55em, spacing: 1em)
#show link: set text(fill: rgb("#4b2a91"))
#show heading.where(level: 1): set text(size: 10pt, weight: 600)
#show heading.where(level: 2): set text(size: 12pt, weight: 600)
"""


def prepared(letter: Letter) -> bytes:
    """Return a letter as Typst's markup."""
    author = letter.parts[0].sender.name
    head = f"#set document(title: {_string(letter.subject)}, author: {_string(author)}, date: none)\n"
    return (head + _HEAD + "#pagebreak()\n".join(map(_sheet, sheets(letter)))).encode()


def make(fonts: Path, markup: bytes) -> bytes:
    """Return the PDF."""
    pdf: bytes = _compiler(fonts).compile(input=markup, format="pdf", pdf_standards="ua-1")
    return pdf


@cache
def _compiler(fonts: Path) -> Any:
    import typst

    return typst.Compiler(font_paths=typst.Fonts(include_system_fonts=False, font_paths=[str(fonts)]))


def _sheet(sheet: Sheet) -> str:
    return f'#set text(lang: "{sheet.language}", region: "ca")\n' + "".join(map(_piece, sheet.pieces))


def _piece(piece: Piece) -> str:
    words = "#linebreak()".join("".join(map(_bit, line)) for line in piece.lines)
    if piece.style == "subject":
        return f"= {words}\n\n"
    if piece.style == "sources":
        return f"#pagebreak()\n== {words}\n\n"
    size = _SIZES.get(piece.style)
    words = f"#text(size: {size}pt)[{words}]" if size else words
    if piece.style in ("ask", "source"):
        return f"{'-' if piece.style == 'ask' else '+'} {_anchor(piece.anchor)}{words}\n"
    return (
        f"#block({_STYLES.get(piece.style, '')})[{words}]\n" if piece.style in _STYLES else f"\n{words}\n\n"
    )


def _bit(bit: Bit) -> str:
    if isinstance(bit, Mark):
        return f"{_anchor(bit.anchor)}#super[#link(<{bit.target[1:]}>)[{bit.number}]]"
    if isinstance(bit, Link):
        target = f"<{bit.target[1:]}>" if bit.target.startswith("#") else _string(bit.target)
        return f"#link({target})[#{_string(bit.text)}]"
    return f"#{_string(bit)};"


def _anchor(name: str) -> str:
    return f"#metadata(none) <{name}>" if name else ""


def _string(text: str) -> str:
    """Return text as a Typst string: its escapes are those of JSON, but for characters by number."""
    return json.dumps(text, ensure_ascii=False)
