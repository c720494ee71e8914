"""Says of a letter read back whether its cited sentences are unaltered, and what was corrected since."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import Literal

from webapp.domain.campaigns import Campaign
from webapp.domain.catalogue import Catalogue
from webapp.domain.facts import Correction, Fact
from webapp.domain.fingerprints import Fingerprint, digest_of
from webapp.domain.locales import LANGUAGES, Language

FactState = Literal["unaltered", "altered", "edited since", "withdrawn"]


@dataclass(frozen=True)
class FactVerdict:
    """One fact of a letter.

    ``unaltered``: every language of the letter says it in one of its approved wordings. ``altered``: one
    does not. ``edited since``: the campaign has changed the fact, so the words cannot be compared.
    ``withdrawn``: the campaign has it no more.
    """

    slug: str
    state: FactState


@dataclass(frozen=True)
class Verdict:
    """What can be said of a letter; ``campaign`` is None where this site does not carry it.

    ``corrections`` are those of its facts that the letter came too early for, newest first.
    """

    fingerprint: Fingerprint
    campaign: Campaign | None
    is_current: bool
    facts: tuple[FactVerdict, ...]
    corrections: tuple[Correction, ...] = ()

    @property
    def is_unaltered(self) -> bool:
        """Whether every cited sentence stands in the letter as the campaign words it today."""
        return bool(self.facts) and all(fact.state == "unaltered" for fact in self.facts)


def verify(
    fingerprint: Fingerprint, text: str, catalogue: Catalogue, *, dated: date | None = None
) -> Verdict:
    """Return the verdict on a letter with this fingerprint, this text and this date, where it is known."""
    campaign = catalogue.campaigns.get(fingerprint.campaign)
    if campaign is None:
        return Verdict(fingerprint, None, is_current=False, facts=())
    words = _squeezed(text)
    languages = LANGUAGES if fingerprint.language == "both" else (fingerprint.language,)
    verdicts = tuple(
        FactVerdict(slug, _state(campaign.facts.get(slug), digest, words, languages))
        for slug, digest in fingerprint.facts
    )
    late = tuple(
        correction for correction in campaign.corrections if _came_after(correction, verdicts, dated)
    )
    return Verdict(fingerprint, campaign, campaign.revision == fingerprint.revision, verdicts, late)


def _came_after(correction: Correction, facts: tuple[FactVerdict, ...], dated: date | None) -> bool:
    """Return whether a correction of one of the letter's facts came after the letter.

    Where the letter has no date, or that of the correction, it did if the fact is no longer what it was.
    """
    concerned = [fact for fact in facts if fact.slug in correction.facts]
    if dated is not None and dated != correction.on:
        return bool(concerned) and dated < correction.on
    return any(fact.state in ("edited since", "withdrawn") for fact in concerned)


def _state(fact: Fact | None, digest: str, words: str, languages: tuple[Language, ...]) -> FactState:
    if fact is None:
        return "withdrawn"
    if digest_of(fact) != digest:
        return "edited since"
    said = all(_is_said(fact, language, words) for language in languages)
    return "unaltered" if said else "altered"


def _is_said(fact: Fact, language: Language, words: str) -> bool:
    names = ("claim", *fact.wordings)
    return any(_squeezed(fact.wording(name).text.in_(language)) in words for name in names)


def _squeezed(text: str) -> str:
    """Return the letters and digits of ``text`` alone: spaces, marks and line ends differ between readers."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return re.sub(r"[\W_]+", "", plain)
