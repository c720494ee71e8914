"""Joins the PDFs of letters into one that is tagged as they are, with one letter in memory at a time.

Libraries that join PDFs drop their structure, or hold all of them. The trees of a PDF are made for joining:
the pages, structure, parents of marked content and destinations of each letter become a branch of those of
the whole (ISO 32000-1, 7.7.3, 7.9.6, 7.9.7, 14.7). What its objects say stands as it was, under new numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from io import BytesIO
from typing import IO, Any
from xml.sax.saxutils import escape

from pypdf import PdfReader
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    DecodedStreamObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

from webapp.batch.growing_pdf import GrowingPdf

_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:dc="http://purl.org/dc/elements/1.1/"
xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" pdfuaid:part="1"/><rdf:Description rdf:about=""><dc:title><rdf:Alt>
<rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title></rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""


def join(letters: Iterable[bytes], file: IO[bytes], title: str, language: str) -> None:
    """Write the PDFs of letters into ``file`` as one, in their order, each a part of the whole.

    ``language`` is that of the title; each letter keeps its own.
    """
    with GrowingPdf(file) as whole:
        joined = _Joined(whole)
        for content in letters:
            with PdfReader(BytesIO(content)) as letter:  # closing it lets its objects go at once
                joined.add(letter)
        joined.finish(title, language)


def title_of(letters: int, language: str) -> tuple[str, str]:
    """Return the title of so many letters joined, and its language: that of rows that do not say theirs."""
    return (f"{letters} lettres", "fr-CA") if language == "fr" else (f"{letters} letters", "en-CA")


class _Joined:
    """The trees of the whole, as far as they have grown."""

    def __init__(self, whole: GrowingPdf) -> None:
        self._whole = whole
        self._pages, self._tree, self._document, self._outline = (_ref(each) for each in whole.numbers(4))
        self._page_count = self._key_count = 0
        self._branches: dict[str, ArrayObject] = {
            name: ArrayObject() for name in ("pages", "parts", "parents", "names", "items")
        }
        self._last_item = DictionaryObject()
        """It is written when the next one has its number."""

    def add(self, letter: PdfReader) -> None:
        """Write all objects of a letter, and hang its branches into the trees."""
        root: Any = letter.trailer["/Root"]
        tree, top, outline = (
            root.raw_get(f"/{name}").idnum for name in ("StructTreeRoot", "Pages", "Outlines")
        )
        own = _own_objects(letter)
        numbers = dict(zip(own, self._whole.numbers(len(own)), strict=True))
        item = _ref(self._whole.numbers(1)[0])
        above = {tree: self._document.idnum, outline: item.idnum}
        renewed = _Renewed(numbers | above, self._key_count, len(self._branches["items"]))
        parts, pages = root["/StructTreeRoot"]["/K"], [page.indirect_reference for page in letter.pages]
        for part in parts:
            part.get_object().update(_dictionary(S=_name("Part"), Lang=root["/Lang"]))
        for old, new in numbers.items():
            value = renewed(letter.get_object(old))
            if old == top:
                value.update(_dictionary(Parent=self._pages))
            self._whole.write(new, value)
        self._branches["pages"].append(_ref(numbers[top]))
        self._branches["parts"] += [renewed(part) for part in parts]
        self._page_count += len(pages)
        self._branch("parents", "Nums", renewed.keys(root["/StructTreeRoot"]["/ParentTree"]["/Nums"]))
        self._branch("names", "Names", renewed.names(root["/Names"]["/Dests"]["/Names"]))
        author = letter.metadata.author if letter.metadata else ""
        self._hang(item, renewed(root["/Outlines"]), renewed(pages[0]), author or "")

    def _branch(self, tree: str, kind: str, leaves: ArrayObject) -> None:
        """Write a letter's branch of a tree of numbers or names; without leaves there is none."""
        if leaves:
            (number,) = self._whole.numbers(1)
            limits = ArrayObject([leaves[0], leaves[-2]])
            self._whole.write(number, _dictionary(Limits=limits, **{kind: leaves}))
            self._branches[tree].append(_ref(number))
            if tree == "parents":
                self._key_count = int(leaves[-2]) + 1

    def _hang(
        self, item: IndirectObject, outline: DictionaryObject, page: IndirectObject, title: str
    ) -> None:
        """Make a letter's outline an item of the whole's; the one before, which waited for it, is written."""
        outline.update(
            _dictionary(
                Title=TextStringObject(title), Parent=self._outline, Dest=ArrayObject([page, _name("Fit")])
            )
        )
        if "/Count" in outline:
            outline.update(
                _dictionary(Count=NumberObject(-abs(int(outline.raw_get("/Count")))))
            )  # closed at first
        if items := self._branches["items"]:
            self._last_item.update(_dictionary(Next=item))
            outline.update(_dictionary(Prev=items[-1]))
        self._write_last_item()
        items.append(item)
        self._last_item = outline

    def _write_last_item(self) -> None:
        if items := self._branches["items"]:
            self._whole.write(items[-1].idnum, self._last_item)

    def finish(self, title: str, language: str) -> None:
        """Write the trees themselves, and what the whole says of itself."""
        self._write_last_item()
        root, parents, names, metadata, info = (_ref(each) for each in self._whole.numbers(5))
        kids, text = self._branches, TextStringObject
        xmp = DecodedStreamObject()
        xmp.set_data(_XMP.format(title=escape(title)).encode())
        xmp.update(_dictionary(Type=_name("Metadata"), Subtype=_name("XML")))
        document = _dictionary(Type=_name("StructElem"), S=_name("Document"), P=self._tree, K=kids["parts"])
        count = NumberObject(len(kids["items"]))
        outline = _dictionary(
            Type=_name("Outlines"), First=kids["items"][0], Last=kids["items"][-1], Count=count
        )
        tree = _dictionary(
            Type=_name("StructTreeRoot"),
            K=ArrayObject([self._document]),
            ParentTree=parents,
            ParentTreeNextKey=NumberObject(self._key_count),
        )
        catalog = _dictionary(
            Type=_name("Catalog"),
            Pages=self._pages,
            StructTreeRoot=self._tree,
            Outlines=self._outline,
            Names=_dictionary(Dests=names),
            Metadata=metadata,
            Lang=text(language),
            MarkInfo=_dictionary(Marked=BooleanObject(value=True)),
            ViewerPreferences=_dictionary(DisplayDocTitle=BooleanObject(value=True)),
        )
        pages = _dictionary(Type=_name("Pages"), Kids=kids["pages"], Count=NumberObject(self._page_count))
        for number, value in (
            *((root, catalog), (self._pages, pages), (self._tree, tree), (self._document, document)),
            *((parents, _dictionary(Kids=kids["parents"])), (names, _dictionary(Kids=kids["names"]))),
            *((self._outline, outline), (metadata, xmp), (info, _dictionary(Title=text(title)))),
        ):
            self._whole.write(number.idnum, value)
        self._whole.finish(root.idnum, info.idnum)


class _Renewed:
    """Changes what a letter's objects say of other objects, of keys, and of the names of destinations."""

    def __init__(self, numbers: Mapping[int, int], first_key: int, place: int) -> None:
        self._numbers, self._first_key, self._prefix = numbers, first_key, f"{place:09}."

    def __call__(self, value: Any) -> Any:
        """Return a value for the whole: itself, changed, where it holds others."""
        if isinstance(value, IndirectObject):
            return _ref(self._numbers[value.idnum])
        if isinstance(value, ArrayObject):
            return ArrayObject(map(self, value))
        if isinstance(value, DictionaryObject):
            for name in list(value):
                value[NameObject(name)] = self._entry(name, value.raw_get(name))
        return value

    def _entry(self, name: str, value: Any) -> Any:
        if name in ("/StructParents", "/StructParent"):
            return NumberObject(value + self._first_key)
        if name == "/Dest" and isinstance(value, TextStringObject):
            return self._name(value)
        return self(value)

    def _name(self, name: str) -> TextStringObject:
        return TextStringObject(self._prefix + name)

    def keys(self, leaves: ArrayObject) -> ArrayObject:
        """Return the keys of marked content, each with its value, as they are in the whole."""
        pairs = zip(leaves[::2], leaves[1::2], strict=True)
        return ArrayObject(
            each for key, value in pairs for each in (NumberObject(key + self._first_key), self(value))
        )

    def names(self, leaves: ArrayObject) -> ArrayObject:
        """Return the names of destinations, each with its value, as they are in the whole."""
        pairs = zip(leaves[::2], leaves[1::2], strict=True)
        return ArrayObject(each for name, value in pairs for each in (self._name(name), self(value)))


def _own_objects(letter: PdfReader) -> list[int]:
    """Return the numbers of a letter's objects, without those that the whole has of its own."""
    root: Any = letter.trailer["/Root"]
    whole = [root.raw_get(f"/{name}").idnum for name in ("StructTreeRoot", "Metadata", "Outlines")]
    whole += [letter.trailer.raw_get(f"/{name}").idnum for name in ("Root", "Info")]
    whole += [root["/StructTreeRoot"].raw_get("/ParentTree").idnum]
    known = {*(number for table in letter.xref.values() for number in table), *letter.xref_objStm}
    return [number for number in sorted(known - {0, *whole}) if not _holds_others(letter.get_object(number))]


def _holds_others(value: Any) -> bool:
    """Return whether an object is one that only says where others are."""
    return isinstance(value, DictionaryObject) and value.get("/Type") in ("/XRef", "/ObjStm")


def _dictionary(**entries: Any) -> DictionaryObject:
    return DictionaryObject({NameObject(f"/{name}"): value for name, value in entries.items()})


def _name(name: str) -> NameObject:
    return NameObject(f"/{name}")


def _ref(number: int) -> IndirectObject:
    return IndirectObject(number, 0, None)
