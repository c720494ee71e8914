"""Sets the writer's lines, such as name and address, into a piece that was set for anybody."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import replace
from urllib.parse import quote

import pydyf

from webapp.domain.locales import Language
from webapp.renderers.cases import Font
from webapp.renderers.galleys import POINTS, DoesNotFit, Element, Galley, Link, shown
from webapp.renderers.pdf_objects import number
from webapp.renderers.pieces import Words

_LINE = re.compile(rb"1 0 0 -1 ([\d.]+) ([\d.]+) Tm\n/(\w+) ([\d.]+) Tf\n\[[^\]]*\] TJ")
_MAILTO = re.compile(rb"\(mailto:[^)]*\)")
_NO_GLYPH = 0
_ROOM = 728.0
"""Where a line ends at most, in pixels from the left of the page: less than half a pixel of it is left."""


def with_words(
    galley: Galley, words: Sequence[Words], fonts: Mapping[str, Font], language: Language
) -> Galley:
    """Return a galley with other words in it.

    Raises `DoesNotFit` where words are longer than a line, or need more than the shaping of Latin letters.
    """
    drawing = list(galley.drawing)
    elements = galley.elements
    glyphs: dict[str, dict[int, str]] = {}
    x = 0.0
    for each in words:
        if not _is_plain(each.text):
            raise DoesNotFit("The writer's name or address is not in Latin letters alone.")
        part = drawing[each.mark + 1]
        found = _LINE.search(part)
        if found is None:
            raise DoesNotFit("WeasyPrint set a line in another way.")
        begins, y, name, size = found.groups()
        line = fonts[name.decode()].case.shape(each.text, float(size), language)
        x = x if each.goes_on else float(begins)
        shows = b"1 0 0 -1 %s %s Tm\n/%s %s Tf\n%s" % (number(x), y, name, size, line.shown)
        drawing[each.mark + 1] = part[: found.start()] + shows + part[found.end() :]
        glyphs.setdefault(name.decode(), {}).update(line.glyphs)
        if each.is_address:
            elements = tuple(_linked(element, each.text, x, x + line.width) for element in elements)
        x += line.width
        if x > _ROOM or _NO_GLYPH in line.glyphs:
            raise DoesNotFit("A line of the writer's is too long, or has a character of another typeface.")
    used, _ = shown(drawing)
    return replace(
        galley,
        drawing=tuple(drawing),
        elements=elements,
        glyphs={
            name: {glyph: galley.glyphs[name].get(glyph) or glyphs[name][glyph] for glyph in of_it}
            for name, of_it in used.items()
        },
        is_kept=False,
    )


def _is_plain(text: str) -> bool:
    """Return whether a line is of Latin letters and punctuation that are shaped one after the other."""
    return "  " not in text and all(
        (code < 0x250 or 0x1E00 <= code < 0x1F00 or 0x2010 <= code < 0x2028 or 0x2030 <= code < 0x2040)
        and unicodedata.category(character) not in ("Cc", "Cf", "Mn")
        for character in text
        for code in (ord(character),)
    )


def _linked(element: Element, address: str, left: float, right: float) -> Element:
    """Return an element whose link leads to an e-mail address, from ``left`` to ``right`` in pixels."""
    kids: list[Element | Link | int] = []
    for kid in element.kids:
        if isinstance(kid, Element):
            kids.append(_linked(kid, address, left, right))
        elif isinstance(kid, Link):
            _, bottom, _, top = kid.rectangle
            leads_to = pydyf.String(f"mailto:{quote(address, safe='/@')}").data
            rest = leads_to.join(_MAILTO.split(kid.rest))
            kids.append(Link((left * POINTS, bottom, right * POINTS, top), rest))
        else:
            kids.append(kid)
    return replace(element, kids=tuple(kids))
