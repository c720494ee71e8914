"""Galleys: pieces of a letter that WeasyPrint has set, taken out of the PDF it was about to write.

A galley is a column of set type before it is made up into pages. Here it is one page of a PDF that holds
one piece: what is drawn, how that is tagged, its links and its anchors, all at the height where it was set.
"""

from __future__ import annotations

import re
from binascii import unhexlify
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from struct import unpack
from typing import Any

import pydyf

from webapp.domain.errors import RenderingError
from webapp.renderers.cases import Font, font_of

POINTS = 0.75
"""Points (1/72 inch) in a CSS pixel (1/96 inch)."""
Glyphs = Mapping[str, Mapping[int, str]]
"""The glyphs of each font, by its name, and what they stand for."""
_MARK = re.compile(rb"(?<=/MCID )\d+(?=>>)")
_SHOWN = re.compile(rb"/(\w+) [\d.]+ Tf|<((?:[0-9a-f]{4})+)>|/([\w.]+) gs")
_ELSE = re.compile(rb"(?:^| )(Do|sh|cs|CS|BI)$", re.MULTILINE)
_GLYPH_AND_WORDS = re.compile(rb"<([0-9a-f]{4})> <([0-9a-f]+)>")
_REFERENCE = re.compile(rb"(\d+) 0 R")


class DoesNotFit(RenderingError):
    """The letter cannot be made up from galleys: it is to be laid out whole."""


@dataclass(frozen=True, slots=True)
class Link:
    """A link: its rectangle ``(x1, y1, x2, y2)`` in points from the bottom left, and the rest in PDF."""

    rectangle: tuple[float, float, float, float]
    rest: bytes


@dataclass(frozen=True, slots=True)
class Element:
    """An element of the structure: its role and what else is said of it in PDF, and what it holds.

    A kid is an element, a link, or the number of a mark in what is drawn.
    """

    role: bytes
    kids: tuple[Element | Link | int, ...]
    more: bytes = b""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading that the outline lists: its level from 1, its words, and its place in pixels."""

    level: int
    words: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Galley:
    """One piece of a letter, set; measures are CSS pixels from the top left of the page it was set on.

    ``drawing`` is the page's content between the numbers of its marks, of which there are one fewer.
    ``top`` is where the piece begins and ``end`` where the next would begin, None for a whole page.
    ``is_kept`` says that none of its words are the writer's. ``boxes`` are the page's boxes in PDF.
    """

    drawing: tuple[bytes, ...]
    elements: tuple[Element, ...]
    anchors: tuple[tuple[str, float, float], ...]
    headings: tuple[Heading, ...]
    glyphs: Glyphs
    states: frozenset[bytes]
    is_kept: bool
    boxes: bytes
    page_height: float
    top: float
    end: float | None


class Lifter:
    """Takes a document that WeasyPrint has laid out, and the PDF it is about to write, apart into galleys.

    ``fonts`` are the PDF's fonts and ``states`` its graphics states, written out, each by its name. Raises
    `DoesNotFit` where a font is none of the letter's weights: the widths of others are not exact.
    """

    def __init__(self, document: Any, pdf: pydyf.PDF) -> None:
        self._document = document
        self._objects = pdf.objects
        self._pages = [self._objects[number] for number in pdf.pages["Kids"][::3]]
        root = self._at(pdf.catalog["StructTreeRoot"])
        self._sections: dict[bytes, list[Any]] = {}
        for kid in self._at(root["K"][0])["K"]:
            section = self._at(kid)
            self._sections.setdefault(section["Pg"], []).append(section)
        resources = self._at(self._pages[0]["Resources"])
        self.states = {name.encode(): state.data for name, state in resources["ExtGState"].items()}
        self.fonts: dict[str, Font] = {}
        self._words: dict[str, dict[int, str]] = {}
        for name, font in self._at(resources["Font"]).items():
            self._add_font(name, self._at(font))

    def _add_font(self, name: str, font: Any) -> None:
        descendant = self._at(font["DescendantFonts"][0])
        known = font_of(font, descendant, self._at(descendant["FontDescriptor"]))
        if known is None:
            raise DoesNotFit("A piece of the letter is set in another typeface.")
        self.fonts[name] = known
        self._words[name] = {
            int(match[1], 16): bytes.fromhex(match[2].decode()).decode("utf-16-be")
            for line in self._at(font["ToUnicode"]).stream
            if (match := _GLYPH_AND_WORDS.fullmatch(line))
        }

    def galleys(self, names: Mapping[str, bool]) -> Iterator[tuple[str, Galley]]:
        """Yield each galley with the name of the section that its page begins with.

        ``names`` says of each section whether it has none of the writer's words. Raises `DoesNotFit` for a
        page that draws more than text and lines.
        """
        for laid_out, page in zip(self._document.pages, self._pages, strict=True):
            name = next(iter(laid_out.anchors), "")
            if name in names:
                yield name, self._galley(laid_out, page, name, is_kept=names[name])

    def _galley(self, laid_out: Any, page: Any, name: str, *, is_kept: bool) -> Galley:
        content = self._content(page)
        if other := _ELSE.search(content):
            raise DoesNotFit(f"A piece of the letter is drawn with {other[1].decode()}.")
        used, states = shown((content,))
        ends = laid_out.anchors.get(f"{name}-end")
        elements = tuple(
            self._element(kid) for section in self._sections[page.reference] for kid in section["K"]
        )
        return Galley(
            drawing=tuple(_MARK.split(content)),
            elements=elements[:-1] if ends else elements,  # the last one only says where the piece ends
            anchors=tuple(
                (anchor, x, y)
                for anchor, (x, y, *_) in laid_out.anchors.items()
                if anchor not in (name, f"{name}-end")
            ),
            headings=tuple(Heading(level, words, x, y) for level, words, (x, y), _ in laid_out.bookmarks),
            glyphs={font: self._spoken(font, of_it, is_kept=is_kept) for font, of_it in used.items()},
            states=states,
            is_kept=is_kept,
            boxes=b"".join(
                f"/{box} ".encode() + page[box].data for box in ("MediaBox", "TrimBox", "BleedBox")
            ),
            page_height=laid_out.height,
            top=laid_out.anchors[name][1],
            end=ends[1] if ends else None,
        )

    def _spoken(self, font: str, glyphs: Set[int], *, is_kept: bool) -> dict[int, str]:
        """Return what glyphs stand for.

        One map serves the whole document, and the writer's words may have a glyph for another character than
        the campaign's: those have the one that letters usually have.
        """
        words, case = self._words[font], self.fonts[font].case
        return {
            glyph: case.characters[glyph] if is_kept and glyph in case.shared else words[glyph]
            for glyph in glyphs
        }

    def _content(self, page: Any) -> bytes:
        """Return what is drawn on a page, in CSS pixels: after the matrix that turns the page upside down."""
        drawn: bytes = pydyf.Stream(self._at(page["Contents"]).stream[1:]).data
        return drawn.partition(b"stream\n")[2].removesuffix(b"\nendstream")

    def _element(self, reference: bytes) -> Element:
        item = self._at(reference)
        more = b"".join(f"/{key} ".encode() + item[key].data for key in ("A", "Alt") if key in item)
        kids = tuple(self._kid(kid) for kid in item["K"])
        return Element(item["S"].encode(), tuple(kid for kid in kids if kid is not None), more)

    def _kid(self, kid: Any) -> Element | Link | int | None:
        """Return a kid of an element, None for the empty paragraph that a page break leaves behind."""
        if isinstance(kid, int):
            return kid
        item = self._at(kid)
        if item["Type"] == "/OBJR":
            return self._link(self._at(item["Obj"]))
        if item["S"] == "/P" and not item["K"]:
            return None
        return self._element(kid)

    def _link(self, annotation: Any) -> Link:
        rest = {key: value for key, value in annotation.items() if key not in ("Rect", "StructParent")}
        x1, y1, x2, y2 = annotation["Rect"]
        return Link((x1, y1, x2, y2), pydyf.Dictionary(rest).data[2:-2])

    def _at(self, reference: Any) -> Any:
        found = _REFERENCE.fullmatch(reference)
        if found is None:
            raise DoesNotFit("WeasyPrint wrote a PDF of another shape.")
        return self._objects[int(found[1])]


def shown(drawing: Iterable[bytes]) -> tuple[dict[str, set[int]], frozenset[bytes]]:
    """Return the glyphs that a drawing shows, by font, and the names of its graphics states."""
    glyphs: dict[str, set[int]] = {}
    states: set[bytes] = set()
    font = ""
    for part in drawing:
        for name, codes, state in _SHOWN.findall(part):
            if name:
                font = name.decode()
            elif codes:
                found = unpack(f">{len(codes) // 4}H", unhexlify(codes))
                glyphs.setdefault(font, set()).update(found)
            else:
                states.add(state)
    return glyphs, frozenset(states)
