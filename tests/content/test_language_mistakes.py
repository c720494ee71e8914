"""A template or passage that says what its language has not is refused when its campaign is loaded."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from webapp.checks.folder import check_folder
from webapp.content.campaigns import load_campaign
from webapp.domain.errors import ContentError

Spoil = Callable[[str, str, str], None]
WORDS = "addressee, ask, first_letter, member, of_riding, place, riding"

MISTAKES = [
    ("close.en.md.j2", "{{ own_words }}", "{{ own_words|upper }}",
     "close.en.md.j2:3: has a filter (|), which the language of letters has not: "
     "write the text as it is to be printed"),
    ("safeguards.fr.md.j2", "{{ own_words }}", "{% if %} {{ own_words }}",
     "safeguards.fr.md.j2:3: Expected an expression, got 'end of statement block'"),
    ("passages.toml", "{{ riding }}, and I set out", "{{ ridding }}, and I set out",
     "passages.toml: transfer › opening number 4 › en: "
     f"there is no word “ridding” here: the words are {WORDS}"),
    ("passages.toml", "{{ of_riding }} et vous expose", "{{ of_riding.__class__.__mro__ }} et",
     "passages.toml: transfer › opening number 4 › fr: has an attribute (a dot), which the language of "
     "letters has not: write a word as it is, such as {{ riding }}"),
    ("passages.toml", "Le {{ first_letter }}, je vous ai écrit", "Le {{ first_letter, je",
     "passages.toml: follow-up › opening number 1 › fr: expected token 'end of print statement', got 'pour'"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "old", "new", "said"), MISTAKES)
def test_mistake_of_language_is_placed_when_the_campaign_is_loaded(
    folder: Path, spoil: Spoil, name: str, old: str, new: str, said: str
) -> None:
    spoil(name, old, new)
    with pytest.raises(ContentError) as refused:
        load_campaign(folder)
    assert str(refused.value).replace(f"{folder}/", "") == said


def test_check_says_the_line_of_a_passage_that_is_refused(folder: Path, spoil: Spoil) -> None:
    spoil("passages.toml", "{{ riding }}, and I set out", "{{ riding()|e }}, and I set out")
    (problem,) = check_folder(folder)
    lines = (folder / "passages.toml").read_text(encoding="utf-8").splitlines()
    assert (problem.rule, "{{ riding()|e }}" in lines[problem.line - 1]) == ("template", True)
