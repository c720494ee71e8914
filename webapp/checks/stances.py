"""What the lint asks of stances, and of who has read their facts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from webapp.checks.rules import problem
from webapp.domain.campaigns import Campaign
from webapp.domain.errors import Problem
from webapp.domain.locales import LANGUAGES

OPENINGS = {"en": "I ask you", "fr": "Je vous demande"}
REVIEWERS = 2
"""How many people read every fact against its sources before a campaign is published."""


def check_stances(campaign: Campaign, folder: Path) -> Iterator[Problem]:
    """Yield what is wrong with the asks."""
    path = str(folder / "campaign.toml")
    if len({len(stance.asks) for stance in campaign.stances.values()}) > 1:
        yield problem("unequal-asks", path, "stances", "give every stance the same number of asks")
    for stance in campaign.stances.values():
        for language in LANGUAGES:
            if not stance.ask_line.in_(language).startswith(f"{OPENINGS[language]} "):
                where = f"stances {stance.slug} › ask_line › {language}"
                yield problem("ask-line", path, where, f"begin it with “{OPENINGS[language]}”")


def check_reviews(campaign: Campaign, folder: Path) -> Iterator[Problem]:
    """Yield the facts that fewer than two people have read against their sources."""
    for fact in campaign.facts.values():
        readers = {review.by for review in fact.reviews}
        if len(readers) < REVIEWERS:
            message = (
                f"{len(readers)} of {REVIEWERS} people have read it against its sources: "
                "each adds a line to its reviews"
            )
            yield problem("few-reviews", str(folder / "facts.toml"), f"facts {fact.id}", message)
