"""From a postal code as it is typed to the ridings it lies in, and what to say where that is not certain."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from webapp.domain.errors import N_
from webapp.domain.postal import PostalAnswer
from webapp.domain.ridings import Note, Reason, Riding, RidingAnswer, RidingMatch

SANTA_CLAUS = "H0H0H0"

KIND = N_(
    "That is Santa Claus’s postal code. His letters reach him, but he elects no member: "
    "enter your own postal code, or the name of your riding."
)
SLIPS_READ = N_("We read “%(read)s” as “%(meant)s”: your postal code is then %(code)s.")
UNKNOWN_CODE = N_(
    "We do not know the postal code %(code)s. "
    "These are the ridings of its first three characters: choose yours."
)
UNKNOWN_PREFIX = N_(
    "We know no postal code that begins with %(prefix)s. Check it, or enter the name of your riding or town."
)
INCOMPLETE = N_("Three characters may lie in several ridings. Choose yours, or enter the whole postal code.")
NEAR_BOUNDARY = N_(
    "The postal code %(code)s lies near the boundary of a riding, and its addresses may be on either side: "
    "choose yours."
)

_SEPARATORS = re.compile(r"[\W_]+")
_WITHIN = re.compile(r"(?<![A-Z0-9])([A-Z][0-9][A-Z])[\W_]{0,3}([0-9][A-Z][0-9])(?![A-Z0-9])", re.ASCII)
_CODE = re.compile(r"[A-Z][0-9][A-Z][0-9][A-Z][0-9]")
_SLIPPED = re.compile(r"[A-Z1][0-9OIL][A-Z1][0-9OIL][A-Z1][0-9OIL]")
_BEGUN = re.compile(r"[A-Z][0-9][A-Z]([0-9][A-Z]?)?")
_LONGEST = 120

_AS_DIGIT = {"O": "0", "I": "1", "L": "1"}
_AS_LETTER = {"1": "L"}


@dataclass(frozen=True)
class TypedCode:
    """A postal code or its beginning, in capitals without spaces, and the slips that were read in it.

    ``slips`` are the characters as typed with what they were read as: ``(("O", "0"),)``.
    """

    text: str
    slips: tuple[tuple[str, str], ...] = ()

    @property
    def prefix(self) -> str:
        """Return the first three characters."""
        return self.text[:3]

    @property
    def written(self) -> str:
        """Return the code as it is written: ``T6G 1X6``."""
        return f"{self.text[:3]} {self.text[3:]}".strip()


class PostalLookup(Protocol):
    """What knows the ridings of full codes (``T6G1X6``) and of prefixes (``T6G``)."""

    def code(self, text: str) -> PostalAnswer | None:
        """Return the riding of a full code, or None where it is not known."""

    def prefix(self, text: str) -> PostalAnswer | None:
        """Return the ridings of a prefix, or None where it is not known."""


def read_postal_code(query: str) -> TypedCode | None:
    """Return the postal code that ``query`` is, or holds whole among other words; None where there is none.

    No Canadian postal code has the letter O or I (Canada Post): in a digit's place they are slips for 0 and
    1, like L; a 1 in a letter's place is an L. A code without one true digit is a word, but for Santa's.
    """
    typed = unicodedata.normalize("NFKC", query[:_LONGEST])
    closed = _SEPARATORS.sub("", typed)
    given = closed.upper()
    if _CODE.fullmatch(given) or _BEGUN.fullmatch(given):
        return TypedCode(given)
    is_word = not any(c.isdigit() for c in given)
    if _SLIPPED.fullmatch(given) and (not is_word or _read(given) == SANTA_CLAUS):
        meant = _read(given)
        slips = ((was, now) for was, now in zip(closed, meant, strict=True) if was.upper() != now)
        return TypedCode(meant, tuple(dict.fromkeys(slips)))
    within = _WITHIN.search(typed.upper())
    return TypedCode("".join(within.groups())) if within else None


def _read(given: str) -> str:
    """Return six characters with digits where digits stand, and letters where letters do."""
    return "".join((_AS_DIGIT if place % 2 else _AS_LETTER).get(c, c) for place, c in enumerate(given))


def ridings_of_code(
    query: str, typed: TypedCode, ridings: Mapping[str, Riding], postal: PostalLookup
) -> RidingAnswer:
    """Return the ridings of a postal code; only a known code away from any boundary is sure."""
    if typed.text == SANTA_CLAUS:
        return RidingAnswer(query, (), Note(KIND))
    around = _matches(postal.prefix(typed.prefix), ridings, "prefix")
    exact = postal.code(typed.text) if _CODE.fullmatch(typed.text) else None
    here = _matches(exact, ridings, "postal code")
    if exact and here:
        if exact.near_boundary:
            return RidingAnswer(query, _both_sides(here, around), _note(NEAR_BOUNDARY, typed))
        note = _note(SLIPS_READ, typed) if typed.slips else None
        return RidingAnswer(query, here, note)
    if not around:
        return RidingAnswer(query, (), _note(UNKNOWN_PREFIX, typed))
    whole = _CODE.fullmatch(typed.text) is not None
    return RidingAnswer(query, around, _note(UNKNOWN_CODE if whole else INCOMPLETE, typed))


def _matches(
    answer: PostalAnswer | None, ridings: Mapping[str, Riding], reason: Reason
) -> tuple[RidingMatch, ...]:
    """Return the matches of a table's answer; the one riding of a full code is sure."""
    listed = [(code, share) for code, share in answer.ridings if code in ridings] if answer else []
    sure = reason == "postal code" and len(listed) == 1
    return tuple(RidingMatch(ridings[code], reason, sure, share) for code, share in listed)


def _both_sides(here: tuple[RidingMatch, ...], around: tuple[RidingMatch, ...]) -> tuple[RidingMatch, ...]:
    """Return the code's own riding, then the others of its prefix: none is sure."""
    own = tuple(RidingMatch(m.riding, "near a boundary", share=m.share) for m in here)
    codes = {match.riding.code for match in own}
    others = (m for m in around if m.riding.code not in codes)
    return (*own, *(RidingMatch(m.riding, "other side", share=m.share) for m in others))


def _note(message: str, typed: TypedCode) -> Note:
    """Return a note with what its message may name."""
    params = {
        "code": typed.written,
        "prefix": typed.prefix,
        "read": ", ".join(was for was, _ in typed.slips),
        "meant": ", ".join(now for _, now in typed.slips),
    }
    return Note(message, {name: value for name, value in params.items() if f"%({name})s" in message})
