"""The letter as plain text."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from reading_back import LANGUAGES, STANCES

from webapp.domain.letters import Letter
from webapp.domain.locales import NBSP
from webapp.renderers.text import body, render

MakeLetter = Callable[..., Letter]
MARK = r"\[\d[^\]]*\]"

every_stance = pytest.mark.parametrize("stance", STANCES)


def parts_of(letter: Letter) -> list[list[str]]:
    """Return the letter itself and its list of sources, for each language."""
    return [re.split(r"\n\nSources\n", part) for part in body(letter).split("\n\n* * *\n\n")]


def test_text_begins_with_the_headers_of_an_email(make_letter: MakeLetter) -> None:
    letter = make_letter()
    headers = render(letter).decode().split("\n\n")[0]

    assert headers == f"To: {letter.to}\nCc: {', '.join(letter.cc)}\nSubject: {letter.subject}"


def test_text_in_french_begins_with_headers_in_french(make_letter: MakeLetter) -> None:
    letter = make_letter(language="fr")
    headers = render(letter).decode().split("\n\n")[0]

    assert headers == f"À{NBSP}: {letter.to}\nCc{NBSP}: {', '.join(letter.cc)}\nObjet{NBSP}: {letter.subject}"


@pytest.mark.parametrize("language", LANGUAGES)
@every_stance
def test_sources_are_numbered_in_the_order_of_their_first_marks(
    stance: str, language: str, make_letter: MakeLetter
) -> None:
    for words, sources in parts_of(make_letter(stance=stance, language=language)):
        listed = re.findall(r"^\[(\d+)\] ", sources, re.MULTILINE)
        marked = [n for mark in re.findall(MARK, words) for n in re.findall(r"\d+", mark)]

        assert listed == [str(n) for n in range(1, len(listed) + 1)]
        assert list(dict.fromkeys(marked)) == listed


@every_stance
def test_english_mark_follows_punctuation_and_a_space(stance: str, make_letter: MakeLetter) -> None:
    [[words, _]] = parts_of(make_letter(stance=stance))

    assert len(re.findall(MARK, words)) == len(re.findall(rf"\S {MARK}(?![.,;:?!])", words))


@every_stance
def test_french_mark_follows_a_no_break_space_and_precedes_punctuation(
    stance: str, make_letter: MakeLetter
) -> None:
    [[words, _]] = parts_of(make_letter(stance=stance, language="fr"))

    assert len(re.findall(MARK, words)) == len(re.findall(rf"[^\s.,;:?!]{NBSP}{MARK}", words))


@every_stance
def test_french_text_says_which_quotations_are_our_translation(stance: str, make_letter: MakeLetter) -> None:
    letter = make_letter(stance=stance, language="fr")
    translated = [claim for part in letter.parts for claim in part.claims if claim.translated]

    assert body(letter).count(", notre traduction]") == len(translated)
    assert all("«" in claim.text for claim in translated)


@every_stance
def test_letter_in_both_languages_is_each_letter_whole_and_a_separator(
    stance: str, make_letter: MakeLetter
) -> None:
    english, french, both = (body(make_letter(stance=stance, language=language)) for language in LANGUAGES)

    assert both == f"{english}\n* * *\n\n{french}"


def test_own_words_change_no_other_line_of_the_text(make_letter: MakeLetter) -> None:
    own = "To: x@example.ca\nSubject: {{7*7}} [1] <b>"
    with_words, without = body(make_letter(own_words=(own,))), body(make_letter())

    assert with_words.replace(f"{own}\n\n", "") == without
    assert with_words.count(own) == 1
