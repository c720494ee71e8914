"""Every stance, language and choice of facts composes, and prints its facts and no other."""

from __future__ import annotations

import pytest
from specimens import EVERY_STANCE, MakeLetter

from webapp.domain.campaigns import facts_to_print
from webapp.domain.catalogue import Catalogue
from webapp.domain.letters import ItemList, LetterPart

every_stance = pytest.mark.parametrize(("slug", "stance"), EVERY_STANCE)


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
@every_stance
def test_letter_prints_each_of_its_facts_once_and_no_other(
    make_letter: MakeLetter, catalogue: Catalogue, slug: str, stance: str, language: str
) -> None:
    view = catalogue.campaigns[slug].stances[stance]
    wrong = []
    for chosen in [(), *((fact,) for fact in view.offered), view.offered]:
        expected = sorted(facts_to_print(view, chosen, catalogue.campaigns[slug].facts))
        letter = make_letter(campaign=slug, stance=stance, language=language, facts=chosen)
        if [facts_in(part) for part in letter.parts] != [expected] * len(letter.parts):
            wrong.append(chosen)
    assert wrong == []


@pytest.mark.parametrize("language", ["en", "fr"])
@every_stance
def test_letter_is_the_same_whatever_order_facts_were_chosen_in(
    make_letter: MakeLetter, catalogue: Catalogue, slug: str, stance: str, language: str
) -> None:
    offered = catalogue.campaigns[slug].stances[stance].offered
    forwards = make_letter(campaign=slug, stance=stance, language=language, facts=offered)
    assert make_letter(campaign=slug, stance=stance, language=language, facts=offered[::-1]) == forwards


@every_stance
def test_usual_letter_prints_at_most_four_core_facts(
    make_letter: MakeLetter, catalogue: Catalogue, slug: str, stance: str
) -> None:
    view = catalogue.campaigns[slug].stances[stance]
    core = set(make_letter(campaign=slug, stance=stance).facts) & set(view.core) - set(view.must_disclose)
    assert 1 <= len(core) <= 4


@every_stance
@pytest.mark.parametrize("chosen", [None, ()], ids=["usual", "none"])
def test_letter_keeps_two_facts_that_cut_the_other_way(
    make_letter: MakeLetter, catalogue: Catalogue, slug: str, stance: str, chosen: tuple[str, ...] | None
) -> None:
    printed = set(make_letter(campaign=slug, stance=stance, facts=chosen).facts)
    assert len(printed & set(catalogue.campaigns[slug].stances[stance].must_disclose)) >= 2


@pytest.mark.parametrize("riding", ["48022", "35022", "24065"])
@every_stance
def test_english_letter_has_the_length_of_a_page(
    make_letter: MakeLetter, slug: str, stance: str, riding: str
) -> None:
    assert 250 <= words_in(make_letter(campaign=slug, stance=stance, riding=riding).parts[0]) <= 365


@pytest.mark.parametrize("language", ["en", "fr"])
@every_stance
def test_letter_asks_for_three_things_in_one_list(
    make_letter: MakeLetter, slug: str, stance: str, language: str
) -> None:
    blocks = make_letter(campaign=slug, stance=stance, language=language).parts[0].blocks
    assert [len(block.items) for block in blocks if isinstance(block, ItemList)] == [3]


@pytest.mark.parametrize("language", ["en", "fr"])
@every_stance
def test_asks_read_as_one_sentence(make_letter: MakeLetter, slug: str, stance: str, language: str) -> None:
    blocks = make_letter(campaign=slug, stance=stance, language=language).parts[0].blocks
    (asks,) = [block for block in blocks if isinstance(block, ItemList)]
    ends = [(item[0].text[0].islower(), item[-1].text[-1]) for item in asks.items]
    assert ends == [(True, ";"), (True, ";"), (True, ".")]


@pytest.mark.parametrize("language", ["en", "fr"])
@every_stance
def test_letter_holds_no_mark_of_the_template_language(
    make_letter: MakeLetter, catalogue: Catalogue, slug: str, stance: str, language: str
) -> None:
    letter = make_letter(
        campaign=slug,
        stance=stance,
        language=language,
        facts=catalogue.campaigns[slug].stances[stance].offered,
    )
    text = "".join(run.text for run in letter.parts[0].runs)
    assert [character for character in "\ue000\ue001\ue002\ue003{}" if character in text] == []


@pytest.mark.parametrize("language", ["en", "fr"])
@every_stance
def test_no_paragraph_is_empty(make_letter: MakeLetter, slug: str, stance: str, language: str) -> None:
    blocks = make_letter(campaign=slug, stance=stance, language=language, facts=()).parts[0].blocks
    assert [block for block in blocks if not isinstance(block, ItemList) and not block.runs] == []


def test_composing_twice_gives_equal_letters(make_letter: MakeLetter) -> None:
    assert make_letter(language="both") == make_letter(language="both")
