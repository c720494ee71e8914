"""Where the pages of a letter break, found by laying it out as its PDF is, without writing one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from webapp.domain.letters import Letter
from webapp.domain.locales import Language
from webapp.renderers.compositor import fill
from webapp.renderers.engine import BOTTOM_MARGIN, QR, engine, nothing_in_silence
from webapp.renderers.galleys import DoesNotFit
from webapp.renderers.html import document


@dataclass(frozen=True)
class Pagination:
    """How a letter falls on its pages.

    ``letter_pages`` are the pages of the letter proper, for each part; 1 means that it fits on one. ``fill``
    is how full the first part's letter proper is, in pages: 0.82 is 82 % of a page's printable height, more
    than 1 goes over. The sources are not laid out: they begin a page of their own and move nothing.

    ``breaks`` holds for each part, from its page 2 on, the position of the first thing to start on that page
    or a later one: a position in `LetterPart.runs`, or beyond them the closing, the signature, and each line
    of the copies. What is split between two pages starts on the earlier.
    """

    letter_pages: tuple[int, ...]
    fill: float
    breaks: tuple[tuple[int, ...], ...]


def paginate(letter: Letter) -> Pagination:
    """Return where the pages of ``letter`` break; one that fits on a page is made up, and not laid out whole.

    Raises `RenderingError` as the PDF does, but not for a character without a glyph: none is drawn here.
    """
    try:
        return Pagination((1,) * len(letter.parts), fill(letter), ((),) * len(letter.parts))
    except DoesNotFit:
        return paginate_whole(letter)


def paginate_whole(letter: Letter) -> Pagination:
    """Return the same of a letter laid out whole, of as many pages as it may have."""
    weasyprint = engine()
    with nothing_in_silence():
        html = weasyprint.html(letter, document(letter, qr=QR, numbered=True))
        pages = html.render(**weasyprint.options).pages
    if letter.layout == "envelope":
        pages = pages[:-1]
    proper = [_letter_pages(pages, part.language) for part in letter.parts]
    return Pagination(
        letter_pages=tuple(len(part) for part in proper),
        fill=_fill(proper[0], letter.parts[0].language),
        breaks=tuple(
            _breaks(part_pages, part.language) for part_pages, part in zip(proper, letter.parts, strict=True)
        ),
    )


def _letter_pages(pages: Sequence[Any], language: Language) -> Sequence[Any]:
    """Return the pages of the letter proper: from that of its head to the one before its sources."""
    return pages[_page_with(pages, f"{language}-head") : _page_with(pages, f"{language}-sources")]


def _page_with(pages: Sequence[Any], anchor: str) -> int:
    return next(number for number, page in enumerate(pages) if anchor in page.anchors)


def _breaks(pages: Sequence[Any], language: Language) -> tuple[int, ...]:
    """Return for each page but the first the first position on it or a later one, not on an earlier."""
    found = [_positions(page, language) for page in pages]
    breaks = []
    for number in range(1, len(found)):
        before = max((position for page in found[:number] for position in page), default=-1)
        after = (position for page in found[number:] for position in page if position > before)
        breaks.append(min(after, default=before + 1))
    return tuple(breaks)


def _positions(page: Any, language: Language) -> list[int]:
    prefix = f"{language}-r"
    return [int(name.removeprefix(prefix)) for name in page.anchors if name.startswith(prefix)]


def _fill(pages: Sequence[Any], language: Language) -> float:
    """Return the full pages before the last, and the share of the last page's printable height in use."""
    top = pages[0].anchors[f"{language}-head"][1]
    last = pages[-1]
    used = max(last.anchors[f"{language}-r{position}"][3] for position in _positions(last, language)) - top
    return len(pages) - 1 + float(used / (last.height - top - BOTTOM_MARGIN))
