"""What the lint asks of sources, and of everything that has a day on which to look again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from webapp.checks.rules import problem
from webapp.domain.campaigns import Campaign
from webapp.domain.catalogue import Catalogue
from webapp.domain.citations import due_after
from webapp.domain.errors import Problem
from webapp.domain.locales import PartialDate


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
    """Yield everything that should have been looked at again by ``day``."""
    due = {source.id: source.review_by for source in campaign.sources.values() if source.review_by < day}
    for fact in campaign.facts.values():
        of_its_own = fact.review_by not in {due.get(source) for source in fact.cites}
        if fact.review_by < day and of_its_own:
            message = (
                f"was to be looked at again by {fact.review_by}: read its sources, then set the next day"
            )
            yield problem("fact-due", str(folder / "facts.toml"), f"facts {fact.id}", message)
    for source, last_day in due.items():
        message = f"was to be read again by {last_day}: read it, then write the day into retrieved"
        yield problem("source-due", str(folder / "sources.toml"), f"sources {source}", message)
    for office in (campaign.addressee, *campaign.copies):
        official = catalogue.officials[office]
        if official.review_by and official.review_by < day:
            message = f"who holds this office was to be looked at again by {official.review_by}"
            yield problem("office-due", "webapp/data/officials.toml", f"officials {office}", message)
    oldest = min(catalogue.members.values(), key=lambda member: _first_day(member.as_of))
    if due_after(oldest.as_of) < day:
        message = f"its oldest row is of {oldest.as_of.isoformat()}: run “apostille data refresh”"
        yield problem("members-due", "webapp/data/members.csv", "", message)


def _first_day(known: PartialDate) -> date:
    return date(known.year, known.month or 1, known.day or 1)
