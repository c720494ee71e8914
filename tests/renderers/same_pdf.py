"""What can be seen of a PDF, so that two of the same letter can be compared: pixels, words, structure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pikepdf
import pypdfium2

_RESOLUTION = 100 / 72  # a hundred dots an inch
_SHOWN = re.compile(rb"^\[.*\] TJ$", re.MULTILINE)


def pixels(content: bytes) -> list[tuple[tuple[int, int], bytes]]:
    """Return the size of each page in pixels, and the pixels."""
    images = [page.render(scale=_RESOLUTION).to_pil() for page in pypdfium2.PdfDocument(content)]
    return [(image.size, image.tobytes()) for image in images]


def words(content: bytes) -> list[list[str]]:
    """Return the lines of each page, sorted: marks of lists are drawn before or after all others."""
    pages = (page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(content))
    return [sorted(page.replace("\xa0", " ").splitlines()) for page in pages]


def shown(content: bytes) -> list[Counter[bytes]]:
    """Return what shows the lines of each page: glyphs, and the distances between them."""
    with pikepdf.open(BytesIO(content)) as pdf:
        return [Counter(_SHOWN.findall(page.Contents.read_bytes())) for page in pdf.pages]


def structure(content: bytes) -> list[object]:
    """Return elements with their links, destinations, outline, pages and properties, marks unnumbered."""
    with pikepdf.open(BytesIO(content)) as pdf:
        pages = {page.objgen: number for number, page in enumerate(pdf.pages)}
        root = pdf.Root
        return [
            *_elements(root.StructTreeRoot, pages),
            *_outline(root.Outlines.First, pages),
            _plain(root.Names.Dests.Names, pages),
            [_plain(page.MediaBox, pages) for page in pdf.pages],
            [len(page.get("/Annots", [])) for page in pdf.pages],
            {key: str(root[key]) for key in ("/Lang", "/MarkInfo", "/ViewerPreferences")},
            {key: str(value) for key, value in pdf.docinfo.items()},
        ]


def _elements(element: Any, pages: dict[tuple[int, int], int]) -> Iterator[object]:
    said = {
        key: _plain(element[key], pages) for key in ("/S", "/Pg", "/Lang", "/A", "/Alt") if key in element
    }
    yield said
    kids = element.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if not isinstance(kid, pikepdf.Dictionary):
            yield "mark"
        elif kid.get("/Type") == "/OBJR":
            yield _plain(kid.Obj, pages)
        else:
            yield from _elements(kid, pages)
    yield "end"


def _outline(item: Any, pages: dict[tuple[int, int], int]) -> Iterator[object]:
    while item is not None:
        yield [_plain(item[key], pages) for key in ("/Title", "/Dest", "/Count")]
        if "/First" in item:
            yield list(_outline(item.First, pages))
        item = item.get("/Next")


def _plain(value: Any, pages: dict[tuple[int, int], int]) -> object:
    """Return a value with pages as their numbers and measures to a thousandth of a point."""
    if isinstance(value, pikepdf.Array):
        return [_plain(item, pages) for item in value]
    if isinstance(value, pikepdf.Dictionary):
        if value.get("/Type") == "/Page":
            return f"page {pages[value.objgen]}"
        return {key: _plain(value[key], pages) for key in value.keys()}  # noqa: SIM118 - pikepdf's is no mapping
    try:
        return round(float(value), 3)
    except (TypeError, ValueError):
        return str(value)
