"""Cases of type: the letter's weights as fonts of a PDF, each cut down to the glyphs of one letter.

Glyphs keep the numbers they have in the whole font, so that what is drawn with them need not be changed.
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass
from functools import cache
from typing import Any

import pydyf
import uharfbuzz

from webapp.domain.locales import Language
from webapp.renderers.fonts import LETTER_WEIGHTS, Weight
from webapp.renderers.pdf_objects import Written, added, deflated

_NOT_PRINTED = (
    "BASE",
    "DSIG",
    "GDEF",
    "GPOS",
    "GSUB",
    "JSTF",
    "LTSH",
    "PCLT",
    "STAT",
    "cmap",
    "name",
    "post",
)
"""Tables that a reader of PDF does not ask for: the text is shaped already, and says itself what it is."""
_PANGO_SCALE = 1024
_WEIGHTS = {b"Source-Serif-4,": "400", b"Source-Serif-4-Semi-Bold": "600"}
"""The weights of letters, by the names that WeasyPrint gives them."""
_CMAP_BEGINS = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <ffff>
endcodespacerange"""
_CMAP_ENDS = """endcmap
CMapName currentdict /CMap defineresource pop
end
end"""


@dataclass(frozen=True)
class Line:
    """A line of text that was shaped: what shows it in a PDF, its width in pixels, and its glyphs."""

    shown: bytes
    width: float
    glyphs: Mapping[int, str]


class Case:
    """One weight of the letter's typeface. Its em is 1,000 units, so that widths in a PDF are exact."""

    def __init__(self, weight: Weight) -> None:
        self._face = uharfbuzz.Face(weight.content())
        self._font = uharfbuzz.Font(self._face)
        self._shaping = uharfbuzz.Font(self._face)
        codes: dict[int, list[int]] = {}
        for code in self._face.unicodes:
            codes.setdefault(self._font.get_nominal_glyph(code), []).append(code)
        self.characters = {glyph: chr(min(shared, key=_rarity)) for glyph, shared in codes.items()}
        """The character of each glyph that has one: of those that look the same, the usual one."""
        self.shared = frozenset(glyph for glyph, shared in codes.items() if len(shared) > 1)
        """The glyphs of several characters, such as those of all spaces of a width."""

    def widths(self, glyphs: Set[int]) -> dict[int, int]:
        """Return the advance of each glyph in thousandths of an em, in the order of their numbers."""
        return {glyph: self._font.get_glyph_h_advance(glyph) for glyph in sorted(glyphs)}

    def shape(self, text: str, size: float, language: Language) -> Line:
        """Return a line of Latin text as Pango shapes it at ``size`` pixels, and as WeasyPrint writes it.

        Pango measures in 1/1024 of a pixel, sizes too, and WeasyPrint writes how far each advance is from the
        glyph's width, in whole thousandths of the size.
        """
        unit = 1 / _PANGO_SCALE
        scale = round(size * _PANGO_SCALE)
        self._shaping.scale = (scale, scale)
        buffer = uharfbuzz.Buffer()
        buffer.add_str(text)
        buffer.direction, buffer.script, buffer.language = "ltr", "latn", f"{language}-ca"
        uharfbuzz.shape(self._shaping, buffer)
        shown, advance = "<", 0
        glyphs: dict[int, str] = {}
        starts = sorted({info.cluster for info in buffer.glyph_infos})
        ends = dict(zip(starts, (*starts[1:], len(text)), strict=True))
        for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
            glyph = info.codepoint
            glyphs.setdefault(glyph, text[info.cluster : ends[info.cluster]])
            excess = self._font.get_glyph_h_advance(glyph) - position.x_advance * 1000 / scale
            shown += f"{glyph:04x}" + (f">{int(excess)}<" if excess else "")
            advance += position.x_advance
        shown = shown.removesuffix("<") if shown.endswith("<") else f"{shown}>"
        return Line(f"[{shown}] TJ".encode(), advance * unit, glyphs)

    def cut(self, glyphs: Set[int]) -> bytes:
        """Return a TrueType file of ``glyphs`` alone."""
        subset = uharfbuzz.SubsetInput()
        subset.glyph_set.update(glyphs)
        subset.drop_table_tag_set.update(int.from_bytes(name.encode(), "big") for name in _NOT_PRINTED)
        subset.flags = (
            uharfbuzz.SubsetFlags.RETAIN_GIDS
            | uharfbuzz.SubsetFlags.NO_HINTING
            | uharfbuzz.SubsetFlags.DESUBROUTINIZE
        )
        content: bytes = uharfbuzz.subset(self._face, subset).blob.data
        return content


@dataclass(frozen=True)
class Font:
    """A font as WeasyPrint describes it in a PDF, without what depends on the glyphs that are used."""

    case: Case
    font: Mapping[str, Any]
    descendant: Mapping[str, Any]
    descriptor: Mapping[str, Any]

    def embed(self, pdf: pydyf.PDF, glyphs: Mapping[int, str]) -> bytes:
        """Add the font with ``glyphs``, and what they stand for, to a PDF; return the reference to it."""
        widths = self.case.widths(glyphs.keys())
        file = self.case.cut(glyphs.keys())
        box = (0, self.descriptor["Descent"], max(widths.values()), self.descriptor["Ascent"])
        descriptor = {
            **self.descriptor,
            "FontBBox": pydyf.Array(box),
            "FontFile2": added(pdf, deflated(file, f"/Length1 {len(file)}".encode())),
        }
        descendant = {
            **self.descendant,
            "W": Written(_runs(widths)),
            "FontDescriptor": added(pdf, pydyf.Dictionary(descriptor)),
        }
        words = {glyph: glyphs[glyph] for glyph in widths}
        font = {
            **self.font,
            "ToUnicode": added(pdf, deflated(_to_unicode(words))),
            "DescendantFonts": pydyf.Array([added(pdf, pydyf.Dictionary(descendant))]),
        }
        return added(pdf, pydyf.Dictionary(font))


def font_of(
    font: Mapping[str, Any], descendant: Mapping[str, Any], descriptor: Mapping[str, Any]
) -> Font | None:
    """Return the font that these dictionaries of a PDF describe, if it is one of the letter's weights."""
    weight = _WEIGHTS.get(font["BaseFont"].partition(b"+")[2])
    if weight is None or font["Encoding"] != "/Identity-H":
        return None
    return Font(
        _case(weight),
        _without(font, "ToUnicode", "DescendantFonts"),
        _without(descendant, "W", "FontDescriptor"),
        _without(descriptor, "FontBBox", "FontFile2"),
    )


def _rarity(code: int) -> tuple[bool, int]:
    """Return how seldom a letter has a character: Latin ones and punctuation before others."""
    return not (code < 0x180 or 0x2010 <= code < 0x203F), code


def _without(dictionary: Mapping[str, Any], *keys: str) -> dict[str, Any]:
    return {key: value for key, value in dictionary.items() if key not in keys}


@cache
def _case(weight: str) -> Case:
    return Case(next(each for each in LETTER_WEIGHTS if each.weight == weight))


def _runs(widths: Mapping[int, int]) -> bytes:
    """Return widths as a PDF has them: the first glyph of each unbroken run, and the widths of the run."""
    runs: list[list[int]] = []
    for glyph in widths:
        if not runs or glyph != runs[-1][-1] + 1:
            runs.append([])
        runs[-1].append(glyph)
    said = (f"{run[0]} [{' '.join(str(widths[glyph]) for glyph in run)}]" for run in runs)
    return f"[{' '.join(said)}]".encode()


def _to_unicode(words: Mapping[int, str]) -> bytes:
    """Return the map from glyphs to characters (ISO 32000-1, 9.10.3), a hundred glyphs at a time."""
    lines = [f"<{glyph:04x}> <{text.encode('utf-16-be').hex()}>" for glyph, text in words.items()]
    parts = [lines[start : start + 100] for start in range(0, len(lines), 100)]
    maps = "\n".join(f"{len(part)} beginbfchar\n{chr(10).join(part)}\nendbfchar" for part in parts)
    return f"{_CMAP_BEGINS}\n{maps}\n{_CMAP_ENDS}".encode()
