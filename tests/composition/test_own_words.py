"""The writer's words come second and change nothing else, whatever they hold."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from webapp.domain.letters import Letter, Paragraph, Text

MakeLetter = Callable[..., Letter]

WORDS = [
    "My sister lives in Minneapolis.",
    "{{7*7}}",
    "{% if true %}{{ fact('good') }}{% endif %}{# note #}",
    "<script>alert(1)</script>",
    "# heading\n- item\n**bold** [1] [x](javascript:1)",
    "Subject: other\nBcc: spy@example.ca",
    "ᓄᓇᕗᑦ 🍁",
    "73 000 % ; « quoi » ?",
    "w" * 1500,
]


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("words", WORDS, ids=range(len(WORDS)))
def test_own_words_are_the_second_paragraph_as_they_were_typed(
    make_letter: MakeLetter, words: str, language: str
) -> None:
    (part,) = make_letter(own_words=(words,), language=language).parts
    assert part.blocks[1] == Paragraph((Text(words),), own=True)


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("words", WORDS, ids=range(len(WORDS)))
def test_own_words_change_no_other_part(make_letter: MakeLetter, words: str, language: str) -> None:
    (silent,) = make_letter(language=language).parts
    (part,) = make_letter(own_words=(words,), language=language).parts
    others = (*part.blocks[:1], *part.blocks[2:])
    assert (others, part.references, part.subject) == (silent.blocks, silent.references, silent.subject)


@pytest.mark.parametrize("marks", ["\ue000five-cities/claim\ue001", "\ue002", "\ue003"])
def test_marks_of_the_template_language_would_stay_text(make_letter: MakeLetter, marks: str) -> None:
    (part,) = make_letter(own_words=(marks,)).parts
    own = [block for block in part.blocks if isinstance(block, Paragraph) and block.own]
    assert own == [Paragraph((Text(marks),), own=True)]


def test_paragraphs_of_own_words_keep_their_order(make_letter: MakeLetter) -> None:
    blocks = make_letter(own_words=("One.", "Two.\nThree.")).parts[0].blocks
    assert [block.runs[0].text for block in blocks[1:3]] == ["One.", "Two.\nThree."]


def test_own_words_stand_in_both_languages(make_letter: MakeLetter) -> None:
    letter = make_letter(own_words=("Mine.",), language="both")
    assert [part.blocks[1].runs[0].text for part in letter.parts] == ["Mine.", "Mine."]


def test_letter_without_own_words_has_no_own_paragraph(make_letter: MakeLetter) -> None:
    blocks = make_letter().parts[0].blocks
    assert [block for block in blocks if isinstance(block, Paragraph) and block.own] == []


@pytest.mark.parametrize("name", ["{{7*7}}", "<script>", "Zoë “Zed” O’Brien"])
def test_sender_s_name_stays_plain_text(make_letter: MakeLetter, make_request: Callable, name: str) -> None:
    letter = make_letter(sender=replace(make_request().sender, name=name))
    assert letter.parts[0].sender.lines("en")[0] == name
