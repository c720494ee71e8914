"""Passages rewritten or left out, while every cited claim stays as it is."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from letters_read import (
    LETTERS,
    STANCES,
    TORONTO,
    every_language,
    every_letter,
    offered,
    passages_of,
    spoken,
    text_of,
)
from specimens import MakeLetter, MakeRequest

from webapp.composition.compose import compose
from webapp.domain.campaigns import Campaign
from webapp.domain.catalogue import Catalogue
from webapp.domain.letters import Block, Claim, ItemList, LetterPart, Paragraph, Text
from webapp.domain.locales import LANGUAGES
from webapp.domain.passages import Changes

HOSTILE = [
    "{{ fact('good') }}",
    "{% if true %}{{ say('closing') }}{% endif %}{# note #}",
    "\ue000\ue010good/claim\ue001",
    "\ue000\ue011close.closing\ue001",
    "\ue000\ue012close.law\ue001",
    "\ue002",
    "\ue003",
    "- item",
    "# x",
    "> x",
    "1. x",
    "<b>bold</b> & [1] **x**",
    r"\1 \g<0>",
]


@every_language
@pytest.mark.parametrize("text", ["My own reason.", *HOSTILE], ids=range(1 + len(HOSTILE)))
@every_letter
def test_edit_replaces_its_passage_and_nothing_else(
    make_letter: MakeLetter, campaign: Campaign, letter: str, text: str, language: str
) -> None:
    choice = {**LETTERS[letter], "language": language, "facts": offered(campaign, letter), "riding": TORONTO}
    if letter in ("short", "follow-up"):
        choice["facts"] = None
    (usual,) = make_letter(**choice).parts
    for passage in passages_of(usual):
        if passage.endswith(".asks"):
            continue
        pinned = dict.fromkeys(campaign.passages, 0)
        (part,) = make_letter(changes=Changes(pinned, {(passage, language): text}), **choice).parts

        ours = spoken(usual, passage).casefold()

        assert spoken(part, passage) == text
        assert [plain(block) for block in part.blocks] == [
            plain(block).replace(ours, text.casefold()) if in_block(block, passage) else plain(block)
            for block in usual.blocks
        ]
        assert (part.references, part.subject) == (usual.references, usual.subject)
        assert [replace(claim, text=claim.text.casefold()) for claim in part.claims] == [
            replace(claim, text=claim.text.casefold()) for claim in usual.claims
        ]


def plain(block: Block) -> str:
    """Return a block's words in small letters: a claim has a capital only where it opens a sentence."""
    return text_of(block).casefold()


def in_block(block: Block, passage: str) -> bool:
    return isinstance(block, Paragraph) and passage in [getattr(run, "passage", "") for run in block.runs]


@given(text=st.text(min_size=1).filter(lambda text: text == text.strip() and not re.search(r"\s", text)))
@settings(deadline=None, max_examples=60)
def test_edit_of_any_word_stands_as_it_was_written(make_letter: MakeLetter, text: str) -> None:
    edits = {("close.badge", "en"): text, ("close.opening", "en"): text, ("close.grave", "en"): text}
    (part,) = make_letter(changes=Changes(edits=edits)).parts

    assert {passage: spoken(part, passage) for passage, _ in edits} == {passage: text for passage, _ in edits}


def test_edit_is_of_one_language(make_letter: MakeLetter, campaign: Campaign) -> None:
    pinned = dict.fromkeys(campaign.passages, 0)
    english, french_part = make_letter(
        language="both", changes=Changes(pinned, {("close.badge", "en"): "Mine."})
    ).parts

    assert (spoken(english, "close.badge"), french_part) == ("Mine.", make_letter(language="fr").parts[0])


def test_edit_of_a_passage_alone_in_its_paragraph_may_be_several(make_letter: MakeLetter) -> None:
    part = make_letter(changes=Changes(edits={("close.opening", "en"): "One,\ntwo.\n\nThree."})).parts[0]

    assert part.blocks[:2] == (
        Paragraph((Text("One,\ntwo.", "close.opening"),)),
        Paragraph((Text("Three.", "close.opening"),)),
    )


def test_edit_within_a_paragraph_stays_in_it(make_letter: MakeLetter) -> None:
    part = make_letter(changes=Changes(edits={("close.badge", "en"): "One,\ntwo.\n\nThree."})).parts[0]

    assert spoken(part, "close.badge") == "One, two. Three."


@every_language
@pytest.mark.parametrize("letter", [*STANCES, "follow-up"])
def test_edited_asks_are_the_items_of_the_list(make_letter: MakeLetter, letter: str, language: str) -> None:
    asks = f"{letter}.asks"
    text = "close them;\n\n- not yet;\n{{ ask }}."
    (part,) = make_letter(
        language=language, changes=Changes(edits={(asks, language): text}), **LETTERS[letter]
    ).parts

    assert [block for block in part.blocks if isinstance(block, ItemList)] == [
        ItemList(tuple((Text(item, asks),) for item in ("close them;", "- not yet;", "{{ ask }}.")))
    ]


def faults(part: LetterPart, usual: LetterPart) -> list[str]:
    """Return what reads badly in a part from which passages were left out."""
    found = []
    if sorted(claim.fact for claim in part.claims) != sorted(claim.fact for claim in usual.claims):
        found.append("a fact is not cited once")
    for block in part.blocks:
        text = text_of(block)
        if not re.search(r"\w", text):
            found.append(f"empty: {text!r}")
        if re.search(r"[ \n]{2}|^\s|\s$| [.,;]|[.;:]\s*[.;:]", text):
            found.append(f"spaces or punctuation: {text!r}")
        if isinstance(block, ItemList):
            continue
        before = ""
        for run in block.runs:
            if isinstance(run, Claim) and re.search(r"(^|[.?!]\s+)$", before) and run.text[0].islower():
                found.append(f"small initial: {run.text!r}")
            before += run.text
    return found


def left_out(*passages: str) -> dict[tuple[str, str], str]:
    return {(passage, language): "" for passage in passages for language in LANGUAGES}


@every_language
@every_letter
@pytest.mark.parametrize("chosen", ["usual", "none", "all"])
@pytest.mark.parametrize("riding", ["48022", TORONTO])
def test_each_passage_may_be_left_out_and_all_at_once(
    make_letter: MakeLetter, campaign: Campaign, letter: str, language: str, chosen: str, riding: str
) -> None:
    facts = {"usual": None, "none": (), "all": offered(campaign, letter)}[chosen]
    choice = {**LETTERS[letter], "language": language, "facts": facts, "riding": riding}
    (usual,) = make_letter(**choice).parts
    passages = passages_of(usual)
    pinned = dict.fromkeys(campaign.passages, 0)
    found = {
        dropped: faults(make_letter(changes=Changes(pinned, left_out(*dropped)), **choice).parts[0], usual)
        for dropped in [(passage,) for passage in passages] + [passages]
    }

    assert found == {dropped: [] for dropped in found}


def test_paragraph_of_which_only_punctuation_is_left_is_left_out(
    make_request: MakeRequest, catalogue: Catalogue, campaign: Campaign
) -> None:
    template = campaign.templates["close.en"].replace('{{ say("other-side") }}', "")
    template = template.replace(
        '{{ say("joint-work") }}', '\n{{ say("other-side") }} {{ say("joint-work") }}.'
    )
    other = replace(campaign, templates={**campaign.templates, "close.en": template})
    edited = replace(catalogue, campaigns={other.slug: other})
    request = make_request()
    changes = replace(request.changes, edits=left_out("close.other-side", "close.joint-work"))
    (usual,) = compose(request, edited).parts
    (part,) = compose(replace(request, changes=changes), edited).parts

    assert len(part.blocks) == len(usual.blocks) - 1
    assert list(part.blocks) == [
        block for block in usual.blocks if not text_of(block).startswith("I have looked at the other side.")
    ]


@every_letter
def test_letter_without_its_passages_says_none_of_them(make_letter: MakeLetter, letter: str) -> None:
    usual = make_letter(language="both", **LETTERS[letter])
    silent = make_letter(
        language="both", changes=Changes(edits=left_out(*passages_of(usual.parts[0]))), **LETTERS[letter]
    )

    assert [passages_of(part) for part in silent.parts] == [(), ()]
