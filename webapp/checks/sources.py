"""What the lint asks of sources, and of everything that has a day on which to look again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from webapp.checks.due import all_due
from webapp.checks.rules import problem
from webapp.domain.campaigns import Campaign
from webapp.domain.catalogue import Catalogue
from webapp.domain.errors import Problem


def check_sources(campaign: Campaign, folder: Path) -> Iterator[Problem]:
    """Yield what is wrong with the sources themselves."""
    path = str(folder / "sources.toml")
    used = {source for fact in campaign.facts.values() for source in fact.sources}
    used |= {fact.quotation.source for fact in campaign.facts.values() if fact.quotation}
    for source in campaign.sources.values():
        where = f"sources {source.id}"
        if source.id not in used:
            yield problem("unused-source", path, where, "no fact rests on this source: remove it")
        if not source.url:
            message = "no whole link is known: letters name it without one until url is filled in"
            yield problem("no-link", path, where, message)
        if not source.archived:
            message = (
                "no archived copy is named: have one made at web.archive.org and put its address in archived"
            )
            yield problem("no-archived-link", path, where, message)


def check_dates(campaign: Campaign, catalogue: Catalogue, folder: Path, day: date) -> Iterator[Problem]:
    """Yield everything that should have been looked at again before ``day``."""
    for due in all_due(campaign, catalogue, folder):
        if due.by < day:
            yield problem(due.rule, due.path, due.where, f"was due by {due.by}: {due.to_do}")
