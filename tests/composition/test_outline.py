"""The letter laid open for editing: its passages, its fixed cited sentences, and what may be moved."""

from __future__ import annotations

from datetime import date

import pytest
from specimens import MakeLetter, MakeRequest

from webapp.composition.outline import EditablePassage, FixedWords, OpenParagraph, outlines_of
from webapp.domain.campaigns import Campaign
from webapp.domain.catalogue import Catalogue
from webapp.domain.letters import Claim, ItemList, LetterPart, Text
from webapp.domain.locales import LANGUAGES
from webapp.domain.passages import Changes

STANCES = ("close", "review", "transfer", "safeguards", "keep")
LETTERS = {
    **{stance: {"stance": stance} for stance in STANCES},
    "short": {"length": "short"},
    "follow-up": {"follow_up_to": date(2026, 10, 27)},
}

every_letter = pytest.mark.parametrize("letter", LETTERS)
every_language = pytest.mark.parametrize("language", LANGUAGES)


def passages_of(part: LetterPart) -> list[str]:
    said = (run.passage for run in part.runs if isinstance(run, Text) and run.passage)
    return list(dict.fromkeys(said))


def claims_of(paragraphs: tuple[OpenParagraph, ...]) -> list[Claim]:
    fixed = [part for paragraph in paragraphs for part in paragraph.parts if isinstance(part, FixedWords)]
    return [run for part in fixed for run in part.runs if isinstance(run, Claim)]


@every_language
@every_letter
def test_outline_has_the_letter_s_passages_and_claims_in_its_order(
    make_request: MakeRequest, make_letter: MakeLetter, catalogue: Catalogue, letter: str, language: str
) -> None:
    choice = {"language": language, "own_words": ("Mine.", "More."), **LETTERS[letter]}
    (part,) = make_letter(**choice).parts
    (outline,) = outlines_of(make_request(**choice), catalogue)

    assert outline.language == language
    assert [passage.name for passage in outline.offered] == passages_of(part)
    assert claims_of(outline.paragraphs) == list(part.claims)
    assert [paragraph.own for paragraph in outline.paragraphs] == [
        getattr(block, "own", False) for block in part.blocks
    ]
    assert [paragraph.name for paragraph in outline.paragraphs] == [
        getattr(block, "name", "") for block in part.blocks
    ]


@every_letter
def test_outline_without_edits_offers_what_the_letter_says(
    make_request: MakeRequest, make_letter: MakeLetter, catalogue: Catalogue, letter: str
) -> None:
    (part,) = make_letter(**LETTERS[letter]).parts
    (outline,) = outlines_of(make_request(**LETTERS[letter]), catalogue)
    said = {
        name: "\n".join(run.text for run in part.runs if isinstance(run, Text) and run.passage == name)
        for name in passages_of(part)
    }

    assert {passage.name: passage.offered for passage in outline.offered} == said
    assert [
        passage for passage in outline.offered if passage.is_edited or passage.text != passage.offered
    ] == []


@pytest.mark.parametrize("number", [0, 1, 2, 3, 5])
def test_passage_says_which_of_its_wordings_is_offered(
    make_request: MakeRequest, catalogue: Catalogue, campaign: Campaign, number: int
) -> None:
    request = make_request(changes=Changes(dict.fromkeys(campaign.passages, number)))
    (outline,) = outlines_of(request, catalogue)

    assert {passage.name: (passage.number, passage.wordings) for passage in outline.offered} == {
        **{
            name: (number % len(wordings), len(wordings))
            for name, wordings in campaign.passages.items()
            if name.startswith("close.") and name != "close.near-home"
        },
        "close.asks": (0, 1),
    }


def test_passage_says_which_wording_is_offered_where_none_was_asked_for(
    make_request: MakeRequest, catalogue: Catalogue, campaign: Campaign
) -> None:
    (outline,) = outlines_of(make_request(changes=Changes()), catalogue)
    (named,) = outlines_of(
        make_request(changes=Changes({passage.name: passage.number for passage in outline.offered})),
        catalogue,
    )

    assert named == outline
    assert len({passage.number for passage in outline.offered}) > 1


@pytest.mark.parametrize("text", ["Mine.", ""])
@every_letter
def test_edited_passage_is_still_offered_in_our_words(
    make_request: MakeRequest, catalogue: Catalogue, campaign: Campaign, letter: str, text: str
) -> None:
    pinned = dict.fromkeys(campaign.passages, 0)
    usual, usual_french = outlines_of(make_request(language="both", **LETTERS[letter]), catalogue)
    for passage in usual.offered:
        changes = Changes(pinned, {(passage.name, "en"): text})
        outline, french = outlines_of(
            make_request(language="both", changes=changes, **LETTERS[letter]), catalogue
        )
        edited = EditablePassage(passage.name, passage.offered, text, passage.number, passage.wordings)

        assert edited.is_edited
        assert list(outline.offered) == [
            edited if other.name == passage.name else other for other in usual.offered
        ]
        assert (claims_of(outline.paragraphs), french) == (claims_of(usual.paragraphs), usual_french)


def test_asks_are_one_passage_with_one_ask_a_line(
    make_request: MakeRequest, make_letter: MakeLetter, catalogue: Catalogue
) -> None:
    (asks,) = [block for block in make_letter().parts[0].blocks if isinstance(block, ItemList)]
    text = "\n".join(item[0].text for item in asks.items)
    (outline,) = outlines_of(make_request(), catalogue)

    assert outline.paragraphs[-2] == OpenParagraph((EditablePassage("close.asks", text, text, 0, 1),))
    assert text.count("\n") == 2


def test_own_words_are_one_open_paragraph_each_without_parts(
    make_request: MakeRequest, catalogue: Catalogue
) -> None:
    (outline,) = outlines_of(make_request(own_words=("One.", "Two.")), catalogue)

    assert [paragraph for paragraph in outline.paragraphs if paragraph.own] == [
        OpenParagraph((), own=True)
    ] * 2


def test_movable_paragraphs_stand_in_the_order_wanted(
    make_request: MakeRequest, catalogue: Catalogue
) -> None:
    (usual,) = outlines_of(make_request(), catalogue)
    order = tuple(reversed(usual.movable))
    (outline,) = outlines_of(make_request(changes=Changes(order=order)), catalogue)

    assert usual.movable == ("close.where", "close.record", "close.other-view", "close.law")
    assert outline.movable == order


@every_letter
def test_outline_holds_no_words_that_bind_nothing(
    make_request: MakeRequest, catalogue: Catalogue, campaign: Campaign, letter: str
) -> None:
    (outline,) = outlines_of(make_request(**LETTERS[letter]), catalogue)
    fixed = [
        part for paragraph in outline.paragraphs for part in paragraph.parts if isinstance(part, FixedWords)
    ]

    assert [part for part in fixed if not any(isinstance(run, Claim) for run in part.runs)] == []
