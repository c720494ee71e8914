"""How old what letters rest on is, in days, and what of it is past its day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from webapp.checks.due import Due, all_due
from webapp.content.catalogue import DATA
from webapp.content.postal_tables import POSTAL_RECORD, made_on
from webapp.domain.catalogue import Catalogue

RULES = ("members-due", "office-due", "source-due", "fact-due")
"""The rules that `all_due` names: what they ask to be looked at grows old."""


@dataclass(frozen=True)
class Ages:
    """Ages on one day, in days.

    ``tables`` holds the age of each table: of its oldest row, for the postal table since it was made.
    ``next_review`` holds for each campaign how long until its first source is to be read again: negative
    where it should have been. ``overdue`` counts what is past its day, by the rule of docs/checks.md.
    """

    tables: Mapping[str, int]
    next_review: Mapping[str, int]
    overdue: Mapping[str, int]


def ages(catalogue: Catalogue, folder: Path, day: date) -> Ages:
    """Return how old everything is on ``day``; ``folder`` holds the campaigns."""
    oldest = {
        "members": min(member.as_of.first_day for member in catalogue.members.values()),
        "officials": min(official.as_of.first_day for official in catalogue.officials.values()),
        "postal": made_on(DATA / POSTAL_RECORD),
    }
    due = dues(catalogue, folder)
    return Ages(
        tables={name: (day - first).days for name, first in oldest.items()},
        next_review={
            slug: (min(source.review_by for source in campaign.sources.values()) - day).days
            for slug, campaign in catalogue.campaigns.items()
        },
        overdue=dict.fromkeys(RULES, 0) | dict(Counter(each.rule for each in due if each.by < day)),
    )


def dues(catalogue: Catalogue, folder: Path) -> list[Due]:
    """Return everything to look at again in all campaigns, soonest first, what they share once."""
    found = {
        due
        for slug, campaign in catalogue.campaigns.items()
        for due in all_due(campaign, catalogue, folder / slug)
    }
    return sorted(found)


def newest_day(catalogue: Catalogue) -> date:
    """Return the newest day that our own data names as past: a clock before it is wrong."""
    return max(_days(catalogue))


def _days(catalogue: Catalogue) -> Iterator[date]:
    yield made_on(DATA / POSTAL_RECORD)
    yield from (member.as_of.first_day for member in catalogue.members.values())
    yield from (official.as_of.first_day for official in catalogue.officials.values())
    for campaign in catalogue.campaigns.values():
        yield from (source.retrieved.first_day for source in campaign.sources.values())
