"""The federal ridings, and finding one by name without guessing."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

from webapp.domain.locales import LocalisedText

PROVINCES: dict[str, LocalisedText] = {
    "AB": LocalisedText("Alberta", "Alberta"),
    "BC": LocalisedText("British Columbia", "Colombie-Britannique"),
    "MB": LocalisedText("Manitoba", "Manitoba"),
    "NB": LocalisedText("New Brunswick", "Nouveau-Brunswick"),
    "NL": LocalisedText("Newfoundland and Labrador", "Terre-Neuve-et-Labrador"),
    "NS": LocalisedText("Nova Scotia", "Nouvelle-Écosse"),
    "NT": LocalisedText("Northwest Territories", "Territoires du Nord-Ouest"),
    "NU": LocalisedText("Nunavut", "Nunavut"),
    "ON": LocalisedText("Ontario", "Ontario"),
    "PE": LocalisedText("Prince Edward Island", "Île-du-Prince-Édouard"),
    "QC": LocalisedText("Quebec", "Québec"),
    "SK": LocalisedText("Saskatchewan", "Saskatchewan"),
    "YT": LocalisedText("Yukon", "Yukon"),
}

TIME_ZONES: dict[str, str] = {
    "AB": "America/Edmonton",
    "BC": "America/Vancouver",
    "MB": "America/Winnipeg",
    "NB": "America/Moncton",
    "NL": "America/St_Johns",
    "NS": "America/Halifax",
    "NT": "America/Yellowknife",
    "NU": "America/Iqaluit",
    "ON": "America/Toronto",
    "PE": "America/Halifax",
    "QC": "America/Montreal",
    "SK": "America/Regina",
    "YT": "America/Whitehorse",
}
"""The time zone of most of each province's or territory's people: a letter is dated where it is written."""


@dataclass(frozen=True)
class Riding:
    """A federal electoral district of the 2023 representation order: five-digit code and both names.

    ``place`` is the commonest place name among its postal codes, in English without accents.
    ``other_names`` find it too: those from before the renamings of 2026, or not certain to follow from them.
    """

    code: str
    name: LocalisedText
    province: str
    place: str = ""
    other_names: tuple[str, ...] = ()


Reason = Literal[
    "code", "postal code", "near a boundary", "other side", "prefix",
    "name", "other name", "beginning", "words", "place", "member", "spelling", "online",
]  # fmt: skip
"""Why a riding answers a query, strongest first: its code; a postal code of it, one of it near a limit, one
of its prefix across that limit, three characters; its name, another name it has or had, the name's
beginning, words of a name, words with its main place; its member's name; a name spelled much alike; or a
service on the web that was asked."""


@dataclass(frozen=True)
class RidingMatch:
    """One riding that answers a query, and why.

    ``sure`` says that this reason alone leaves no doubt. ``share`` is how much of the postal codes asked for
    lies in the riding, from 0 to 1; None where no postal code was asked for.
    """

    riding: Riding
    reason: Reason
    sure: bool = False
    share: float | None = None


@dataclass(frozen=True)
class Note:
    """What to tell a person about an answer: an English message id with its ``params``, as ``%(name)s``."""

    message: str
    params: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.message % self.params


@dataclass(frozen=True)
class RidingAnswer:
    """What a query may mean, best reasons first; without a sure riding it is a question to the person."""

    query: str
    matches: tuple[RidingMatch, ...]
    note: Note | None = None

    @property
    def sure(self) -> Riding | None:
        """The one riding that is meant beyond doubt, if there is one."""
        certain = [match.riding for match in self.matches if match.sure]
        return certain[0] if len(certain) == 1 else None


@lru_cache(maxsize=2048)
def fold(text: str) -> str:
    """Return ``text`` for comparison: no accents, no case, ligatures apart, anything else one space.

    >>> fold("Ville-Marie—Le Sud-Ouest—Île-des-Sœurs")
    'ville marie le sud ouest ile des soeurs'
    """
    plain = text.replace("œ", "oe").replace("Œ", "Oe").replace("æ", "ae").replace("Æ", "Ae")
    plain = unicodedata.normalize("NFKD", plain)
    plain = "".join([c for c in plain if not unicodedata.combining(c)]).casefold()
    return _NEITHER_LETTER_NOR_DIGIT.sub(" ", plain).strip()


_NEITHER_LETTER_NOR_DIGIT = re.compile("[^a-z0-9]+")
