"""Campaigns and their stances, and the rule by which facts are chosen for a letter."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from webapp.domain.citations import Source
from webapp.domain.facts import Correction, Fact
from webapp.domain.locales import Language, LocalisedText

PROVINCE_OF_CODE = {
    "10": "NL",
    "11": "PE",
    "12": "NS",
    "13": "NB",
    "24": "QC",
    "35": "ON",
    "46": "MB",
    "47": "SK",
    "48": "AB",
    "59": "BC",
    "60": "YT",
    "61": "NT",
    "62": "NU",
}
"""The province or territory by the first two digits of a riding's code (Elections Canada)."""


@dataclass(frozen=True)
class Objection:
    """The best thing to be said against a stance, the answer to it, and the facts that both rest on."""

    text: LocalisedText
    answer: LocalisedText
    facts: tuple[str, ...]


@dataclass(frozen=True)
class Stance:
    """One view a citizen may hold: what it asks, what supports it, and what it must disclose.

    ``origin`` says whose view it is, and ``origin_fact`` is the fact that shows it.
    ``defaults`` are at most four of ``core``; ``locked`` are the must-disclose facts that the bridge
    sentence rests on and that every letter of this stance prints. ``short`` are the two facts of the
    short letter: one for it, one that cuts the other way.
    """

    slug: str
    label: LocalisedText
    origin: LocalisedText
    origin_fact: str
    subject: LocalisedText
    ask_line: LocalisedText
    asks: tuple[LocalisedText, ...]
    core: tuple[str, ...]
    defaults: tuple[str, ...]
    must_disclose: tuple[str, ...]
    locked: tuple[str, ...]
    bridge: LocalisedText
    supporting: tuple[str, ...]
    to_disclose: tuple[str, ...]
    short: tuple[str, ...]
    pairs: tuple[tuple[str, str], ...]
    objection: Objection | None = None

    @property
    def offered(self) -> tuple[str, ...]:
        """Facts a writer of this stance may choose, supporting ones first."""
        return tuple(dict.fromkeys(self.supporting + self.to_disclose))

    def tied_to(self, facts: Iterable[str]) -> set[str]:
        """Return ``facts`` with whatever is paired with one of them, pairs of pairs too."""
        tied = set(facts)
        while grown := {other for pair in self.pairs if tied & set(pair) for other in pair} - tied:
            tied |= grown
        return tied


@dataclass(frozen=True)
class Place:
    """A city, a province or any set of ridings, and the fact that makes it matter to a campaign."""

    name: LocalisedText
    phrase: LocalisedText
    fact: str
    ridings: frozenset[str]
    provinces: frozenset[str] = frozenset()

    def holds(self, riding: str) -> bool:
        """Return whether a riding lies in the place: it is named, or its code begins as its province's do."""
        return riding in self.ridings or PROVINCE_OF_CODE.get(riding[:2]) in self.provinces


@dataclass(frozen=True)
class Category:
    """An argument under which facts are grouped."""

    slug: str
    label: LocalisedText


@dataclass(frozen=True)
class Campaign:
    """A campaign as its folder gives it, checked.

    ``revision`` is ten hexadecimal digits of the SHA-256 of the folder's files. ``passages`` are the
    wordings of what letters say between their facts, by letter and name: ``close.opening``. ``grace`` is how
    long past its ``review_by`` a fact may still be chosen. ``never_as_fact`` are words that only an
    attributed quotation may hold.
    """

    slug: str
    revision: str
    title: LocalisedText
    summary: LocalisedText
    addressee: str
    copies: tuple[str, ...]
    stances: Mapping[str, Stance]
    facts: Mapping[str, Fact]
    sources: Mapping[str, Source]
    categories: tuple[Category, ...]
    places: tuple[Place, ...]
    prompts: tuple[LocalisedText, ...]
    templates: Mapping[str, str]
    passages: Mapping[str, tuple[LocalisedText, ...]]
    corrections: tuple[Correction, ...]
    grace: timedelta
    never_as_fact: Mapping[Language, tuple[str, ...]]

    def place_of(self, riding: str) -> Place | None:
        """Return the campaign's place in which ``riding`` lies, if any."""
        return next((place for place in self.places if place.holds(riding)), None)


def default_facts(campaign: Campaign, stance: Stance, riding: str) -> tuple[str, ...]:
    """Return the stance's usual facts for a riding: at most as many as ``stance.defaults``.

    In a riding with a local fact, that fact comes first and the last of the usual ones gives way.
    """
    place = campaign.place_of(riding)
    if place is None or place.fact in stance.defaults or place.fact not in stance.supporting:
        return stance.defaults
    return (place.fact, *stance.defaults[:3])


def facts_to_print(stance: Stance, chosen: Iterable[str], order: Iterable[str]) -> tuple[str, ...]:
    """Return every fact the letter prints, in the campaign's order.

    The chosen facts, the locked ones, and whatever is paired with either: paired facts print together.
    """
    printed = stance.tied_to((*chosen, *stance.locked))
    return tuple(slug for slug in order if slug in printed)


def facts_by_category(campaign: Campaign, stance: Stance) -> list[tuple[Category, list[Fact]]]:
    """Return the facts a stance offers, in the campaign's order, under each category that has any."""
    offered = [fact for slug, fact in campaign.facts.items() if slug in stance.offered]
    groups = [(c, [fact for fact in offered if fact.category == c.slug]) for c in campaign.categories]
    return [(category, facts) for category, facts in groups if facts]
