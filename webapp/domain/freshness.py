"""How long what was read may be printed: fresh, due to be read again, or withheld until somebody does."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Literal

from webapp.domain.campaigns import Campaign, Stance, default_facts
from webapp.domain.facts import Fact

Freshness = Literal["fresh", "due", "withheld"]


def freshness(fact: Fact, grace: timedelta, day: date) -> Freshness:
    """Return ``fresh`` to the end of ``review_by``, ``due`` for ``grace`` after it, then ``withheld``."""
    if day <= fact.review_by:
        return "fresh"
    return "due" if day - fact.review_by <= grace else "withheld"


def withheld(campaign: Campaign, stance: Stance, day: date) -> frozenset[str]:
    """Return the facts that no letter of ``day`` prints, and whatever is paired with one of them."""
    return _tied(campaign, stance, day, ("withheld",))


def past_review(campaign: Campaign, stance: Stance, day: date) -> frozenset[str]:
    """Return the facts that no letter of ``day`` prints unasked, and whatever is paired with one of them."""
    return _tied(campaign, stance, day, ("due", "withheld"))


def is_on_offer(campaign: Campaign, stance: Stance, day: date) -> bool:
    """Return whether a stance can be written honestly: nothing that it has to disclose is withheld."""
    return withheld(campaign, stance, day).isdisjoint(stance.tied_to(stance.locked))


def usual_facts(campaign: Campaign, stance: Stance, riding: str, day: date) -> tuple[str, ...]:
    """Return the stance's usual facts for a riding, but for those past their review."""
    past = past_review(campaign, stance, day)
    return tuple(slug for slug in default_facts(campaign, stance, riding) if slug not in past)


def short_facts(campaign: Campaign, stance: Stance, day: date) -> tuple[str, ...]:
    """Return the facts of the short letter: its pair, each replaced by a fresh one of its side if need be.

    A fact that is only due stays where no fresh one can stand for it; one that is withheld never does.
    """
    own, other = stance.short
    sides = ((own, stance.supporting), (other, stance.to_disclose))
    stands = (_short_fact(campaign, stance, day, slug, side) for slug, side in sides)
    return tuple(slug for slug in stands if slug)


def _short_fact(campaign: Campaign, stance: Stance, day: date, slug: str, side: tuple[str, ...]) -> str:
    def is_(state: Freshness, fact: str) -> bool:
        return freshness(campaign.facts[fact], campaign.grace, day) == state

    if is_("fresh", slug):
        return slug
    paired = {fact for pair in stance.pairs for fact in pair}
    may_stand = (fact for fact in side if fact not in paired and campaign.facts[fact].print_default)
    fresh = next((fact for fact in may_stand if is_("fresh", fact) and fact not in stance.short), "")
    return fresh or (slug if is_("due", slug) else "")


def _tied(campaign: Campaign, stance: Stance, day: date, states: tuple[Freshness, ...]) -> frozenset[str]:
    past = (s for s, fact in campaign.facts.items() if freshness(fact, campaign.grace, day) in states)
    return frozenset(stance.tied_to(past))
