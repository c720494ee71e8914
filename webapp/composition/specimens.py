"""Specimen letters: every letter of a campaign as nobody sends it, to be read before anybody does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from webapp.composition.compose import compose
from webapp.domain.campaigns import Campaign
from webapp.domain.catalogue import Catalogue
from webapp.domain.letters import Layout, Letter, LetterRequest, Sender
from webapp.domain.locales import LANGUAGES, Language
from webapp.domain.passages import Changes

_DAY, _EARLIER_DAY = date(2026, 11, 22), date(2026, 10, 20)
"""Fixed days, so that the same campaign gives the same bytes on any day."""
SPECIMEN_SENDERS = {
    "en": Sender("SPECIMEN – A. Writer", "1 Main Street", "Town", "ON", "K1A 0A6"),
    "fr": Sender("SPÉCIMEN – Une plume", "1, rue Principale", "Ville", "ON", "K1A 0A6"),
}
_OWN_WORDS = {
    "en": "SPECIMEN: the writer’s own words stand here.",
    "fr": "SPÉCIMEN : les mots de la personne qui écrit sont ici.",
}
KINDS = ("letter", "short", "follow-up")


@dataclass(frozen=True)
class Specimen:
    """One letter of a campaign under the name that a reviewer knows it by."""

    stance: str
    language: Language
    kind: str
    wording: int
    letter: Letter


def specimens(campaign: Campaign, catalogue: Catalogue, layout: Layout = "plain") -> Iterator[Specimen]:
    """Yield the usual letter of every stance in both languages, each passage in its first wording."""
    for request in _requests(campaign, catalogue, list(campaign.stances)):
        changes = each_wording(campaign)[0]
        letter = compose(replace(request, layout=layout, changes=changes), catalogue)
        yield Specimen(request.stance, letter.parts[0].language, "letter", 1, letter)


def all_specimens(campaign: Campaign, catalogue: Catalogue, *, stance: str = "") -> Iterator[Specimen]:
    """Yield every letter of every kind, as often as it takes to say every wording of its passages.

    ``stance`` asks for the letters of one stance alone.
    """
    for request in _requests(campaign, catalogue, [stance] if stance else list(campaign.stances)):
        for kind in KINDS:
            for number, changes in enumerate(each_wording(campaign), start=1):
                letter = compose(_of_kind(request, kind, changes), catalogue)
                yield Specimen(request.stance, letter.parts[0].language, kind, number, letter)


def each_wording(campaign: Campaign) -> list[Changes]:
    """Return choices of wordings in which every wording is said: all first ones, all second ones."""
    most = max((len(wordings) for wordings in campaign.passages.values()), default=1)
    return [Changes(wordings=dict.fromkeys(campaign.passages, number)) for number in range(most)]


def _requests(campaign: Campaign, catalogue: Catalogue, stances: Sequence[str]) -> Iterator[LetterRequest]:
    """Yield a request for each stance and language, from a riding in none of the campaign's places if any."""
    outside = (code for code in catalogue.ridings if campaign.place_of(code) is None)
    riding = catalogue.ridings[next(outside, next(iter(catalogue.ridings)))]
    for stance in stances:
        for language in LANGUAGES:
            yield LetterRequest(
                campaign=campaign.slug,
                stance=stance,
                riding=riding,
                language=language,
                sender=SPECIMEN_SENDERS[language],
                written_on=_DAY,
                own_words=(_OWN_WORDS[language],),
            )


def _of_kind(request: LetterRequest, kind: str, changes: Changes) -> LetterRequest:
    if kind == "short":
        return replace(request, length="short", changes=changes)
    return replace(request, follow_up_to=_EARLIER_DAY if kind == "follow-up" else None, changes=changes)
