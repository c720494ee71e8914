"""How personal a letter is: its writer's share of its words, and its likeness to the usual letter."""

from __future__ import annotations

from dataclasses import replace

import pytest
from specimens import ANNE, MakeLetter

from webapp.domain.letters import Block, Claim, ItemList, LetterPart, Paragraph, Text
from webapp.domain.likeness import Personality, likeness, personality
from webapp.domain.passages import Changes

ALPHABET = "abcdefghijklmnopqrstuvwxyz"
TEXT = ALPHABET + "0123456789"  # 36 characters: five substrings of 32
OPENING = ("close.opening", "en")


@pytest.mark.parametrize(
    ("text", "other", "share"),
    [
        (TEXT, TEXT, 1.0),
        (TEXT, TEXT[::-1], 0.0),
        (TEXT, "x" + TEXT + "y", 1.0),
        (TEXT, TEXT[:-1], 0.8),
        (TEXT, TEXT[2:-1], 0.4),
        (TEXT[:-1], TEXT, 1.0),
        (TEXT, TEXT[:31], 0.0),
        (TEXT[:31], TEXT[:31], 0.0),
        (TEXT[:32], TEXT[:32], 1.0),
        ("", TEXT, 0.0),
        (TEXT, "", 0.0),
        (TEXT.upper(), TEXT, 1.0),
        (", ".join(TEXT), TEXT, 1.0),
        ("_".join(TEXT), "\n\N{NO-BREAK SPACE}".join(TEXT), 1.0),
        ("é" * 40, "e\N{COMBINING ACUTE ACCENT}" * 40, 1.0),
        ("é" * 40, "e" * 40, 0.0),
        ("ﬁ" * 20, "fi" * 20, 1.0),
    ],
)
def test_likeness_is_the_share_of_substrings_that_both_hold(text: str, other: str, share: float) -> None:
    assert likeness(text, other) == pytest.approx(share)


def part_of(*blocks: Block, language: str = "en") -> LetterPart:
    """Return a letter's part that says nothing but these blocks."""
    return LetterPart(
        language=language,
        sender=ANNE,
        date_line="",
        addressee=(),
        postal_block=(),
        subject="",
        salutation="",
        blocks=blocks,
        closing="",
        copies=(),
        references=(),
    )


CLAIM = Claim("Two words.", "a-fact", (1,))
OURS = Text("Three words more.", "close.opening")


@pytest.mark.parametrize(
    ("blocks", "edits", "own"),
    [
        ((), {}, 0.0),
        ((Paragraph((OURS, CLAIM)),), {}, 0.0),
        ((Paragraph((OURS, CLAIM)),), {OPENING: "Three words more."}, 0.6),
        ((Paragraph((OURS, CLAIM)),), {("close.opening", "fr"): "Trois mots."}, 0.0),
        ((Paragraph((OURS, CLAIM)),), {("close.closing", "en"): "Thanks."}, 0.0),
        ((Paragraph((Text("All mine."),), own=True),), {}, 1.0),
        ((Paragraph((CLAIM,)), Paragraph((Text("And mine."),), own=True)), {}, 0.5),
        ((Paragraph((Text("a b"), CLAIM)), ItemList(((Text("c d;", "close.asks"),),))),
         {("close.asks", "en"): "c d;"}, 1 / 3),
    ],
)  # fmt: skip
def test_own_share_counts_words_of_edits_and_of_own_paragraphs(
    blocks: tuple[Block, ...], edits: dict, own: float
) -> None:
    part = part_of(*blocks)
    assert personality(part, part, Changes(edits=edits)).own == pytest.approx(own)


@pytest.mark.parametrize(("edited", "own"), [("fr", 0.6), ("en", 0.0)])
def test_own_share_of_a_part_counts_edits_of_its_language(edited: str, own: float) -> None:
    part = part_of(Paragraph((OURS, CLAIM)), language="fr")
    changes = Changes(edits={("close.opening", edited): "Trois mots encore."})

    assert personality(part, part, changes).own == pytest.approx(own)


def test_usual_letter_is_wholly_like_itself_and_not_its_writer_s(make_letter: MakeLetter) -> None:
    (part,) = make_letter().parts
    assert personality(part, part, Changes()) == Personality(own=0.0, likeness=1.0)


def test_letter_is_less_like_the_usual_one_for_every_paragraph_of_its_own(make_letter: MakeLetter) -> None:
    usual = make_letter().parts[0]
    written = [
        make_letter(
            own_words=("My neighbours came here from many places, and each has a story to tell.",) * n
        ).parts[0]
        for n in range(2)
    ]
    measured = [personality(part, usual, Changes()) for part in written]

    assert measured[0] == Personality(own=0.0, likeness=1.0)
    assert 0 < measured[1].own < 0.2
    assert 0.7 < measured[1].likeness < 1


def test_likeness_looks_at_the_body_alone(make_letter: MakeLetter) -> None:
    (part,) = make_letter().parts
    elsewhere = replace(part, subject="Another", salutation="Hello", closing="Bye", copies=("None",))

    assert personality(elsewhere, part, Changes()).likeness == 1.0
