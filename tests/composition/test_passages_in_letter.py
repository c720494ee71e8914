"""Passages in the letter: worded, rewritten, left out and moved, while every cited claim stays as it is."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from itertools import permutations, product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from specimens import MakeLetter, MakeRequest

from webapp.composition.compose import compose
from webapp.domain.campaigns import Campaign
from webapp.domain.catalogue import Catalogue
from webapp.domain.letters import Block, Claim, ItemList, Letter, LetterPart, LetterRequest, Paragraph, Text
from webapp.domain.locales import LANGUAGES
from webapp.domain.passages import Changes
from webapp.domain.typography import french

STANCES = ("close", "review", "transfer", "safeguards", "keep")
EARLIER = date(2026, 10, 27)
TORONTO = "35110"
LETTERS: dict[str, dict[str, Any]] = {
    **{stance: {"stance": stance} for stance in STANCES},
    "short": {"length": "short"},
    "follow-up": {"follow_up_to": EARLIER},
}
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

every_letter = pytest.mark.parametrize("letter", LETTERS)
every_stance = pytest.mark.parametrize("stance", STANCES)
every_language = pytest.mark.parametrize("language", LANGUAGES)


def text_of(block: Block) -> str:
    """Return a paragraph's words, or a list's items one a line."""
    lines = block.items if isinstance(block, ItemList) else (block.runs,)
    return "\n".join("".join(run.text for run in line) for line in lines)


def passages_of(part: LetterPart) -> tuple[str, ...]:
    """Return the passages that a part says, in reading order."""
    return tuple(dict.fromkeys(run.passage for run in part.runs if isinstance(run, Text) and run.passage))


def spoken(part: LetterPart, passage: str) -> str:
    """Return what a part says for a passage; its punctuation may have moved to the claim before it."""
    return "".join(run.text for run in part.runs if isinstance(run, Text) and run.passage == passage)


def every_choice(campaign: Campaign) -> list[dict[str, Any]]:
    """Return requests in which every letter says every passage that it has."""
    return [
        {**LETTERS[letter], "facts": facts, "riding": riding}
        for letter in LETTERS
        for riding in ("48022", TORONTO)
        for facts in (None, (), ("no-arrests",), ("no-firearms",), offered(campaign, letter))
    ]


def offered(campaign: Campaign, letter: str) -> tuple[str, ...]:
    return campaign.stances[LETTERS[letter].get("stance", "close")].offered


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


CODES = [f"T6E {digit}B{other}" for digit in range(3) for other in range(4)]


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


def names_of(part: LetterPart) -> list[str]:
    """Return the names of a part's movable paragraphs, each once, as they stand."""
    return list(
        dict.fromkeys(block.name for block in part.blocks if isinstance(block, Paragraph) and block.name)
    )


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
