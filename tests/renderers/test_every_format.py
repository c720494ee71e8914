"""Whatever the format: the writer's words unchanged, every cited sentence and source in the same order."""

from __future__ import annotations

import email
import email.policy
import html as html_entities
import re
import string
from collections.abc import Callable
from typing import Any

import html5lib
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from reading_docx import OpenedDocx
from specimens import MakeLetter
from test_eml import unflowed

from webapp.domain.errors import InvalidInput
from webapp.domain.letters import Letter
from webapp.domain.writing import clean_paragraphs
from webapp.renderers import docx, eml, html, markdown, text
from webapp.renderers.labels import reference_text


def from_text(letter: Letter) -> str:
    return text.render(letter).decode()


def from_html(letter: Letter) -> str:
    document: Any = html5lib.parse(html.render(letter).decode())
    return "".join(document.itertext())


def from_markdown(letter: Letter) -> str:
    page = MarkdownIt("commonmark").render(markdown.render(letter).decode())
    return html_entities.unescape(re.sub(r"<[^>]+>", "", page.replace("<br />\n", "\n")))


def from_docx(letter: Letter) -> str:
    return "\n".join(words for _, words in OpenedDocx(docx.render(letter)).words)


def from_eml(letter: Letter) -> str:
    message = email.message_from_bytes(eml.render(letter), policy=email.policy.default)
    part = message.get_body(("plain",))  # type: ignore[attr-defined]
    return unflowed(part.get_content())


READERS: dict[str, Callable[[Letter], str]] = {
    "txt": from_text,
    "html": from_html,
    "md": from_markdown,
    "docx": from_docx,
}


def squeezed(words: str) -> str:
    return re.sub(r"\s+", " ", words).strip()


@pytest.mark.parametrize("name", READERS)
@given(given_words=st.text(st.characters(codec="utf-8"), min_size=1, max_size=120))
@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_own_words_arrive_unchanged(make_letter: MakeLetter, name: str, given_words: str) -> None:
    try:
        own_words = clean_paragraphs("own_words", given_words)
    except InvalidInput:
        return
    read = squeezed(READERS[name](make_letter(own_words=own_words)))

    assert [words for words in own_words if squeezed(words) not in read] == []


@pytest.mark.parametrize("length", [1, 70, 71, 72, 73, 500, 1499, 1500])
def test_own_words_of_every_length_arrive_in_the_message(make_letter: MakeLetter, length: int) -> None:
    words = (string.ascii_letters + " ") * 30
    words = words[: length - 1] + "."

    assert words in from_eml(make_letter(own_words=(words,)))


@pytest.mark.parametrize("language", ["en", "fr", "both"])
@pytest.mark.parametrize("stance", ["close", "review", "transfer", "safeguards", "keep"])
@pytest.mark.parametrize("name", [*READERS, "eml"])
def test_cited_sentences_stand_in_the_same_order(
    make_letter: MakeLetter, name: str, stance: str, language: str
) -> None:
    letter = make_letter(stance=stance, language=language)
    read = squeezed({**READERS, "eml": from_eml}[name](letter))
    places, start = [], 0
    for part in letter.parts:
        for claim in part.claims:
            start = read.index(squeezed(claim.text), start)
            places.append(start)

    assert len(places) == sum(len(part.claims) for part in letter.parts)


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("stance", ["close", "review", "transfer", "safeguards", "keep"])
def test_sources_have_the_same_numbers(make_letter: MakeLetter, stance: str, language: str) -> None:
    letter = make_letter(stance=stance, language=language)
    (part,) = letter.parts
    wanted = [squeezed(reference_text(reference, part.language)) for reference in part.references]
    in_text = re.findall(r"^\[(\d+)\] (.*)$", from_text(letter), re.MULTILINE)

    assert [(int(number), squeezed(words)) for number, words in in_text] == list(enumerate(wanted, 1))
    assert [squeezed(words) for words in OpenedDocx(docx.render(letter)).sources] == wanted
