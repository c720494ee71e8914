"""Which letters are measured: the same ones in every run, and no two of them quite alike."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import cycle, product

from webapp.composition.compose import compose
from webapp.domain.catalogue import Catalogue
from webapp.domain.letters import Layout, Letter, LetterRequest, Sender
from webapp.domain.locales import LetterLanguage
from webapp.domain.passages import Changes

CAMPAIGN, OTHER_CAMPAIGN = "ice-offices-canada", "foreign-officers-rules"
WRITTEN_ON = date(2026, 11, 24)
_RIDING = "48022"  # Edmonton Strathcona
_GIVEN = ("Anne", "Denise", "Jean", "Marie", "Mark", "Paul", "Ruth", "Simon")
_FAMILY = ("Bouchard", "Chen", "Gagnon", "MacDonald", "Martin", "Roy", "Singh", "Tremblay", "Wilson")
_WORDS = {
    "en": "I have lived on this street for years and my neighbours ask what our own law says about it "
    "when somebody at the door asks for papers because nobody has told us who may do what here",
    "fr": "je vis dans cette rue depuis des années et mes voisins demandent ce que dit notre loi à ce sujet "
    "quand une personne à la porte demande des papiers car nul ne nous a dit qui peut faire quoi ici",
}


@dataclass(frozen=True)
class Kind:
    """What letters of one kind have in common; their writers are different people.

    With ``own_words`` each writer says something of their own, and every passage has the wording that falls
    to them; without, all have the first wording, and letters differ in their personal lines alone.
    """

    stance: str = "close"
    language: LetterLanguage = "en"
    layout: Layout = "plain"
    own_words: bool = False
    campaign: str = CAMPAIGN
    any_riding: bool = False


def requests(catalogue: Catalogue, kind: Kind, *, seed: str = "") -> Iterator[LetterRequest]:
    """Yield requests of one kind without end, the same for the same seed."""
    rng = random.Random(f"{seed} {kind}")  # noqa: S311 - the same letters each time, nothing secret
    ridings = sorted(catalogue.ridings) if kind.any_riding else [_RIDING]
    first = dict.fromkeys(catalogue.campaigns[kind.campaign].passages, 0)
    while True:
        yield LetterRequest(
            campaign=kind.campaign,
            stance=kind.stance,
            riding=catalogue.ridings[rng.choice(ridings)],
            language=kind.language,
            sender=_person(rng),
            written_on=WRITTEN_ON,
            own_words=_own_words(rng, kind.language) if kind.own_words else (),
            layout=kind.layout,
            changes=Changes() if kind.own_words else Changes(wordings=first),
        )


def letters(catalogue: Catalogue, kind: Kind, *, seed: str = "") -> Iterator[Letter]:
    """Yield composed letters of one kind without end, the same for the same seed."""
    return (compose(request, catalogue) for request in requests(catalogue, kind, seed=seed))


def all_sorts(catalogue: Catalogue, *, seed: str = "") -> Iterator[LetterRequest]:
    """Yield requests of every stance in every language in turn, without end."""
    stances = [(each.slug, stance) for each in catalogue.campaigns.values() for stance in each.stances]
    kinds = [
        Kind(stance=stance, language=language, own_words=True, campaign=campaign, any_riding=True)
        for (campaign, stance), language in product(stances, LANGUAGES)
    ]
    sources = [requests(catalogue, kind, seed=seed) for kind in kinds]
    return (next(source) for source in cycle(sources))


LANGUAGES: tuple[LetterLanguage, ...] = ("en", "fr", "both")


def fields(request: LetterRequest) -> dict[str, str]:
    """Return the form of the site, filled in for a request."""
    sender = request.sender
    return {
        "riding": request.riding.code,
        "stance": request.stance,
        "language": request.language,
        "name": sender.name,
        "street": sender.street,
        "city": sender.city,
        "province": sender.province,
        "postal_code": sender.postal_code,
        "own_words": "\n\n".join(request.own_words),
        "copy_mp": "y",
        "date": request.written_on.isoformat(),
    }


def _person(rng: random.Random) -> Sender:
    name = f"{rng.choice(_GIVEN)} {rng.choice(_FAMILY)}"
    return Sender(name, f"{rng.randrange(10_000, 10_900)} 82 Avenue NW", "Edmonton", "AB", "T6E 2B3")


def _own_words(rng: random.Random, language: LetterLanguage) -> tuple[str, ...]:
    """Return two short paragraphs that nobody else has written."""
    words = _WORDS["fr" if language == "fr" else "en"].split()
    sentences = (" ".join(rng.sample(words, rng.randrange(14, 26))).capitalize() + "." for _ in range(2))
    return tuple(sentences)
