"""Whoever has a letter read back learns what was corrected since it was written, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from specimens import MakeLetter

from webapp.composition.verification import verify
from webapp.domain.catalogue import Catalogue
from webapp.domain.facts import Correction
from webapp.domain.locales import LocalisedText
from webapp.renderers import text

WORDS = LocalisedText("Example.", "Exemple.")
DAY = date(2026, 12, 1)
BEFORE, AFTER = date(2026, 11, 30), date(2026, 12, 2)


def with_correction(catalogue: Catalogue, fact: str, change: str) -> Catalogue:
    """Return the catalogue once a fact was corrected on the day: its words are new, gone or the same."""
    campaign = catalogue.campaigns["ice-offices-canada"]
    facts = dict(campaign.facts)
    if change == "edited":
        facts[fact] = replace(facts[fact], claim=WORDS)
    if change == "withdrawn":
        del facts[fact]
    corrections = (Correction(DAY, (fact,), WORDS, WORDS, WORDS),)
    changed = replace(campaign, facts=facts, corrections=corrections)
    return replace(catalogue, campaigns={campaign.slug: changed})


@pytest.mark.parametrize(
    ("dated", "fact", "change", "told"),
    [
        (BEFORE, "deaths-23", "edited", True),
        (BEFORE, "deaths-23", "withdrawn", True),
        (BEFORE, "deaths-23", "same", True),
        (BEFORE, "king", "edited", False),
        (AFTER, "deaths-23", "edited", False),
        (AFTER, "deaths-23", "same", False),
        (DAY, "deaths-23", "edited", True),
        (DAY, "deaths-23", "same", False),
        (None, "deaths-23", "edited", True),
        (None, "deaths-23", "withdrawn", True),
        (None, "deaths-23", "same", False),
        (None, "king", "edited", False),
    ],
)
def test_correction_is_told_where_the_letter_came_too_early(
    make_letter: MakeLetter, catalogue: Catalogue, dated: date | None, fact: str, change: str, told: bool
) -> None:
    letter = make_letter(stance="close")
    later = with_correction(catalogue, fact, change)
    verdict = verify(letter.fingerprint, text.body(letter), later, dated=dated)

    assert verdict.corrections == (later.campaigns[letter.campaign].corrections if told else ())
