"""Reads a letter's DOCX file back, and says what lines its letter should have."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from docx import Document
from docx.oxml.ns import nsmap, qn
from lxml import etree

from webapp.domain.letters import Block, Claim, ItemList, Letter, LetterPart, Run
from webapp.domain.locales import NBSP
from webapp.renderers.labels import labels

Line = tuple[str, str]  # the name of a paragraph's style, and its text with the marks' numbers

OWN_WORDS = ("<w:p/> & {{7*7}}", "A line, and\na second  line. </w:t>]]> &amp; é 🍁")


def words_of(letter: Letter) -> list[Line]:
    """Return the lines that a letter should have, each with its style."""
    return [line for part in letter.parts for line in words_of_part(part)]


def words_of_part(part: LetterPart) -> Iterator[Line]:
    words = labels(part.language)
    yield "Sender", "\n".join(part.sender.lines(part.language))
    yield "Date", part.date_line
    yield "Addressee", "\n".join(part.addressee)
    yield "Heading 1", f"{words['subject']} {part.subject}"
    yield "Salutation", part.salutation
    for block in part.blocks:
        style = "List Bullet" if isinstance(block, ItemList) else "Body Text"
        for runs in lines_of(block):
            yield style, "".join(text_of(run, words["our_translation"]) for run in runs)
    yield "Closing", part.closing
    yield "Signature", part.sender.name
    yield "Copies", "\n".join(f"{words['copies']} {copied}" for copied in part.copies)


def lines_of(block: Block) -> tuple[tuple[Run, ...], ...]:
    return block.items if isinstance(block, ItemList) else (block.runs,)


def text_of(run: Run, our_translation: str) -> str:
    if not isinstance(run, Claim):
        return run.text
    marks = f",{NBSP}".join(str(number) for number in run.numbers)
    return f"{run.text}{marks} ({our_translation})" if run.translated else run.text + marks


class OpenedDocx:
    """A DOCX file as python-docx and as an XML parser read it; footnotes counted as Word counts them."""

    def __init__(self, content: bytes) -> None:
        self.document = Document(BytesIO(content))
        self.package = zipfile.ZipFile(BytesIO(content))
        self.notes = self.xml("word/footnotes.xml")
        self.body = self.document.element.body
        self.counted = dict(self._count())

    def xml(self, name: str) -> Any:
        return etree.fromstring(self.package.read(name))

    def find(self, root: Any, path: str) -> list[Any]:
        found: list[Any] = etree.XPath(path, namespaces=nsmap)(root)
        return found

    def _count(self) -> Iterator[tuple[str, int]]:
        """Yield each note's id and number; a section that says so counts from 1."""
        number = 0
        sections = self.find(self.body, ".//w:sectPr")
        restarting = [bool(self.find(s, "w:footnotePr/w:numRestart[@w:val='eachSect']")) for s in sections]
        for section, paragraphs in enumerate(self.sections):
            number = 0 if restarting[section] else number
            for paragraph in paragraphs:
                for mark in self.find(paragraph, ".//w:footnoteReference/@w:id"):
                    number += 1
                    yield mark, number

    @property
    def sections(self) -> list[list[Any]]:
        """The paragraphs of each section: the last paragraph of one carries its properties."""
        sections: list[list[Any]] = [[]]
        for paragraph in self.find(self.body, "w:p"):
            sections[-1].append(paragraph)
            if self.find(paragraph, "w:pPr/w:sectPr"):
                sections.append([])
        return sections

    @property
    def words(self) -> list[Line]:
        """Every line of the letter, with its marks' numbers as they are shown."""
        paragraphs = self.document.paragraphs
        return [(str(p.style.name if p.style else ""), self.shown(p._p)) for p in paragraphs]

    @property
    def sources(self) -> list[str]:
        """The words of each footnote."""
        notes = self.find(self.notes, "w:footnote[not(@w:type)]")
        return [self.shown(note).strip() for note in notes]

    def shown(self, root: Any) -> str:
        """Return what a reader sees of a paragraph or a note."""
        parts = []
        for node in root.iter():
            if node.tag == qn("w:t"):
                parts.append(node.text)
            elif node.tag == qn("w:footnoteReference"):
                parts.append(str(self.counted[node.get(qn("w:id"))]))
            elif node.tag == qn("w:br"):
                parts.append("\n")
        return "".join(parts)


def noted_by(opened: OpenedDocx, instruction: str) -> int:
    """Return the number of the note inside the bookmark that a NOTEREF field names."""
    code, bookmark, *switches = instruction.split()
    assert (code, switches) == ("NOTEREF", ["\\f", "\\h"])
    path = f"//w:bookmarkStart[@w:name='{bookmark}']/following-sibling::*[1]/w:footnoteReference/@w:id"
    [note] = opened.find(opened.body, path)
    return opened.counted[note]


def runs_of(roots: list[Any]) -> Iterator[Any]:
    return (run for root in roots for run in root.iter(qn("w:r")))


def language_of(opened: OpenedDocx, run: Any) -> str:
    [language] = opened.find(run, "w:rPr/w:lang/@w:val")
    return str(language)
