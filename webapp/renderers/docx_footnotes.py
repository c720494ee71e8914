"""Real footnotes for python-docx, which has none of its own: one for each source, cited again by field."""

from __future__ import annotations

import copy
import re

from docx.document import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.parts.story import StoryPart
from docx.shared import Pt
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from webapp.domain.citations import Reference
from webapp.domain.errors import RenderingError
from webapp.domain.letters import LetterPart
from webapp.domain.locales import NBSP, Language
from webapp.renderers.labels import quoted, reference_text

NOTE_TEXT = "footnote text"  # these two as Word writes its own styles' names: it shows them with capitals
NOTE_MARK = "footnote reference"
LINK = "Hyperlink"

# The rules above notes and above a note continued, with ids below the first note's (ECMA-376-1, 17.11.9).
_SEPARATORS = {-1: "separator", 0: "continuationSeparator"}
_NOT_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_AFTER_NOTES = ("w:endnotePr", "w:compat")  # what follows w:footnotePr in w:settings (17.15.1.78)


def element(tag: str, **attributes: str) -> BaseOxmlElement:
    """Return a WordprocessingML element such as ``w:lang`` with attributes of the same namespace."""
    return OxmlElement(tag, {qn(f"w:{name}"): value for name, value in attributes.items()})


def xml_text(text: str) -> str:
    """Return ``text`` with U+FFFD for each character that no XML may hold (XML 1.0, 2.2)."""
    return _NOT_XML.sub("\ufffd", text)


def add_words(paragraph: Paragraph, text: str, language: Language, style: str | None = None) -> Run:
    """Add plain text to a paragraph in its language (``w:lang``, 17.3.2.20); a line end is a line break."""
    run = paragraph.add_run(xml_text(text), style)
    run._r.get_or_add_rPr().append(element("w:lang", val=f"{language}-CA"))
    return run


class Footnotes:
    """The footnotes of one document: the part ``/word/footnotes.xml`` (ECMA-376-1, 11.3.7).

    A source's first mark in a letter's language makes its note, and each later one is a NOTEREF field
    (17.16.5) to a bookmark around the first, so that a program that counts anew shows the same number.
    """

    def __init__(self, document: Document) -> None:
        self._notes = parse_xml(f"<w:footnotes {nsdecls('w', 'r')}/>")
        self._part = StoryPart(
            PackURI("/word/footnotes.xml"), CONTENT_TYPE.WML_FOOTNOTES, self._notes, document.part.package
        )
        self._made: dict[Language, int] = {}
        document.part.relate_to(self._part, RELATIONSHIP_TYPE.FOOTNOTES)
        self._document = document
        self._properties = element("w:footnotePr")
        for number, kind in _SEPARATORS.items():
            self._properties.append(element("w:footnote", id=str(number)))
            paragraph = self._add_note(number, kind)
            paragraph.paragraph_format.space_after = Pt(0)
            paragraph.add_run()._r.append(element(f"w:{kind}"))
        document.settings.element.insert_element_before(self._properties, *_AFTER_NOTES)

    def restart(self) -> None:
        """Count the notes of the last section, and of each that follows, from 1 (17.11.19).

        The first section does not say so: LibreOffice 7.4 would then show every later note as 0.
        """
        section = element("w:footnotePr")
        section.append(element("w:numRestart", val="eachSect"))
        self._properties.insert(0, copy.deepcopy(section[0]))
        self._document.sections[-1]._sectPr.insert(0, section)

    def cite(self, paragraph: Paragraph, numbers: tuple[int, ...], part: LetterPart) -> None:
        """Add a claim's marks: ``¹`` or ``¹, ²``, with notes for the sources not cited before.

        Raises `RenderingError` where the numbers do not come in reading order, since programs count them so.
        """
        for position, number in enumerate(numbers):
            if position:
                add_words(paragraph, f",{NBSP}", part.language, NOTE_MARK)
            bookmark = f"_Ref{part.language.capitalize()}S{number}"
            made = self._made.get(part.language, 0)
            if number <= made:
                _add_field(paragraph, f" NOTEREF {bookmark} \\f \\h ", str(number), part.language)
            elif number == made + 1:
                self._made[part.language] = number
                self._add_mark(paragraph, bookmark, part.language)
                self._add_source(part.references[number - 1], part.language)
            else:
                raise RenderingError(f"Source {number} is cited before source {made + 1}.")

    def _add_mark(self, paragraph: Paragraph, bookmark: str, language: Language) -> None:
        number = str(sum(self._made.values()))
        run = add_words(paragraph, "", language, NOTE_MARK)._r
        run.append(element("w:footnoteReference", id=number))
        run.addprevious(element("w:bookmarkStart", id=number, name=bookmark))
        run.addnext(element("w:bookmarkEnd", id=number))

    def _add_source(self, reference: Reference, language: Language) -> None:
        """Add a note in the words of `reference_text`, the title a link where there is an address."""
        paragraph = self._add_note(sum(self._made.values()))
        add_words(paragraph, "", language, NOTE_MARK)._r.append(element("w:footnoteRef"))
        title = quoted(reference.source.title, language)
        publisher, details = reference_text(reference, language).split(title, 1)
        add_words(paragraph, f" {publisher}", language)
        if reference.source.url:
            self._add_link(paragraph, title, reference.source.url, language)
        else:
            add_words(paragraph, title, language)
        add_words(paragraph, details, language)

    def _add_note(self, number: int, kind: str = "") -> Paragraph:
        note = element("w:footnote", **({"type": kind} if kind else {}), id=str(number))
        paragraph = Paragraph(OxmlElement("w:p"), self._part)
        paragraph.style = NOTE_TEXT
        note.append(paragraph._p)
        self._notes.append(note)
        return paragraph

    def _add_link(self, paragraph: Paragraph, text: str, url: str, language: Language) -> None:
        link = OxmlElement("w:hyperlink")
        link.set(qn("r:id"), self._part.relate_to(url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
        paragraph._p.append(link)
        link.append(add_words(paragraph, text, language, LINK)._r)


def _add_field(paragraph: Paragraph, instruction: str, shown: str, language: Language) -> None:
    """Add a complex field (17.16.18): its instruction, and what it shows until a program counts anew."""
    code = element("w:instrText")
    code.text = instruction
    code.set(qn("xml:space"), "preserve")
    begin, separate, end = (element("w:fldChar", fldCharType=kind) for kind in ("begin", "separate", "end"))
    for content in (begin, code, separate):
        add_words(paragraph, "", language, NOTE_MARK)._r.append(content)
    add_words(paragraph, shown, language, NOTE_MARK)
    add_words(paragraph, "", language, NOTE_MARK)._r.append(end)
