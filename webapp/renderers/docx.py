"""The letter as a Word document (ECMA-376) to edit: real styles and footnotes, each part in its language."""

from __future__ import annotations

import copy
from collections.abc import Iterable
from datetime import datetime, time

from docx.document import Document
from docx.text.paragraph import Paragraph

from webapp.domain.letters import Claim, ItemList, Letter, LetterPart, Run
from webapp.renderers.docx_blank import blank, packed
from webapp.renderers.docx_footnotes import Footnotes, add_words, xml_text
from webapp.renderers.labels import labels

_LONGEST_TITLE = 255  # python-docx refuses a property of more


def render(letter: Letter) -> bytes:
    """Return the letter as a DOCX file; the same letter gives the same bytes.

    Each part is a section (ECMA-376-1, 17.6) that begins on a page of its own and counts its notes from 1.
    """
    document = blank(letter.parts[0].language)
    _set_properties(document, letter)
    footnotes = Footnotes(document)
    for part in letter.parts:
        if part is not letter.parts[0]:
            _begin_section(document)
            footnotes.restart()
        _add_part(document, part, footnotes)
    return packed(document)


def _set_properties(document: Document, letter: Letter) -> None:
    """Set ``/docProps/core.xml``: what the letter says, and nothing of a program or machine."""
    first, subject = letter.parts[0], letter.subject
    properties = document.core_properties
    properties.title = subject if len(subject) <= _LONGEST_TITLE else f"{subject[: _LONGEST_TITLE - 1]}…"
    properties.author = xml_text(first.sender.name)
    properties.language = f"{first.language}-CA"
    properties.created = properties.modified = datetime.combine(letter.written_on, time())
    properties.comments = ""


def _add_part(document: Document, part: LetterPart, footnotes: Footnotes) -> None:
    words = labels(part.language)

    def add(style: str, text: str = "") -> Paragraph:
        paragraph = document.add_paragraph(style=style)
        if text:
            add_words(paragraph, text, part.language)
        return paragraph

    name, *address = part.sender.lines(part.language)
    sender = add("Sender")
    add_words(sender, name, part.language, "Strong")
    add_words(sender, "".join(f"\n{line}" for line in address), part.language)
    add("Date", part.date_line)
    add("Addressee", "\n".join(part.addressee))
    add("Heading 1", f"{words['subject']} {part.subject}")
    add("Salutation", part.salutation)
    for block in part.blocks:
        if isinstance(block, ItemList):
            for item in block.items:
                _add_runs(add("List Bullet"), item, part, footnotes)
        else:
            _add_runs(add("Body Text"), block.runs, part, footnotes)
    add("Closing", part.closing)
    add("Signature", part.sender.name)
    if part.copies:
        add("Copies", "\n".join(f"{words['copies']} {line}" for line in part.copies))


def _add_runs(paragraph: Paragraph, runs: Iterable[Run], part: LetterPart, footnotes: Footnotes) -> None:
    for run in runs:
        add_words(paragraph, run.text, part.language)
        if isinstance(run, Claim):
            footnotes.cite(paragraph, run.numbers, part)
            if run.translated:
                add_words(paragraph, f" ({labels(part.language)['our_translation']})", part.language)


def _begin_section(document: Document) -> None:
    """Begin a section like the one before, whose properties go to its last paragraph (17.6.18)."""
    document.paragraphs[-1]._p.set_sectPr(copy.deepcopy(document.sections[-1]._sectPr))
