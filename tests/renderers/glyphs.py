"""Where each run of glyphs stands on a page of a PDF, and which glyphs it draws."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

import pikepdf

NOTDEF = 0


@dataclass(frozen=True)
class Run:
    """Glyphs drawn at once: their text, their baseline and both ends in points from the lower left."""

    text: str
    glyphs: tuple[int, ...]
    left: float
    right: float
    baseline: float


class _Font:
    def __init__(self, font: pikepdf.Dictionary) -> None:
        mapping = font.ToUnicode.read_bytes().decode("ascii")
        self.letters = {
            int(glyph, 16): bytes.fromhex(text).decode("utf-16-be")
            for glyph, text in re.findall(r"<([0-9a-f]{4})> <([0-9a-f]+)>", mapping)
        }
        self.widths: dict[int, float] = {}
        for first, widths in list(pairwise(font.DescendantFonts[0].W))[::2]:
            self.widths |= {int(first) + i: float(width) for i, width in enumerate(widths)}

    def width(self, glyph: int) -> float:
        return self.widths.get(glyph, 1000.0)


def printed(page: pikepdf.Page) -> Iterator[Run]:
    """Yield the runs of a page in the order in which they are drawn."""
    fonts = {name: _Font(font) for name, font in page.Resources.get("/Font", {}).items()}
    here, saved, size = pikepdf.Matrix(), [], 0.0
    place, font = here, None
    for operands, operator in pikepdf.parse_content_stream(page):
        name = str(operator)
        if name == "q":
            saved.append(here)
        elif name == "Q":
            here = saved.pop()
        elif name == "cm":
            here = pikepdf.Matrix(*map(float, operands)) @ here
        elif name == "Tm":
            place = pikepdf.Matrix(*map(float, operands)) @ here
        elif name == "Tf":
            font, size = fonts[str(operands[0])], float(operands[1])
        elif name in ("TJ", "Tj") and font:
            yield _run(operands[0] if name == "TJ" else operands, font, size, place)


def _run(pieces: object, font: _Font, size: float, place: pikepdf.Matrix) -> Run:
    glyphs: list[int] = []
    advance = 0.0
    for piece in pieces:  # type: ignore[attr-defined]  # an array of strings and numbers
        if isinstance(piece, int | float | Decimal):
            advance -= float(piece)
            continue
        codes = bytes(piece)
        drawn = [int.from_bytes(codes[i : i + 2]) for i in range(0, len(codes), 2)]
        advance += sum(font.width(glyph) for glyph in drawn)
        glyphs += drawn
    left, baseline = place.transform((0, 0))
    right, _ = place.transform((advance / 1000 * size, 0))
    text = "".join(font.letters.get(glyph, "") for glyph in glyphs)
    return Run(text, tuple(glyphs), left, right, baseline)
