"""The letter's furniture in words, and how a source is named in each language."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from webapp.domain.citations import Reference, Source
from webapp.domain.locales import NBSP, Language, long_date
from webapp.domain.typography import french

LAYOUT = Path(__file__).resolve().parents[2] / "letter_templates" / "_layout"


@cache
def labels(language: Language) -> dict[str, str]:
    """Return the words of ``letter_templates/_layout/labels.toml`` in one language."""
    table = tomllib.loads((LAYOUT / "labels.toml").read_text(encoding="utf-8"))
    words = {name: text[language] for name, text in table.items()}
    return {name: french(text) for name, text in words.items()} if language == "fr" else words


def source_details(source: Source, language: Language) -> str:
    """Return what follows a source's title: author, locator, date published, date read."""
    words = labels(language)
    published = long_date(source.published, language) if source.published else words["undated"]
    details = [
        _author(source, language),
        source.locator.in_(language),
        published,
        f"{words['retrieved']} {long_date(source.retrieved, language)}",
    ]
    return ", ".join(detail for detail in details if detail)


def quoted(title: str, language: Language) -> str:
    """Return a title in the language's quotation marks."""
    return f"“{title}”" if language == "en" else f"«{NBSP}{title}{NBSP}»"


def reference_text(reference: Reference, language: Language) -> str:
    """Return a source as one line of plain text, its link last."""
    source = reference.source
    publisher, title = source.publisher.in_(language), quoted(source.title, language)
    return f"{publisher}, {title}, {source_details(source, language)}. {source.url}".strip()


def mark_text(numbers: tuple[int, ...], *, translated: bool, language: Language) -> str:
    """Return a claim's mark in plain text: ``[1]``, ``[2, 3]``, ``[1, notre traduction]``."""
    parts = [str(number) for number in numbers]
    if translated:
        parts.append(labels(language)["our_translation"])
    return f"[{', '.join(parts)}]"


def _author(source: Source, language: Language) -> str:
    """Return the author unless the publisher's name says it already."""
    author = source.author.in_(language)
    return "" if author in source.publisher.in_(language) else author
