"""ReportLab: the letter in its own paragraphs (Platypus); it writes no tags and shapes no text."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from bench.peers.faces import REGULAR, SEMIBOLD
from bench.peers.pieces import Bit, Link, Mark, Piece, sheets
from webapp.domain.letters import Letter

_MM = 72 / 25.4
_STYLES: dict[str, dict[str, Any]] = {
    "sender": {"spaceAfter": 3 * _MM},
    "date": {"spaceAfter": 2.4 * _MM},
    "addressee": {"spaceAfter": 2.4 * _MM},
    "subject": {"fontName": SEMIBOLD, "spaceAfter": 2.4 * _MM},
    "ask": {"leftIndent": 5.5 * _MM, "bulletIndent": 2 * _MM, "spaceAfter": 0.4 * _MM},
    "closing": {"spaceBefore": 2.4 * _MM, "spaceAfter": 9.5 * _MM},
    "signature": {"spaceAfter": 2.4 * _MM},
    "copies": {"fontSize": 8.6, "leading": 11.2},
    "sources": {"fontName": SEMIBOLD, "fontSize": 12, "leading": 15, "spaceAfter": 2 * _MM},
    "note": {"fontSize": 9.4, "leading": 13},
    "source": {"fontSize": 9.4, "leading": 13, "leftIndent": 7 * _MM, "spaceAfter": 2 * _MM},
    "fingerprint": {"fontSize": 8.2, "leading": 10.3, "textColor": "#4c5766", "spaceBefore": 5 * _MM},
}


def make(fonts: Path, letter: Letter) -> bytes:
    """Return the PDF."""
    from reportlab.platypus import PageBreak, SimpleDocTemplate

    styles, pdf, story = _styles(fonts), BytesIO(), []
    for place, sheet in enumerate(sheets(letter)):
        if place:
            story.append(PageBreak())
        numbers = iter(range(1, len(sheet.pieces)))
        for piece in sheet.pieces:
            if piece.style == "sources":
                story.append(PageBreak())
            bullet = {"ask": "•", "source": f"{next(numbers)}." if piece.style == "source" else ""}
            story.append(_paragraph(piece, styles, bullet.get(piece.style)))
    SimpleDocTemplate(
        pdf,
        pagesize=(215.9 * _MM, 279.4 * _MM),
        leftMargin=21 * _MM - 6,  # its frame has six points of its own
        rightMargin=21 * _MM - 6,
        topMargin=12 * _MM - 6,
        bottomMargin=12 * _MM - 6,
        title=letter.subject,
        author=letter.parts[0].sender.name,
        invariant=True,
    ).build(story)
    return pdf.getvalue()


@cache
def _styles(fonts: Path) -> Any:
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase.pdfmetrics import registerFont
    from reportlab.pdfbase.ttfonts import TTFont

    for name in (REGULAR, SEMIBOLD):
        registerFont(TTFont(name, str(fonts / name)))
    usual = {
        "fontName": REGULAR,
        "fontSize": 10,
        "leading": 12.5,
        "textColor": "#16181d",
        "spaceAfter": 1.5 * _MM,
    }
    known = ("salutation", "body", *_STYLES)
    return {name: ParagraphStyle(name, **(usual | _STYLES.get(name, {}))) for name in known}


def _paragraph(piece: Piece, styles: Any, bullet: str | None) -> Any:
    from reportlab.platypus import Paragraph

    words = "<br/>".join("".join(map(_bit, line)) for line in piece.lines)
    return Paragraph(_anchor(piece.anchor) + words, styles[piece.style], bulletText=bullet)


def _bit(bit: Bit) -> str:
    if isinstance(bit, Mark):
        return f'{_anchor(bit.anchor)}<super><a href="{bit.target}" color="#4b2a91">{bit.number}</a></super>'
    if isinstance(bit, Link):
        return f'<a href={quoteattr(bit.target)} color="#4b2a91">{escape(bit.text)}</a>'
    return escape(bit)


def _anchor(name: str) -> str:
    return f'<a name="{name}"/>' if name else ""
