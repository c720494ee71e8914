"""Sources, and how each is named in a letter."""

from __future__ import annotations

from dataclasses import dataclass

from webapp.domain.locales import LocalisedText, PartialDate


@dataclass(frozen=True)
class Source:
    """A document that was read, and where it can be read again.

    ``url`` is empty where no whole address is known; ``locator`` then says how to find it.
    ``published`` is None where the copy read shows no date. ``retrieved`` is the day it was read.
    ``language`` is that of its title, as a BCP 47 tag.
    """

    id: str
    publisher: LocalisedText
    title: str
    author: LocalisedText
    url: str
    locator: LocalisedText
    published: PartialDate | None
    retrieved: PartialDate
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
