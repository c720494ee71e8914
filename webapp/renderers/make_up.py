"""Makes galleys up into the pages of a PDF: what is drawn, the structure, links, destinations and outline.

What is written is what WeasyPrint writes of the same letter laid out whole (ISO 32000-1, 14.7 and 14.8).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pydyf

from webapp.domain.locales import Language
from webapp.renderers.cases import Font
from webapp.renderers.galleys import POINTS, Element, Galley, Link
from webapp.renderers.pdf_objects import Written, added, deflated, number, reference

_PRINT = 4
"""The flag that an annotation is printed, which PDF/UA-1 asks for (7.18.1)."""


@dataclass(frozen=True)
class Sheet:
    """A page: its language, and each galley with how many pixels it is moved down from where it was set."""

    language: Language
    galleys: Sequence[tuple[Galley, float]]


def make_up(
    pdf: pydyf.PDF, sheets: Sequence[Sheet], fonts: Mapping[str, Font], states: Mapping[bytes, bytes]
) -> None:
    """Add ``sheets`` to a PDF as its pages, and all that leads to places on them.

    ``fonts`` and ``states`` are those that the galleys draw with, by their names.
    """
    galleys = [galley for sheet in sheets for galley, _ in sheet.galleys]
    structure = _Structure(pdf, len(sheets))
    destinations: dict[str, bytes] = {}
    headings: list[tuple[int, str, bytes]] = []
    resources = _resources(pdf, galleys, fonts, states)
    for sheet in sheets:
        page = _page(pdf, sheet, resources, structure)
        for galley, down in sheet.galleys:
            for name, x, y in galley.anchors:
                destinations.setdefault(name, _destination(page, galley, x, y + down))
            for heading in galley.headings:
                place = _destination(page, galley, heading.x, heading.y + down)
                headings.append((heading.level, heading.words, place))
    pdf.catalog["StructTreeRoot"] = structure.written()
    named = b" ".join(pydyf.String(name).data + b" " + destinations[name] for name in sorted(destinations))
    pdf.catalog["Names"] = Written(b"<</Dests <</Names [%s]>>>>" % named)
    pdf.catalog["Outlines"] = _outline(pdf, headings)


def _page(pdf: pydyf.PDF, sheet: Sheet, resources: bytes, structure: _Structure) -> bytes:
    """Add a page, and return the reference to it."""
    page = Written()
    pdf.add_page(page)
    itself = reference(page.number)
    first = sheet.galleys[0][0]
    structure.begin(itself, sheet.language)
    drawings = [b"1 0 0 -1 0 %s cm" % number(first.page_height * POINTS)]
    marks = 0
    for galley, down in sheet.galleys:
        drawings.append(_moved(_numbered(galley.drawing, marks), down))
        structure.add(galley, marks, down)
        marks += len(galley.drawing) - 1
    annotations = structure.end()
    content = added(pdf, deflated(b"\n".join(drawings)))
    page.written = (
        b"<</Type /Page/Parent %s%s/Contents %s/Resources %s/Tabs /S/StructParents %d/Annots [%s]>>"
        % (
            reference(pdf.pages.number),
            first.boxes,
            content,
            resources,
            pdf.pages["Count"] - 1,
            b" ".join(annotations),
        )
    )
    return itself


def _numbered(drawing: Sequence[bytes], first: int) -> bytes:
    """Return what a galley draws with its marks numbered from ``first``."""
    parts = [drawing[0]]
    for mark, part in enumerate(drawing[1:], start=first):
        parts += (b"%d" % mark, part)
    return b"".join(parts)


def _moved(drawing: bytes, down: float) -> bytes:
    """Return a drawing moved down by so many pixels, on a page that is turned upside down."""
    return b"q\n1 0 0 1 0 %s cm\n%s\nQ" % (number(down * POINTS), drawing) if down else drawing


def _destination(page: bytes, galley: Galley, x: float, y: float) -> bytes:
    """Return a place on a page, from pixels from its top left."""
    return b"[%s /XYZ %s %s 0]" % (page, number(x * POINTS), number((galley.page_height - y) * POINTS))


class _Structure:
    """The structure of the document as it grows, page by page (ISO 32000-1, 14.7)."""

    def __init__(self, pdf: pydyf.PDF, pages: int) -> None:
        self._pdf = pdf
        self._pages = pages
        self._root, self._document = Written(), Written()
        pdf.add_object(self._root)
        pdf.add_object(self._document)
        self._sections: list[bytes] = []
        self._marked: list[bytes] = []
        self._linked: list[bytes] = []

    def begin(self, page: bytes, language: Language) -> None:
        """Begin the section of a page."""
        self._page = page
        self._language = language
        self._section = Written()
        self._kids: list[bytes] = []
        self._of_marks: list[bytes] = []
        self._annotations: list[bytes] = []
        self._sections.append(added(self._pdf, self._section))

    def add(self, galley: Galley, first: int, down: float) -> None:
        """Add the elements of a galley whose marks are numbered from ``first``, moved ``down`` in pixels."""
        self._of_marks += [b""] * (len(galley.drawing) - 1)
        for element in galley.elements:
            self._kids.append(self._element(element, self._sections[-1], first, down * POINTS))

    def end(self) -> Sequence[bytes]:
        """End the section of a page, and return the page's annotations."""
        self._section.written = b"<</Type /StructElem/S /Sect/P %s/Pg %s/Lang (%s-CA)/K [%s]>>" % (
            reference(self._document.number),
            self._page,
            self._language.encode(),
            b" ".join(self._kids),
        )
        self._marked.append(b"[%s]" % b" ".join(self._of_marks))
        return self._annotations

    def written(self) -> bytes:
        """Add what holds it together, and return the reference to its root."""
        root, document = reference(self._root.number), reference(self._document.number)
        self._document.written = b"<</Type /StructElem/S /Document/P %s/K [%s]>>" % (
            root,
            b" ".join(self._sections),
        )
        parents = b" ".join(b"%d %s" % pair for pair in enumerate((*self._marked, *self._linked)))
        tree = added(self._pdf, Written(b"<</Nums [%s]>>" % parents))
        self._root.written = b"<</Type /StructTreeRoot/ParentTree %s/K [%s]>>" % (tree, document)
        return root

    def _element(self, element: Element, parent: bytes, first: int, down: float) -> bytes:
        item = Written()
        itself = added(self._pdf, item)
        kids: list[bytes] = []
        for kid in element.kids:
            if isinstance(kid, int):
                self._of_marks[first + kid] = itself
                kids.append(b"%d" % (first + kid))
            elif isinstance(kid, Link):
                kids.append(self._link(kid, itself, down))
            else:
                kids.append(self._element(kid, itself, first, down))
        item.written = b"<</Type /StructElem/S %s/P %s/Pg %s%s/K [%s]>>" % (
            element.role,
            parent,
            self._page,
            element.more,
            b" ".join(kids),
        )
        return itself

    def _link(self, link: Link, element: bytes, down: float) -> bytes:
        x1, y1, x2, y2 = link.rectangle
        rectangle = b" ".join(number(value) for value in (x1, y1 - down, x2, y2 - down))
        annotation = b"<<%s/F %d/Rect [%s]/StructParent %d>>" % (
            link.rest,
            _PRINT,
            rectangle,
            self._pages + len(self._linked),
        )
        self._linked.append(element)
        self._annotations.append(added(self._pdf, Written(annotation)))
        return added(
            self._pdf, Written(b"<</Type /OBJR/Obj %s/Pg %s>>" % (self._annotations[-1], self._page))
        )


def _resources(
    pdf: pydyf.PDF, galleys: Sequence[Galley], fonts: Mapping[str, Font], states: Mapping[bytes, bytes]
) -> bytes:
    """Add what all pages draw with: the fonts, cut down to their glyphs, and the graphics states."""
    glyphs: dict[str, dict[int, str]] = {}
    for galley in sorted(
        galleys, key=lambda galley: galley.is_kept
    ):  # the campaign's words have the last say
        for name, used in galley.glyphs.items():
            glyphs.setdefault(name, {}).update(used)
    embedded = (b"/%s %s" % (name.encode(), fonts[name].embed(pdf, glyphs[name])) for name in sorted(glyphs))
    used_states = sorted({state for galley in galleys for state in galley.states})
    said = b"".join(b"/%s %s" % (name, states[name]) for name in used_states)
    return added(pdf, Written(b"<</ExtGState <<%s>>/Font <<%s>>>>" % (said, b"".join(embedded))))


def _outline(pdf: pydyf.PDF, headings: Sequence[tuple[int, str, bytes]]) -> bytes:
    """Add the outline of the headings, each a level, its words and its place; return the reference to it."""
    root = pydyf.Dictionary({"Count": 0})
    pdf.add_object(root)
    above: list[tuple[int, pydyf.Dictionary]] = [(0, root)]
    for level, words, place in headings:
        while above[-1][0] >= level:
            above.pop()
        parent = above[-1][1]
        item = pydyf.Dictionary({"Title": pydyf.String(words), "Dest": Written(place), "Count": 0})
        itself = added(pdf, item)
        item["Parent"] = reference(parent.number)
        if "Last" in parent:
            before = pdf.objects[int(parent["Last"].partition(b" ")[0])]
            item["Prev"], before["Next"] = parent["Last"], itself
        parent["First"], parent["Last"] = parent.get("First", itself), itself
        for _, each in above:
            each["Count"] += 1
        above.append((level, item))
    return reference(root.number)
