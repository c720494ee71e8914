"""Facts: a claim in both languages, the words that support it, and the limits of what is known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from webapp.domain.locales import LocalisedText, PartialDate

Verified = Literal["article", "corroborated", "primary"]


@dataclass(frozen=True)
class Wording:
    """An approved way to say a fact besides its standalone claim.

    ``continues`` names the fact that must come just before it, whose attribution it shares.
    ``cites`` are the sources its mark names, where they are fewer than the fact's own.
    """

    text: LocalisedText
    cites: tuple[str, ...]
    continues: str = ""


@dataclass(frozen=True)
class Quotation:
    """The exact words of a source, with our French translation (marked as ours) where there is one.

    ``excerpt`` is more of the source as it was read, around the words, where it was kept. It is never shown.
    """

    text: str
    translation: str
    source: str
    excerpt: str = ""


@dataclass(frozen=True)
class Review:
    """That somebody read a fact against its sources on a day."""

    by: str
    on: date


@dataclass(frozen=True)
class Correction:
    """Something that a campaign's facts said until the day ``on``, what they say since, and why."""

    on: date
    facts: tuple[str, ...]
    said: LocalisedText
    says: LocalisedText
    why: LocalisedText

    @property
    def key(self) -> str:
        """A name that no other correction of its campaign has, and that its words do not change."""
        return ".".join((self.on.isoformat(), *sorted(self.facts)))


@dataclass(frozen=True)
class Fact:
    """One checkable claim.

    ``cites`` are the sources named by its mark in a letter, a part of ``sources``.
    ``review_by`` is the last day a letter prints it unasked unless somebody looks at it again.
    ``must_say`` are words that every wording keeps (who says so, what is contested).
    ``antecedents`` are facts of which one must come before the claim makes sense; without it the
    wording ``introduced`` is printed.
    """

    id: str
    slug: str
    category: str
    claim: LocalisedText
    quotation: Quotation | None
    speaker: LocalisedText
    sources: tuple[str, ...]
    cites: tuple[str, ...]
    as_of: PartialDate | None
    supports: tuple[str, ...]
    disclose_for: tuple[str, ...]
    verified: Verified
    confidence: str
    print_default: bool
    note: LocalisedText
    review_by: date
    reviews: tuple[Review, ...] = ()
    must_say: tuple[LocalisedText, ...] = ()
    antecedents: tuple[str, ...] = ()
    wordings: Mapping[str, Wording] = field(default_factory=dict)

    def wording(self, name: str) -> Wording:
        """Return an approved wording; ``claim`` is the standalone claim. KeyError for any other name."""
        return Wording(self.claim, self.cites) if name == "claim" else self.wordings[name]
