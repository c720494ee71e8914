"""Sets a letter from pieces that were set before: only what is new in it, and its writer's, is laid out."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Iterator, Sequence
from functools import cache
from io import BytesIO
from itertools import groupby
from typing import Any

import pydyf
from cachetools import LRUCache
from markupsafe import Markup

from webapp.domain.letters import MOST_PAGES, Letter
from webapp.renderers.cases import Font
from webapp.renderers.engine import BOTTOM_MARGIN, PDF_UA, engine, nothing_in_silence
from webapp.renderers.galleys import DoesNotFit, Galley, Lifter
from webapp.renderers.html import document_of
from webapp.renderers.make_up import Sheet, make_up
from webapp.renderers.pdf_metadata import describe
from webapp.renderers.personal_lines import with_words
from webapp.renderers.pieces import Piece, pieces_of

Setting = tuple[Galley, ...]
"""How a piece is set: one galley, or one for each of its pages."""
MOST_KEPT = 1_500
"""Pieces kept, at some ten kilobytes each: none holds a word of a writer's."""
_SECTION = "galley-"
"""What the names of sections begin with."""
_LINK = re.compile('href="#([^"]+)"')
_NAME = re.compile('id="([^"]+)"')
_END = Markup('<div id="{}-end" style="height:1px"></div>')
_ABOVE_FIRST = 8.0
"""Pixels above the letter on its first page: the margin that WeasyPrint's own sheet gives the body."""
_BELOW_LAST = 1.5 / 25.4 * 96
"""Pixels below the letter's last paragraph, for which there need be no room: 1.5 mm in letter.css."""


def made_up(letter: Letter) -> bytes:
    """Return the letter as PDF bytes, equal in pixels, words and structure to the letter laid out whole.

    Raises `DoesNotFit` where it has to be laid out whole: it is longer than a page, or has characters that
    are not of the letter's typeface. Raises `RenderingError` as `webapp.renderers.pdf.render` does.
    """
    return _compositor().made_up(letter)


def fill(letter: Letter) -> float:
    """Return what share of its page's printable height the letter proper takes, in its first part.

    Raises `DoesNotFit` as `made_up` does, and `RenderingError` too; sources are not set.
    """
    return _compositor().fill(letter)


class Compositor:
    """Keeps what was set; not for two threads at once, as WeasyPrint is not."""

    def __init__(self) -> None:
        self.kept: LRUCache[Hashable, Setting] = LRUCache(MOST_KEPT)
        """The campaign's pieces, and those for the writer's words without them, by what they depend on."""
        self._fonts: dict[str, Font] = {}
        self._states: dict[bytes, bytes] = {}

    def made_up(self, letter: Letter) -> bytes:
        """Return the letter as PDF bytes, as the function of this name does."""
        with nothing_in_silence():
            sheets = tuple(_sheets(self._complete(letter, tuple(pieces_of(letter)))))
            if len(sheets) > MOST_PAGES:
                raise DoesNotFit("The letter has too many pages.")
            pdf = pydyf.PDF()
            describe(pdf, letter, engine().name)
            make_up(pdf, sheets, self._fonts, self._states)
        file = BytesIO()
        pdf.write(file, version=b"1.7", compress=True)
        return file.getvalue()

    def fill(self, letter: Letter) -> float:
        """Return how full the page of the letter proper is, as the function of this name does."""
        with nothing_in_silence():
            columns = [
                _column(tuple(self._complete(letter, tuple(pieces))), _ABOVE_FIRST)
                for has_page, pieces in groupby(pieces_of(letter), key=lambda piece: piece.has_page)
                if not has_page
            ]
        (first, down), (last, last_down) = columns[0].galleys[0], columns[0].galleys[-1]
        top, end = first.top + down, (last.end or last.top) + last_down - _BELOW_LAST
        return (end - top) / (first.page_height - top - BOTTOM_MARGIN)

    def _complete(self, letter: Letter, pieces: Sequence[Piece]) -> Iterator[tuple[Piece, Setting]]:
        """Yield pieces of a letter, its writer's words in them, and how each is set."""
        sets = self._set(letter, pieces)
        complete = [self._with_words(piece, *each) for piece, each in zip(pieces, sets, strict=True)]
        unfit = [
            piece.whole for piece, each in zip(pieces, complete, strict=True) if not each and piece.whole
        ]
        others = iter(self._set(letter, unfit))
        for piece, each in zip(pieces, complete, strict=True):
            yield piece, each or next(others)

    def _with_words(self, piece: Piece, *galleys: Galley) -> Setting:
        """Return a piece with the writer's words in it; nothing where they cannot be set into it."""
        if not piece.words:
            return galleys
        try:
            return (with_words(galleys[0], piece.words, self._fonts, piece.language),)
        except DoesNotFit:
            return ()

    def _set(self, letter: Letter, pieces: Sequence[Piece]) -> list[Setting]:
        """Return how each piece is set, those that are new or the writer's by WeasyPrint."""
        known = [self.kept.get(piece.key) if piece.key else None for piece in pieces]
        new = iter(
            self._laid_out(letter, [piece for piece, found in zip(pieces, known, strict=True) if not found])
        )
        sets = [found or next(new) for found in known]
        self.kept.update((piece.key, each) for piece, each in zip(pieces, sets, strict=True) if piece.key)
        return sets

    def _laid_out(self, letter: Letter, pieces: Sequence[Piece]) -> list[Setting]:
        """Have WeasyPrint lay out pieces by themselves, and take the PDF it makes of them apart."""
        sets: list[Setting] = []

        def take_apart(document: Any, pdf: Any) -> None:
            lifter = Lifter(document, pdf)
            self._fonts |= lifter.fonts
            self._states |= lifter.states
            names = {f"{_SECTION}{count}": piece.key is not None for count, piece in enumerate(pieces)}
            named = groupby(lifter.galleys(names), key=lambda each: each[0])
            sets.extend(tuple(galley for _, galley in pages) for _, pages in named)
            del pdf.objects[pdf.catalog.number + 1 :]  # nobody reads this PDF

        if pieces:
            weasyprint = engine()
            html = weasyprint.html(letter, document_of(letter, _sections(letter, pieces)))
            html.write_pdf(**weasyprint.options, **PDF_UA, finisher=take_apart)
        return sets


@cache
def _compositor() -> Compositor:
    return Compositor()


def _sections(letter: Letter, pieces: Sequence[Piece]) -> Iterator[Markup]:
    """Yield each piece as a section of the letter, which begins a page, after what their links lead to.

    A section is named ``galley-`` and its number; where a block ends is named too. No piece is on the first
    page, where the body has a margin.
    """
    made = [piece.html() for piece in pieces]
    named = {name for html in made for name in _NAME.findall(html)}
    elsewhere = {name for html in made for name in _LINK.findall(html)} - named
    targets = Markup().join(
        Markup('<span id="{}"></span>').format(name) for name in sorted(elsewhere & _names(letter))
    )
    yield Markup('<section class="letter">{}</section>').format(targets)
    for count, (piece, html) in enumerate(zip(pieces, made, strict=True)):
        name = f"{_SECTION}{count}"
        if piece.is_envelope:
            yield Markup(str(html).replace("<section", f'<section id="{name}"', 1))  # noqa: S704
            continue
        end = Markup() if piece.has_page else _END.format(name)
        yield Markup('<section class="letter layout-{}" lang="{}-CA" id="{}">{}{}</section>').format(
            letter.layout, piece.language, name, html, end
        )


def _names(letter: Letter) -> set[str]:
    """Return the names of what a letter's own links lead to: its sources, and their first marks."""
    return {
        f"{part.language}-{kind}{reference.number}"
        for part in letter.parts
        for reference in part.references
        for kind in "sm"
    }


def _sheets(pieces: Iterable[tuple[Piece, Setting]]) -> Iterator[Sheet]:
    """Yield the letter's pages: the letter proper of each part, then its sources, last an envelope."""
    above = _ABOVE_FIRST
    for has_page, group in groupby(pieces, key=lambda each: each[0].has_page):
        if has_page:
            yield from (
                Sheet(piece.language, ((galley, 0.0),)) for piece, galleys in group for galley in galleys
            )
        else:
            yield _column(tuple(group), above)
            above = 0.0


def _column(pieces: Sequence[tuple[Piece, Setting]], above: float) -> Sheet:
    """Return a page with blocks one below the other, each where WeasyPrint would have put it.

    Raises `DoesNotFit` where they need more than a page.
    """
    placed: list[tuple[Galley, float]] = []
    place = pieces[0][1][0].top + above
    for _, galleys in pieces:
        galley = galleys[0]
        if galley.end is None or len(galleys) > 1:
            raise DoesNotFit("A piece of the letter is longer than a page.")
        placed.append((galley, place - galley.top))
        place += galley.end - galley.top
        if place - _BELOW_LAST > galley.page_height - BOTTOM_MARGIN:
            raise DoesNotFit("The letter is longer than a page.")
    return Sheet(pieces[0][0].language, placed)
