"""Which wording of each passage a letter has, and that no cited claim hangs on it."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from typing import Any

from letters_read import (
    LETTERS,
    TORONTO,
    every_language,
    every_letter,
    offered,
    passages_of,
    spoken,
)
from specimens import MakeLetter, MakeRequest

from webapp.composition.compose import compose
from webapp.domain.campaigns import Campaign
from webapp.domain.catalogue import Catalogue
from webapp.domain.letters import ItemList, LetterRequest
from webapp.domain.passages import Changes
from webapp.domain.typography import french

CODES = [f"T6E {digit}B{other}" for digit in range(3) for other in range(4)]


def every_choice(campaign: Campaign) -> list[dict[str, Any]]:
    """Return requests in which every letter says every passage that it has."""
    return [
        {**LETTERS[letter], "facts": facts, "riding": riding}
        for letter in LETTERS
        for riding in ("48022", TORONTO)
        for facts in (None, (), ("no-arrests",), ("no-firearms",), offered(campaign, letter))
    ]


@every_language
def test_every_wording_stands_in_some_letter(
    make_letter: MakeLetter, campaign: Campaign, language: str
) -> None:
    most = max(map(len, campaign.passages.values()))
    said: set[tuple[str, str]] = set()
    for number, choice in product(range(most), every_choice(campaign)):
        if not set(choice["facts"] or ()) <= set(campaign.stances[choice.get("stance", "close")].offered):
            continue
        changes = Changes(wordings=dict.fromkeys(campaign.passages, number))
        (part,) = make_letter(language=language, changes=changes, **choice).parts
        said |= {(passage, spoken(part, passage)) for passage in passages_of(part)}
    counted = {
        passage: len({text for name, text in said if name == passage}) for passage in campaign.passages
    }
    # An opening names the riding: each of its wordings is said of two ridings.
    wordings = {
        passage: len(texts) * (2 if passage.endswith(".opening") else 1)
        for passage, texts in campaign.passages.items()
    }

    assert counted == wordings


@every_language
def test_wording_is_the_one_asked_for_and_after_the_last_comes_the_first(
    make_letter: MakeLetter, campaign: Campaign, language: str
) -> None:
    ours = [wording.in_(language) for wording in campaign.passages["close.badge"]]
    said = [
        spoken(make_letter(language=language, changes=Changes({"close.badge": n})).parts[0], "close.badge")
        for n in range(2 * len(ours))
    ]

    assert said == [french(text) if language == "fr" else text for text in ours * 2]


@every_letter
def test_same_request_is_the_same_letter(
    make_request: MakeRequest, catalogue: Catalogue, letter: str
) -> None:
    request = make_request(language="both", changes=Changes(), **LETTERS[letter])

    assert compose(replace(request), catalogue) == compose(request, catalogue)


def with_postal_code(request: LetterRequest, code: str) -> LetterRequest:
    return replace(request, changes=Changes(), sender=replace(request.sender, postal_code=code))


@every_letter
@every_language
def test_another_postal_code_changes_no_fact_reference_or_ask(
    make_request: MakeRequest, catalogue: Catalogue, letter: str, language: str
) -> None:
    request = make_request(language=language, **LETTERS[letter])
    letters = [compose(with_postal_code(request, code), catalogue) for code in CODES]
    fixed = [
        (
            made.facts,
            made.fingerprint,
            made.notices,
            part.claims,
            part.references,
            part.subject,
            [block for block in part.blocks if isinstance(block, ItemList)],
        )
        for made in letters
        for part in made.parts
    ]

    assert fixed == [fixed[0]] * len(CODES)
    assert len({made.parts[0].blocks for made in letters}) > 1


def test_wordings_do_not_hang_on_the_writer_s_name_words_or_facts(make_letter: MakeLetter) -> None:
    usual = make_letter(changes=Changes())
    sender = replace(usual.parts[0].sender, name="Zoé", street="1 Main Street", city="Lac")
    others = [
        make_letter(changes=Changes(), **changes).parts[0]
        for changes in (
            {"sender": sender},
            {"own_words": ("Mine.",)},
            {"layout": "window"},
            {"copy_mp": False},
        )
    ]

    assert [[block for block in part.blocks if not getattr(block, "own", False)] for part in others] == [
        list(usual.parts[0].blocks)
    ] * 4
