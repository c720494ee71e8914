"""Every stance, language and choice of facts composes, and prints its facts and no other."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from webapp.domain.campaigns import Campaign, facts_to_print
from webapp.domain.letters import ItemList, Letter, LetterPart

MakeLetter = Callable[..., Letter]
STANCES = ["close", "review", "transfer", "safeguards", "keep"]


def facts_in(part: LetterPart) -> list[str]:
    return sorted(claim.fact for claim in part.claims)


def words_in(part: LetterPart) -> int:
    """Return the number of words of the body, marks apart."""
    lines = [
        line
        for block in part.blocks
        for line in (block.items if isinstance(block, ItemList) else (block.runs,))
    ]
    return sum(len("".join(run.text for run in line).split()) for line in lines)


@pytest.mark.parametrize("language", ["en", "fr", "both"])
@pytest.mark.parametrize("stance", STANCES)
def test_letter_prints_each_of_its_facts_once_and_no_other(
    make_letter: MakeLetter, campaign: Campaign, stance: str, language: str
) -> None:
    view = campaign.stances[stance]
    wrong = []
    for chosen in [(), *((slug,) for slug in view.offered), view.offered]:
        expected = sorted(facts_to_print(view, chosen, campaign.facts))
        letter = make_letter(stance=stance, language=language, facts=chosen)
        if [facts_in(part) for part in letter.parts] != [expected] * len(letter.parts):
            wrong.append(chosen)
    assert wrong == []


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("stance", STANCES)
def test_letter_is_the_same_whatever_order_facts_were_chosen_in(
    make_letter: MakeLetter, campaign: Campaign, stance: str, language: str
) -> None:
    offered = campaign.stances[stance].offered
    forwards = make_letter(stance=stance, language=language, facts=offered)
    assert make_letter(stance=stance, language=language, facts=offered[::-1]) == forwards


@pytest.mark.parametrize("stance", STANCES)
def test_usual_letter_prints_at_most_four_core_facts(
    make_letter: MakeLetter, campaign: Campaign, stance: str
) -> None:
    view = campaign.stances[stance]
    core = set(make_letter(stance=stance).facts) & set(view.core) - set(view.must_disclose)
    assert 1 <= len(core) <= 4


@pytest.mark.parametrize("stance", STANCES)
@pytest.mark.parametrize("chosen", [None, ()], ids=["usual", "none"])
def test_letter_keeps_two_facts_that_cut_the_other_way(
    make_letter: MakeLetter, campaign: Campaign, stance: str, chosen: tuple[str, ...] | None
) -> None:
    printed = set(make_letter(stance=stance, facts=chosen).facts)
    assert len(printed & set(campaign.stances[stance].must_disclose)) >= 2


@pytest.mark.parametrize("riding", ["48022", "35022", "24065"])
@pytest.mark.parametrize("stance", STANCES)
def test_english_letter_has_the_length_of_a_page(make_letter: MakeLetter, stance: str, riding: str) -> None:
    assert 250 <= words_in(make_letter(stance=stance, riding=riding).parts[0]) <= 365


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("stance", STANCES)
def test_letter_asks_for_three_things_in_one_list(
    make_letter: MakeLetter, stance: str, language: str
) -> None:
    blocks = make_letter(stance=stance, language=language).parts[0].blocks
    assert [len(block.items) for block in blocks if isinstance(block, ItemList)] == [3]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_asks_read_as_one_sentence(make_letter: MakeLetter, language: str) -> None:
    (asks,) = [b for b in make_letter(language=language).parts[0].blocks if isinstance(b, ItemList)]
    ends = [(item[0].text[0].islower(), item[-1].text[-1]) for item in asks.items]
    assert ends == [(True, ";"), (True, ";"), (True, ".")]


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("stance", STANCES)
def test_letter_holds_no_mark_of_the_template_language(
    make_letter: MakeLetter, campaign: Campaign, stance: str, language: str
) -> None:
    letter = make_letter(stance=stance, language=language, facts=campaign.stances[stance].offered)
    text = "".join(run.text for run in letter.parts[0].runs)
    assert [character for character in "\ue000\ue001\ue002\ue003{}" if character in text] == []


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("stance", STANCES)
def test_no_paragraph_is_empty(make_letter: MakeLetter, stance: str, language: str) -> None:
    blocks = make_letter(stance=stance, language=language, facts=()).parts[0].blocks
    assert [block for block in blocks if not isinstance(block, ItemList) and not block.runs] == []


def test_composing_twice_gives_equal_letters(make_letter: MakeLetter) -> None:
    assert make_letter(language="both") == make_letter(language="both")
