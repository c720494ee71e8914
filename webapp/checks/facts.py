"""What the lint asks of each fact: the same figures, attribution and quotation in every wording."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from webapp.checks.rules import problem
from webapp.domain.campaigns import Campaign
from webapp.domain.errors import Problem
from webapp.domain.facts import Fact, Quotation, Wording
from webapp.domain.locales import LANGUAGES, NBSP, LocalisedText
from webapp.domain.typography import french

_FIGURE = re.compile(rf"\d+(?:[{NBSP},. ]\d{{3}})*(?:[.,]\d+)?")
_QUOTED = {"en": re.compile("“([^”]+)”"), "fr": re.compile(f"«{NBSP}([^»]+){NBSP}»")}


LONGEST_QUOTATION = 40
"""The most words that a quotation may have: short enough to be fair to its author."""


OMISSION = "[…]"
"""What stands in a quotation where words are left out."""


def figures(text: str) -> frozenset[str]:
    """Return the figures in ``text``, written one way whatever the language: ``1037``, ``73.6``."""
    return frozenset(_plain(match.group()) for match in _FIGURE.finditer(text))


def _plain(figure: str) -> str:
    whole = re.sub(rf"[{NBSP},. ](?=\d{{3}}(\D|$))", "", figure)
    return whole.replace(",", ".")


def check_facts(campaign: Campaign, path: str) -> Iterator[Problem]:
    """Yield what is wrong with the facts' words."""
    for fact in campaign.facts.values():
        for rule, message in _fact_messages(fact, campaign):
            yield problem(rule, path, f"facts {fact.id}", message)


def _fact_messages(fact: Fact, campaign: Campaign) -> Iterator[tuple[str, str]]:
    if (differing := figures(fact.claim.en) ^ figures(fact.claim.fr)) != frozenset():
        yield (
            "figure-parity",
            f"English and French do not give the same figures: {', '.join(sorted(differing))}",
        )
    for name in ("claim", *fact.wordings):
        yield from _wording_messages(fact, name)
        yield from _words_never_stated(fact, name, campaign)
    for text in _french_texts(fact):
        if french(text) != text:
            yield "french-typography", f"French typography in “{text[:60]}…”: write “{french(text)[:60]}…”"
    if fact.quotation:
        yield from _quotation_messages(fact.quotation)
    unknown = ({*fact.supports, *fact.disclose_for}) - set(campaign.stances)
    if unknown:
        yield "unknown-name", f"unknown stances {', '.join(sorted(unknown))}"
    if not any(fact.slug in stance.offered for stance in campaign.stances.values()):
        yield (
            "unused-fact",
            "no stance offers it: name it in supporting or to_disclose, or remove it",
        )


def _quotation_messages(quotation: Quotation) -> Iterator[tuple[str, str]]:
    if quotation.translation and "[notre traduction]" not in quotation.translation:
        yield "quotation-translation", "mark the translated quotation “[notre traduction]”"
    if quotation.excerpt and not _stands_in(quotation.text, quotation.excerpt):
        yield (
            "quotation-excerpt",
            "the excerpt does not hold the quoted words: copy both again",
        )
    words = len(quotation.text.replace(OMISSION, "").split())
    if words > LONGEST_QUOTATION:
        yield (
            "quotation-long",
            f"the quotation has {words} words: keep the {LONGEST_QUOTATION} that matter most",
        )


def _words_never_stated(fact: Fact, name: str, campaign: Campaign) -> Iterator[tuple[str, str]]:
    text = fact.wording(name).text
    for language in LANGUAGES:
        unquoted = _QUOTED[language].sub("", text.in_(language))
        for word in words_of_list(unquoted, campaign.never_as_fact[language]):
            yield (
                "never-as-fact",
                f"{name} ({language}) says “{word}” as a fact: quote who says so, or reword it",
            )


def words_of_list(text: str, listed: Iterable[str]) -> list[str]:
    """Return those of the listed words that ``text`` holds, whole words in any case."""
    return [word for word in listed if re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text, re.IGNORECASE)]


def _wording_messages(fact: Fact, name: str) -> Iterator[tuple[str, str]]:
    wording = fact.wording(name)
    if name != "claim":
        yield from _figure_messages(fact, name, wording.text)
    if not wording.continues:
        for words in fact.must_say:
            for language in LANGUAGES:
                if words.in_(language).casefold() not in wording.text.in_(language).casefold():
                    yield "must-say", f"{name} ({language}) must say “{words.in_(language)}”"
    if "“" in wording.text.en:  # guillemets alone mark a French term, not a quotation
        yield from _quoted_messages(fact, name, wording)


def _quoted_messages(fact: Fact, name: str, wording: Wording) -> Iterator[tuple[str, str]]:
    for language in LANGUAGES:
        for quoted in _QUOTED[language].findall(wording.text.in_(language)):
            if not _is_quoted(quoted, fact, language):
                message = f"{name} ({language}) quotes “{quoted}”, which the quotation does not hold"
                yield "quotation-altered", message
            if len(quoted.split()) > LONGEST_QUOTATION:
                message = f"{name} ({language}) quotes more than {LONGEST_QUOTATION} words: quote less"
                yield "quotation-long", message


def _figure_messages(fact: Fact, name: str, text: LocalisedText) -> Iterator[tuple[str, str]]:
    if any(figures(text.in_(language)) - figures(fact.claim.in_(language)) for language in LANGUAGES):
        yield "wording-figure", f"wording “{name}” has a figure that the claim has not"
    elif figures(text.en) != figures(text.fr):
        message = f"wording “{name}” does not give the same figures in English and French"
        yield "figure-parity", message


def _stands_in(quoted: str, excerpt: str) -> bool:
    """Return whether the excerpt holds the quoted words in order, letter for letter, but for omissions."""
    whole, at = " ".join(excerpt.split()), 0
    for piece in quoted.split(OMISSION):
        words = " ".join(piece.split())
        at = whole.find(words, at)
        if at < 0:
            return False
        at += len(words)
    return True


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
