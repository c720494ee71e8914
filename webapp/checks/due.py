"""What has to be looked at again, and by when: facts, sources, offices, members."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from webapp.domain.campaigns import Campaign
from webapp.domain.catalogue import Catalogue
from webapp.domain.citations import due_after


@dataclass(frozen=True, order=True)
class Due:
    """One thing to look at again by the end of ``by``; after that day it breaks ``rule``."""

    by: date
    path: str
    where: str
    rule: str
    to_do: str


def all_due(campaign: Campaign, catalogue: Catalogue, folder: Path) -> Iterator[Due]:
    """Yield everything that a campaign's letters rest on and that grows old.

    A fact without a day of its own is not named beside its sources: to read them again is to look at it.
    """
    sources_path, facts_path = str(folder / "sources.toml"), str(folder / "facts.toml")
    for source in campaign.sources.values():
        to_do = "read it again, then write the day into retrieved"
        yield Due(source.review_by, sources_path, f"sources {source.id}", "source-due", to_do)
    for fact in campaign.facts.values():
        if fact.review_by not in {campaign.sources[source].review_by for source in fact.cites}:
            to_do = "read it against its sources, then set the next day"
            yield Due(fact.review_by, facts_path, f"facts {fact.id}", "fact-due", to_do)
    for office in (campaign.addressee, *campaign.copies):
        official = catalogue.officials[office]
        if official.review_by:
            path, to_do = "webapp/data/officials.toml", "look up who holds the office, then set the next day"
            yield Due(official.review_by, path, f"officials {office}", "office-due", to_do)
    oldest = min((member.as_of for member in catalogue.members.values()), key=lambda day: day.first_day)
    to_do = f"run “apostille data refresh”: the oldest row is of {oldest.isoformat()}"
    yield Due(due_after(oldest), "webapp/data/members.csv", "", "members-due", to_do)
