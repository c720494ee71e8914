"""The letter as Markdown: the writer's words shown as they stand, sources as footnotes."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from specimens import MakeLetter

from webapp.domain.errors import InvalidInput
from webapp.domain.writing import clean_paragraphs
from webapp.renderers import markdown
from webapp.renderers.markdown import escaped

COMMONMARK = MarkdownIt("commonmark")


def shown(source: str) -> str:
    """Return what a reader of CommonMark sees, line ends kept."""
    page = COMMONMARK.render(source)
    assert page.startswith("<p>"), page
    return html.unescape(re.sub(r"<[^>]+>", "", page.replace("<br />\n", "\n"))).rstrip("\n")


@pytest.mark.parametrize(
    "words",
    [
        "*stars* _lines_ `code` **bold** ~~gone~~",
        "# heading",
        "1. one\n2) two",
        "- item\n+ item\n> quote\n=====",
        "[link](javascript:1) ![image](x) [^1] [x]: y",
        "<b>bold</b> &amp; <!-- note -->",
        "a | b\n--- | ---",
        "\\* a \\\\ b",
        "$x$ {{7*7}}",
    ],
)
def test_plain_text_is_shown_as_it_stands(words: str) -> None:
    assert shown(escaped(words)) == words


@given(st.text(st.characters(codec="utf-8"), min_size=1, max_size=200))
def test_any_own_words_are_shown_as_they_stand(words: str) -> None:
    try:
        paragraphs = clean_paragraphs("own_words", words)
    except InvalidInput:
        return
    assert [shown(escaped(paragraph)) for paragraph in paragraphs] == list(paragraphs)


@pytest.mark.parametrize("language", ["en", "fr", "both"])
def test_each_mark_has_its_footnote_in_order(make_letter: MakeLetter, language: str) -> None:
    letter = make_letter(language=language)
    source = markdown.render(letter).decode()

    notes = re.findall(r"^\[\^(\w+)\]: ", source, re.MULTILINE)
    assert notes == [f"{part.language}{ref.number}" for part in letter.parts for ref in part.references]
    assert set(re.findall(r"\[\^(\w+)\](?!:)", source)) == set(notes)


def test_letter_begins_with_its_sender_and_subject(make_letter: MakeLetter) -> None:
    lines = markdown.render(make_letter()).decode().split("\n")

    assert lines[0] == "Anne Tremblay\\"
    assert [line for line in lines if line.startswith("#")] == [
        "# Subject: ICE offices in Canada: close them until the human-rights crisis is resolved",
        "## Sources",
    ]
