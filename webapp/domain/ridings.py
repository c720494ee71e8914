"""The federal ridings, and finding one by name without guessing."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, get_args

from webapp.domain.locales import Language, LocalisedText

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
    """

    code: str
    name: LocalisedText
    province: str
    place: str = ""


Reason = Literal["code", "name", "beginning", "words", "place"]
"""Its code, its whole name, the name's beginning, words of it, or words of it and of its main place."""


@dataclass(frozen=True)
class RidingMatch:
    """One riding that answers a query, and why."""

    riding: Riding
    reason: Reason


@dataclass(frozen=True)
class RidingAnswer:
    """What a query may mean, best reasons first.

    ``sure`` is set only when the query is a code, a whole name, or the beginning of one name alone;
    everything else is a question to put to the person.
    """

    query: str
    matches: tuple[RidingMatch, ...]

    @property
    def sure(self) -> Riding | None:
        """The one riding that is meant beyond doubt, if there is one."""
        certain = [m for m in self.matches if m.reason in ("code", "name")]
        if len(certain) == 1:
            return certain[0].riding
        if not certain and len(self.matches) == 1 and self.matches[0].reason == "beginning":
            return self.matches[0].riding
        return None


@lru_cache(maxsize=2048)
def fold(text: str) -> str:
    """Return ``text`` for comparison: no accents, no case, ligatures apart, anything else one space.

    >>> fold("Ville-Marie—Le Sud-Ouest—Île-des-Sœurs")
    'ville marie le sud ouest ile des soeurs'
    """
    plain = text.replace("œ", "oe").replace("Œ", "Oe").replace("æ", "ae").replace("Æ", "Ae")
    plain = unicodedata.normalize("NFKD", plain)
    plain = "".join(c for c in plain if not unicodedata.combining(c)).casefold()
    return re.sub(r"[^a-z0-9]+", " ", plain).strip()


def find_ridings(query: str, ridings: Iterable[Riding]) -> RidingAnswer:
    """Return the ridings that ``query`` may name in either language, with the reason for each."""
    wanted = fold(query)
    matches = [
        RidingMatch(riding, reason)
        for riding in ridings
        if wanted and (reason := _reason(wanted, riding)) is not None
    ]
    reasons = get_args(Reason)
    matches.sort(key=lambda match: (reasons.index(match.reason), fold(match.riding.name.en)))
    return RidingAnswer(query, tuple(matches))


def _reason(wanted: str, riding: Riding) -> Reason | None:
    """Return the strongest reason for ``riding`` to answer the folded query, or None."""
    if wanted == riding.code:
        return "code"
    names = {fold(riding.name.en), fold(riding.name.fr)}
    if wanted in names:
        return "name"
    if any(name.startswith(wanted) for name in names):
        return "beginning"
    words = wanted.split()
    if any(all(_begins_a_word(word, name) for word in words) for name in names):
        return "words"
    if riding.place and any(
        all(_begins_a_word(word, f"{fold(riding.place)} {name}") for word in words) for name in names
    ):
        return "place"
    return None


def _begins_a_word(word: str, name: str) -> bool:
    return name.startswith(word) or f" {word}" in name


def sort_key(riding: Riding, language: Language) -> str:
    """Return the key that puts ridings in the alphabetical order of ``language``."""
    return fold(riding.name.in_(language))
