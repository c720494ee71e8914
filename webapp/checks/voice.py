"""What a campaign says in its own voice: no figure, date, quotation or superlative; those need a source."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from webapp.checks.facts import figures, words_of_list
from webapp.checks.rules import problem
from webapp.domain.campaigns import Campaign
from webapp.domain.errors import Problem
from webapp.domain.locales import LANGUAGES, NBSP, Language, LocalisedText
from webapp.domain.typography import french

_JINJA = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)

_UNCITED: dict[str, dict[Language, re.Pattern[str]]] = {
    "uncited-percentage": {
        "en": re.compile(r"\d+(?:\.\d+)? ?%|\bper ?cent\b", re.IGNORECASE),
        "fr": re.compile(rf"\d+(?:,\d+)?[ {NBSP}]?%|\bpour[ {NBSP}]cent\b", re.IGNORECASE),
    },
    "uncited-date": {
        "en": re.compile(
            r"\b(?:January|February|March|April|June|July|August|September|October|November|December)\b"
            r"|\bMay \d|\b(?:19|20)\d\d\b|\byesterday\b"
            r"|\blast (?:week|month|year|spring|summer|fall|winter)\b"
        ),
        "fr": re.compile(
            r"\b(?:janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre)\b"
            r"|\b(?:19|20)\d\d\b|\bhier\b|\bl’an (?:dernier|passé)\b"
            r"|\bl’année (?:dernière|passée)\b|\b(?:le mois|la semaine) derni(?:er|ère)\b",
            re.IGNORECASE,
        ),
    },
    "uncited-figure": {
        "en": re.compile(
            r"\d[\d,.]*|\b(?:hundred|thousand|million|billion|dozen)s?\b|\btwice as\b", re.IGNORECASE
        ),
        "fr": re.compile(
            rf"\d[\d{NBSP},]*|\b(?:centaine|millier|million|milliard|douzaine)s?\b|\bdeux fois plus\b",
            re.IGNORECASE,
        ),
    },
    "uncited-quotation": {"en": re.compile('[“”"«»]'), "fr": re.compile('[“”"«»]')},
    "uncited-superlative": {
        "en": re.compile(
            r"\b(?:the (?:most|least|best|worst)|unprecedented"
            r"|(?:larg|bigg|great|high|low|deadli|old|young|few|small|strong|weak)est"
            r"|record-breaking|first ever|never before)\b",
            re.IGNORECASE,
        ),
        "fr": re.compile(
            r"\b(?:l[ea]s? (?:plus|moins|pires?|meilleure?s?) \w+|sans précédent|du jamais vu|record)\b",
            re.IGNORECASE,
        ),
    },
}
"""What needs a source, by the rule it breaks: the first that a stretch of text breaks is the one named."""

_NAMED = {
    "uncited-figure": "the figure",
    "uncited-percentage": "the percentage",
    "uncited-date": "the date",
    "uncited-quotation": "the quotation mark",
    "uncited-superlative": "the superlative",
}


def check_voice(campaign: Campaign, folder: Path) -> Iterator[Problem]:
    """Yield what the campaign's own sentences may not say, each with its file and place."""
    for path, where, language, text in chain(
        _passages(campaign, str(folder / "passages.toml")),
        _letters(campaign, folder),
        _stances(campaign, folder),
    ):
        yield from _uncited(path, where, language, text)
        for word in words_of_list(text, campaign.never_as_fact[language]):
            message = f"“{word}” is said as a fact: only a quotation in a fact may hold it"
            yield problem("never-as-fact", path, where, message)
    for path, where, words in _french_texts(campaign, folder):
        if french(words) != words:
            message = f"French typography in “{words[:60]}…”: write “{french(words)[:60]}…”"
            yield problem("french-typography", path, where, message)
    for path, where, both in _stance_texts(campaign, folder):
        if differing := figures(both.en) ^ figures(both.fr):
            message = f"English and French do not give the same figures: {', '.join(sorted(differing))}"
            yield problem("figure-parity", path, where, message)


def _uncited(path: str, where: str, language: Language, text: str) -> Iterator[Problem]:
    """Yield a problem for every stretch that needs a source, under the first rule that it breaks."""
    taken: list[range] = []
    for rule, patterns in _UNCITED.items():
        for match in patterns[language].finditer(text):
            if any(match.start() in span for span in taken):
                continue
            taken.append(range(match.start(), match.end()))
            message = (
                f"{_NAMED[rule]} “{match.group()}” stands outside a cited fact in “{text.strip()[:60]}”: "
                "make it a fact with its source, or leave it out"
            )
            yield problem(rule, path, where, message)


def _passages(campaign: Campaign, path: str) -> Iterator[tuple[str, str, Language, str]]:
    for name, wordings in campaign.passages.items():
        for number, wording in enumerate(wordings, start=1):
            for language in LANGUAGES:
                where = f"{name.replace('.', ' › ')} number {number} › {language}"
                yield path, where, language, _JINJA.sub("", wording.in_(language))


def _letters(campaign: Campaign, folder: Path) -> Iterator[tuple[str, str, Language, str]]:
    for name, text in campaign.templates.items():
        for language in LANGUAGES:
            if name.endswith(f".{language}"):
                yield str(folder / f"{name}.md.j2"), "", language, _JINJA.sub("", text)


def _stances(campaign: Campaign, folder: Path) -> Iterator[tuple[str, str, Language, str]]:
    for path, where, text in _stance_texts(campaign, folder):
        for language in LANGUAGES:
            if text == campaign.title:
                continue  # a campaign's own title is a name, such as that of a bill
            yield path, f"{where} › {language}", language, text.in_(language)


def _stance_texts(campaign: Campaign, folder: Path) -> Iterator[tuple[str, str, LocalisedText]]:
    """Yield what letters print of campaign.toml: subjects, asks, bridges."""
    path = str(folder / "campaign.toml")
    for stance in campaign.stances.values():
        for key, text in (
            ("subject", stance.subject),
            ("ask_line", stance.ask_line),
            ("bridge", stance.bridge),
            *((f"asks number {number}", ask) for number, ask in enumerate(stance.asks, start=1)),
        ):
            yield path, f"stances {stance.slug} › {key}", text


def _french_texts(campaign: Campaign, folder: Path) -> Iterator[tuple[str, str, str]]:
    path = str(folder / "campaign.toml")
    yield path, "title › fr", campaign.title.fr
    yield path, "summary › fr", campaign.summary.fr
    for stance in campaign.stances.values():
        for key, text in (("label", stance.label), ("origin", stance.origin)):
            yield path, f"stances {stance.slug} › {key} › fr", text.fr
    for path, where, text in _stance_texts(campaign, folder):
        yield path, f"{where} › fr", text.fr
