"""Marks and sources: numbered in reading order, each number one source, the same in both languages."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from webapp.domain.campaigns import Campaign
from webapp.domain.letters import Letter, LetterPart

MakeLetter = Callable[..., Letter]
STANCES = ["close", "review", "transfer", "safeguards", "keep"]


def numbers_of(part: LetterPart) -> dict[str, tuple[int, ...]]:
    """Return the numbers that each claim of a part bears."""
    return {claim.fact: claim.numbers for claim in part.claims}


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("stance", STANCES)
@pytest.mark.parametrize("chosen", ["usual", "all"])
def test_numbers_begin_at_one_and_rise_without_a_gap(
    make_letter: MakeLetter, campaign: Campaign, stance: str, language: str, chosen: str
) -> None:
    facts = campaign.stances[stance].offered if chosen == "all" else None
    (part,) = make_letter(stance=stance, language=language, facts=facts).parts
    first_seen = list(dict.fromkeys(number for claim in part.claims for number in claim.numbers))
    assert first_seen == list(range(1, len(part.references) + 1))


@pytest.mark.parametrize("stance", STANCES)
def test_each_number_stands_for_one_source_of_its_fact(
    make_letter: MakeLetter, campaign: Campaign, stance: str
) -> None:
    (part,) = make_letter(stance=stance, facts=campaign.stances[stance].offered).parts
    sources = {reference.number: reference.source.id for reference in part.references}
    cited = {fact: {sources[number] for number in numbers} for fact, numbers in numbers_of(part).items()}
    assert [fact for fact in cited if not cited[fact] or cited[fact] - {*campaign.facts[fact].sources}] == []


@pytest.mark.parametrize("stance", STANCES)
def test_reference_names_the_facts_that_bear_its_number(make_letter: MakeLetter, stance: str) -> None:
    (part,) = make_letter(stance=stance).parts
    bearing = [
        (ref.number, tuple(claim.fact for claim in part.claims if ref.number in claim.numbers))
        for ref in part.references
    ]
    assert [(ref.number, ref.facts) for ref in part.references] == bearing


@pytest.mark.parametrize("stance", STANCES)
def test_no_source_is_listed_twice(make_letter: MakeLetter, campaign: Campaign, stance: str) -> None:
    (part,) = make_letter(stance=stance, facts=campaign.stances[stance].offered).parts
    listed = [reference.source.id for reference in part.references]
    assert sorted(set(listed)) == sorted(listed)


@pytest.mark.parametrize("stance", STANCES)
@pytest.mark.parametrize("riding", ["48022", "35022"])
def test_both_languages_give_each_fact_the_same_numbers(
    make_letter: MakeLetter, stance: str, riding: str
) -> None:
    english, french = make_letter(stance=stance, language="both", riding=riding).parts
    assert numbers_of(english) == numbers_of(french)


@pytest.mark.parametrize("stance", STANCES)
def test_both_languages_hold_the_same_facts_when_all_are_chosen(
    make_letter: MakeLetter, campaign: Campaign, stance: str
) -> None:
    letter = make_letter(stance=stance, language="both", facts=campaign.stances[stance].offered)
    english, french = (sorted(numbers_of(part)) for part in letter.parts)
    assert english == french


def test_letter_in_both_languages_has_english_first(make_letter: MakeLetter) -> None:
    letter = make_letter(language="both")
    assert [part.language for part in letter.parts] == ["en", "fr"]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_each_part_of_both_is_the_letter_in_that_language(make_letter: MakeLetter, language: str) -> None:
    alone = make_letter(language=language).parts[0]
    assert alone in make_letter(language="both").parts


def test_english_mark_follows_the_punctuation(make_letter: MakeLetter) -> None:
    claim = make_letter(facts=("five-cities",)).parts[0].claims[0]
    assert claim.text.endswith("Montréal and Ottawa.")


def test_french_mark_comes_before_the_punctuation(make_letter: MakeLetter) -> None:
    runs = make_letter(facts=("five-cities",), language="fr").parts[0].runs
    claim = next(run for run in runs if run.text.endswith("Montréal et Ottawa"))
    assert runs[runs.index(claim) + 1].text[0] == "."


@pytest.mark.parametrize(("language", "translated"), [("en", []), ("fr", ["mcpherson-close"])])
def test_translated_quotation_is_marked_in_french_alone(
    make_letter: MakeLetter, language: str, translated: list[str]
) -> None:
    claims = make_letter(language=language).parts[0].claims
    assert [claim.fact for claim in claims if claim.translated] == translated
