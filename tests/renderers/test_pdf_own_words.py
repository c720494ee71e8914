"""The writer's own words in the PDF, however long or unusual."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from glyphs import NOTDEF
from reading_back import Opened, squeezed

from webapp.domain.letters import Sender
from webapp.renderers.fonts import unprintable

Open = Callable[..., Opened]

MILLIMETRE = 72 / 25.4
LEFT, RIGHT = 21 * MILLIMETRE, 612 - 21 * MILLIMETRE
BOTTOM, TOP = 12 * MILLIMETRE, 792 - 14 * MILLIMETRE

SENTENCE = "My neighbours on Whyte Avenue ask me what these offices are for. "
OWN_WORDS = {
    "1,500 characters": (SENTENCE * 24)[:1499] + ".",
    "one word of 1,500 characters": "o" * 1500,
    "syllabics": "ᓄᓇᕗᑦ ᐃᓄᒃᑎᑐᑦ ᓀᐦᐃᔭᐍᐏᐣ",
    "emoji": "I am 😀 about this ❤",
    "names of First Nations": "W̱SÁNEĆ, Sųłıné, Nuučaan̓uł",
    "Hebrew and Arabic": "שלום and مرحبا",
    "markup": "<script>alert(1)</script> & {{7*7}} **x**",
    "lines": "One line\nand another\nand a third",
}

every_word = pytest.mark.parametrize("name", OWN_WORDS)


@every_word
def test_own_words_are_printed_whole(name: str, opened: Open) -> None:
    read = opened(own_words=(OWN_WORDS[name],))

    assert squeezed(OWN_WORDS[name]) in read.words
    assert [run for run in read.runs if NOTDEF in run.glyphs] == []


@every_word
def test_own_words_leave_no_finding(name: str, opened: Open) -> None:
    assert opened(own_words=(OWN_WORDS[name],)).findings == []


@every_word
def test_text_stays_inside_the_margins(name: str, opened: Open) -> None:
    runs = [run for run in opened(own_words=(OWN_WORDS[name],)).runs if run.text.strip()]

    assert min(run.left for run in runs) > LEFT - 1
    assert max(run.right for run in runs) < RIGHT + 1
    assert BOTTOM < min(run.baseline for run in runs) < max(run.baseline for run in runs) < TOP


def test_own_words_keep_their_lines(opened: Open) -> None:
    texts = [run.text for run in opened(own_words=(OWN_WORDS["lines"],)).runs]
    first = texts.index("One line")

    assert texts[first : first + 3] == ["One line", "and another", "and a third"]


@pytest.mark.parametrize(
    "words", ["\u0313 alone", "an \u0323\u0305", "\u0eb3"], ids=["first", "two", "Lao am"]
)
def test_mark_without_a_letter_is_refused_or_printed_without_a_finding(words: str, opened: Open) -> None:
    # HarfBuzz puts a dotted circle under a lone mark, and the PDF then lacks a glyph's Unicode value.
    assert unprintable(words) or opened(own_words=(words,)).findings == []


def test_long_sender_s_block_stays_inside_the_margins(opened: Open) -> None:
    sender = Sender("N" * 80, "S" * 80, "C" * 60, "NL", "T6E 2B3", "e" * 108 + "@example.ca")
    read = opened(sender=sender)

    assert max(run.right for run in read.runs) < RIGHT + 1
    assert read.findings == []
