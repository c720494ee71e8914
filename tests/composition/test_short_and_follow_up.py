"""The letters that a campaign has once for all its stances."""

from __future__ import annotations

from datetime import date

import pytest
from specimens import EVERY_STANCE, MakeLetter

from webapp.domain.campaigns import Campaign
from webapp.domain.catalogue import Catalogue
from webapp.domain.letters import ItemList, Paragraph

FIRST = date(2026, 10, 27)


def text_of(block: object) -> str:
    assert isinstance(block, Paragraph)
    return "".join(run.text for run in block.runs)


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize(("slug", "stance"), EVERY_STANCE)
@pytest.mark.parametrize(
    "changes", [{"length": "short"}, {"follow_up_to": FIRST}], ids=["short", "follow-up"]
)
def test_it_prints_one_fact_of_each_side(
    make_letter: MakeLetter, catalogue: Catalogue, slug: str, stance: str, language: str, changes: dict
) -> None:
    view = catalogue.campaigns[slug].stances[stance]
    letter = make_letter(campaign=slug, stance=stance, language=language, **changes)
    ours, theirs = letter.facts

    assert [claim.fact for claim in letter.parts[0].claims] == [ours, theirs]
    assert ours in view.supporting
    assert theirs in view.to_disclose


def test_follow_up_recalls_the_first_letter_by_its_date(make_letter: MakeLetter) -> None:
    english, french = make_letter(language="both", follow_up_to=FIRST).parts

    assert text_of(english.blocks[0]).startswith(
        "On October\u00a027, 2026, I wrote to ask you to end ICE’s presence"
    )
    assert text_of(french.blocks[0]).startswith(
        "Le 27\u00a0octobre\u00a02026, je vous ai écrit pour vous demander"
    )
    assert english.subject.startswith("Follow-up to my letter of October\u00a027, 2026: ICE offices")


def test_follow_up_repeats_the_asks(make_letter: MakeLetter, campaign: Campaign) -> None:
    part = make_letter(follow_up_to=FIRST).parts[0]
    lists = [block for block in part.blocks if isinstance(block, ItemList)]

    assert [len(block.items) for block in lists] == [len(campaign.stances["close"].asks)]


def test_own_words_come_second(make_letter: MakeLetter) -> None:
    for changes in ({"length": "short"}, {"follow_up_to": FIRST}):
        part = make_letter(own_words=("My own words.",), **changes).parts[0]
        assert text_of(part.blocks[1]) == "My own words."
