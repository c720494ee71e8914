"""What the lint asks of each fact: the same figures, attribution and quotation in every wording."""

from __future__ import annotations

import re
from collections.abc import Iterator

from webapp.domain.campaigns import Campaign
from webapp.domain.errors import Problem
from webapp.domain.facts import Fact
from webapp.domain.locales import LANGUAGES, NBSP, LocalisedText
from webapp.domain.typography import french

_FIGURE = re.compile(rf"\d+(?:[{NBSP},. ]\d{{3}})*(?:[.,]\d+)?")
_QUOTED = {"en": re.compile("“([^”]+)”"), "fr": re.compile(f"«{NBSP}([^»]+){NBSP}»")}


def figures(text: str) -> frozenset[str]:
    """Return the figures in ``text``, written one way whatever the language: ``1037``, ``73.6``."""
    return frozenset(_plain(match.group()) for match in _FIGURE.finditer(text))


def _plain(figure: str) -> str:
    whole = re.sub(rf"[{NBSP},. ](?=\d{{3}}(\D|$))", "", figure)
    return whole.replace(",", ".")


def check_facts(campaign: Campaign, path: str) -> Iterator[Problem]:
    """Yield what is wrong with the facts' words."""
    for fact in campaign.facts.values():
        where = f"facts {fact.id}"
        for message in _fact_messages(fact, campaign):
            yield Problem(path, where, message)


def _fact_messages(fact: Fact, campaign: Campaign) -> Iterator[str]:
    yield from _parity(fact)
    for name in ("claim", *fact.wordings):
        yield from _wording_messages(fact, name)
    for text in _french_texts(fact):
        if french(text) != text:
            yield f"French typography in “{text[:60]}…”: write “{french(text)[:60]}…”"
    if (
        fact.quotation
        and fact.quotation.translation
        and "[notre traduction]" not in fact.quotation.translation
    ):
        yield "mark the translated quotation “[notre traduction]”"
    unknown = ({*fact.supports, *fact.disclose_for}) - set(campaign.stances)
    if unknown:
        yield f"unknown stances {', '.join(sorted(unknown))}"


def _parity(fact: Fact) -> Iterator[str]:
    english, other = figures(fact.claim.en), figures(fact.claim.fr)
    if english != other:
        differing = ", ".join(sorted(english ^ other))
        yield f"English and French do not give the same figures: {differing}"


def _wording_messages(fact: Fact, name: str) -> Iterator[str]:
    wording = fact.wording(name)
    if name != "claim":
        yield from _figure_messages(fact, name, wording.text)
    if not wording.continues:
        for words in fact.must_say:
            for language in LANGUAGES:
                if words.in_(language).casefold() not in wording.text.in_(language).casefold():
                    yield f"{name} ({language}) must say “{words.in_(language)}”"
    if "“" not in wording.text.en:
        return  # guillemets alone mark a French term, not a quotation
    for language in LANGUAGES:
        for quoted in _QUOTED[language].findall(wording.text.in_(language)):
            if not _is_quoted(quoted, fact, language):
                yield f"{name} ({language}) quotes “{quoted}”, which the quotation does not hold"


def _figure_messages(fact: Fact, name: str, text: LocalisedText) -> Iterator[str]:
    if any(figures(text.in_(language)) - figures(fact.claim.in_(language)) for language in LANGUAGES):
        yield f"wording “{name}” has a figure that the claim has not"
    elif figures(text.en) != figures(text.fr):
        yield f"wording “{name}” does not give the same figures in English and French"


def _is_quoted(words: str, fact: Fact, language: str) -> bool:
    if fact.quotation is None:
        return False
    if language == "fr":
        return words in fact.quotation.translation or fact.quotation.translation == ""
    return words.rstrip(".,") in fact.quotation.text


def _french_texts(fact: Fact) -> Iterator[str]:
    yield from (fact.claim.fr, fact.note.fr, fact.speaker.fr)
    yield from (wording.text.fr for wording in fact.wordings.values())
    if fact.quotation:
        yield fact.quotation.translation
