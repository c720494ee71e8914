"""Paragraphs moved: every claim still makes sense, and sources are numbered as they are read."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import permutations

import pytest
from letters_read import (
    every_language,
    every_stance,
    names_of,
    passages_of,
    spoken,
    text_of,
)
from specimens import MakeLetter, MakeRequest

from webapp.composition.compose import compose
from webapp.domain.campaigns import Campaign
from webapp.domain.catalogue import Catalogue
from webapp.domain.letters import Block, Claim, Letter, LetterPart, Paragraph
from webapp.domain.passages import Changes
from webapp.domain.typography import french


def wordings_of(campaign: Campaign, claim: Claim, language: str) -> list[str]:
    """Return the names of the approved wordings that a claim's words are, whatever case and end they have."""
    fact = campaign.facts[claim.fact]
    texts = {"claim": fact.claim.in_(language)}
    texts |= {name: wording.text.in_(language) for name, wording in fact.wordings.items()}

    def bare(text: str) -> str:
        return re.sub(r"\W+", " ", french(text)).casefold().strip()

    return [name for name, text in texts.items() if bare(text) == bare(claim.text)]


def lacking(part: LetterPart, campaign: Campaign) -> list[str]:
    """Return the facts whose claim refers to something that was not said before it."""
    said: set[str] = set()
    found = []
    for claim in part.claims:
        antecedents = set(campaign.facts[claim.fact].antecedents)
        leans = not set(wordings_of(campaign, claim, part.language)) - {"claim", "letter"}
        if antecedents and leans and not antecedents & said:
            found.append(claim.fact)
        said.add(claim.fact)
    return found


def broken_sentences(part: LetterPart) -> list[str]:
    """Return the paragraphs in which a sentence begins with a small letter."""
    texts = [text_of(block) for block in part.blocks if isinstance(block, Paragraph)]
    return [text for text in texts if re.search(r"(?<!U\.S)[.?!]\s+[^\W\dA-ZÀ-Ý_]", text)]


def out_of_order(part: LetterPart) -> bool:
    numbers = list(dict.fromkeys(number for claim in part.claims for number in claim.numbers))
    listed = [reference.number for reference in part.references]
    return numbers != list(range(1, len(numbers) + 1)) or listed != numbers


def is_usual(letter: Letter, usual: Letter) -> bool:
    return [part.blocks for part in letter.parts] == [part.blocks for part in usual.parts]


@every_language
@every_stance
@pytest.mark.parametrize("chosen", ["usual", "all"])
def test_every_order_makes_sense_or_the_usual_one_is_kept_with_a_notice(
    make_letter: MakeLetter, campaign: Campaign, stance: str, language: str, chosen: str
) -> None:
    choice = {
        "stance": stance,
        "language": language,
        "facts": campaign.stances[stance].offered if chosen == "all" else None,
    }
    usual = make_letter(**choice)
    names = names_of(usual.parts[0])
    pinned = dict.fromkeys(campaign.passages, 0)
    found = {}
    for order in permutations(names):
        letter = make_letter(changes=Changes(pinned, {}, order), **choice)
        (part,) = letter.parts
        told = [notice for notice in letter.notices if notice not in usual.notices]
        if told:
            found[order] = [
                fault
                for fault, is_so in {
                    "not the usual letter": not is_usual(letter, usual),
                    "says that it keeps the order": part.keeps_order,
                    "more than one notice": len(told) > 1,
                    "the usual order itself": list(order) == names,
                }.items()
                if is_so
            ]
        else:
            found[order] = [*lacking(part, campaign), *broken_sentences(part)]
            found[order] += ["order"] if names_of(part) != list(order) else []
            found[order] += ["numbers"] if out_of_order(part) else []
            found[order] += ["facts"] if sorted(c.fact for c in part.claims) != sorted(letter.facts) else []

    assert found == {order: [] for order in permutations(names)}


@pytest.mark.parametrize(
    ("stance", "order", "introduced"),
    [
        (
            "close",
            ("close.other-view", "close.where"),
            {"hsi-not-ero", "kersten-cooperate", "mcpherson-leadership"},
        ),
        ("close", ("close.other-view", "close.work"), {"kersten-cooperate"}),
        ("close", ("close.where", "close.record", "close.work", "close.other-view", "close.law"), set()),
        ("review", ("review.other-view", "review.where"), {"hsi-not-ero", "vcdr-art7"}),
        ("keep", ("keep.cases", "keep.where"), {"project-fester", "gun-task-force"}),
    ],
)
@every_language
def test_claim_that_lost_its_antecedent_is_introduced_and_no_other_changes(
    make_letter: MakeLetter,
    campaign: Campaign,
    stance: str,
    order: tuple[str, ...],
    introduced: set[str],
    language: str,
) -> None:
    choice = {"stance": stance, "facts": campaign.stances[stance].offered, "language": language}
    (usual,) = make_letter(**choice).parts
    (part,) = make_letter(changes=Changes(order=order), **choice).parts
    before = {claim.fact: wordings_of(campaign, claim, language) for claim in usual.claims}
    after = {claim.fact: wordings_of(campaign, claim, language) for claim in part.claims}

    assert {fact: after[fact] for fact in after if after[fact] != before[fact]} == {
        fact: ["introduced"] for fact in introduced
    }


def without_introduction(catalogue: Catalogue, fact: str) -> Catalogue:
    """Return a catalogue whose campaign has no wording that introduces a fact."""
    campaign = catalogue.campaigns["ice-offices-canada"]
    wordings = {name: words for name, words in campaign.facts[fact].wordings.items() if name != "introduced"}
    facts = {**campaign.facts, fact: replace(campaign.facts[fact], wordings=wordings)}
    return replace(catalogue, campaigns={campaign.slug: replace(campaign, facts=facts)})


@pytest.mark.parametrize(
    ("order", "is_kept"), [(("close.other-view", "close.work"), False), (("close.law", "close.work"), True)]
)
def test_order_that_cannot_be_keeps_the_usual_one_in_both_languages_and_says_so_once(
    make_request: MakeRequest,
    catalogue: Catalogue,
    campaign: Campaign,
    order: tuple[str, ...],
    is_kept: bool,
) -> None:
    poorer = without_introduction(catalogue, "kersten-cooperate")
    request = make_request(language="both", facts=campaign.stances["close"].offered)
    usual = compose(request, poorer)
    letter = compose(replace(request, changes=replace(request.changes, order=order)), poorer)
    told = [notice.message for notice in letter.notices if notice not in usual.notices]

    assert ([part.keeps_order for part in letter.parts], is_usual(letter, usual), told) == (
        ([True, True], False, [])
        if is_kept
        else (
            [False, False],
            True,
            [
                "The paragraphs stand in their usual order: in the order you chose, a sentence would lack "
                "what it refers to."
            ],
        )
    )


@pytest.mark.parametrize("order", [(), ("close.nothing",), ("close.where",), ("review.record", "\ue000")])
def test_order_that_moves_nothing_is_the_usual_letter(
    make_letter: MakeLetter, order: tuple[str, ...]
) -> None:
    usual = make_letter(language="both")
    pinned = dict.fromkeys(passages_of(usual.parts[0]), 0)

    assert make_letter(language="both", changes=Changes(pinned, {}, order)) == usual


def test_paragraphs_without_a_name_stay_where_they_are(make_letter: MakeLetter, campaign: Campaign) -> None:
    pinned = dict.fromkeys(campaign.passages, 0)
    (usual,) = make_letter(own_words=("Mine.",)).parts
    order = tuple(reversed(names_of(usual)))
    (part,) = make_letter(own_words=("Mine.",), changes=Changes(pinned, {}, order)).parts

    def unnamed(blocks: tuple[Block, ...]) -> list[Block | None]:
        return [None if getattr(block, "name", "") else block for block in blocks]

    assert unnamed(part.blocks) == unnamed(usual.blocks)


def test_moved_paragraph_may_be_rewritten_too(make_letter: MakeLetter, campaign: Campaign) -> None:
    pinned = dict.fromkeys(campaign.passages, 0)
    (usual,) = make_letter().parts
    order = ("close.other-view", "close.where")
    (moved,) = make_letter(changes=Changes(pinned, {}, order)).parts
    (part,) = make_letter(changes=Changes(pinned, {("close.badge", "en"): "Mine."}, order)).parts
    ours = spoken(usual, "close.badge")

    assert [text_of(block) for block in part.blocks] == [
        text_of(block).replace(ours, "Mine.") for block in moved.blocks
    ]
