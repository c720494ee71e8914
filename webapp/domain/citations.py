"""Sources, and how each is named in a letter."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from webapp.domain.locales import LocalisedText, PartialDate

USED_FOR = timedelta(days=182)
"""How long what was read is used before it has to be read again, unless a source says so itself: our rule."""


@dataclass(frozen=True)
class Source:
    """A document that was read, and where it can be read again.

    ``url`` is empty where no whole address is known; ``locator`` then says how to find it.
    ``published`` is None where the copy read shows no date. ``retrieved`` is the day it was read.
    ``archived`` is the address of a copy in an archive of the Web, if one is known. ``review_by`` is the
    last day what it says is used unasked unless it is read again.
    ``language`` is that of its title, as a BCP 47 tag.
    """

    id: str
    publisher: LocalisedText
    title: str
    author: LocalisedText
    url: str
    archived: str
    locator: LocalisedText
    published: PartialDate | None
    retrieved: PartialDate
    review_by: date
    language: str
    kind: LocalisedText
    reliability: str
    access: LocalisedText
    note: LocalisedText


@dataclass(frozen=True)
class Reference:
    """A source with its number in one letter, and the facts that rest on it there."""

    number: int
    source: Source
    facts: tuple[str, ...]


def due_after(retrieved: PartialDate) -> date:
    """Return the day by which a source that was read then has to be read again: half a year later."""
    return retrieved.first_day + USED_FOR
