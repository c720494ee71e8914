"""English and French as equals: texts in both, dates, and the elision of *de*."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

Language = Literal["en", "fr"]
LANGUAGES: tuple[Language, ...] = ("en", "fr")
LetterLanguage = Literal["en", "fr", "both"]
LETTER_LANGUAGES: tuple[LetterLanguage, ...] = ("en", "fr", "both")

NBSP = "\u00a0"

_MONTHS: dict[Language, tuple[str, ...]] = {
    "en": (
        "January", "February", "March", "April", "May", "June", "July",
        "August", "September", "October", "November", "December",
    ),
    "fr": (
        "janvier", "février", "mars", "avril", "mai", "juin", "juillet",
        "août", "septembre", "octobre", "novembre", "décembre",
    ),
}  # fmt: skip


@dataclass(frozen=True)
class LocalisedText:
    """One text in both official languages; neither may be missing where it is required."""

    en: str
    fr: str

    def in_(self, language: Language) -> str:
        """Return the text in ``language``."""
        return self.en if language == "en" else self.fr

    def __bool__(self) -> bool:
        return bool(self.en or self.fr)


@dataclass(frozen=True)
class PartialDate:
    """A date known to the day, the month or the year: ``2026-02-04``, ``2026-02`` or ``2026``."""

    year: int
    month: int | None = None
    day: int | None = None

    @classmethod
    def parse(cls, text: str) -> PartialDate | None:
        """Return the date in ``text``; None for ``unknown`` or nothing; ValueError for anything else."""
        if text in ("", "unknown"):
            return None
        if not re.fullmatch(r"\d{4}(-\d{2}(-\d{2})?)?", text, re.ASCII):
            raise ValueError(f"“{text}” is not a date: write YYYY, YYYY-MM, YYYY-MM-DD or unknown")
        numbers = [int(part) for part in text.split("-")]
        date(*[*numbers, 1, 1][:3])
        return cls(*numbers)

    @classmethod
    def known(cls, text: str) -> PartialDate:
        """Return the date in ``text``; ValueError where there is none."""
        parsed = cls.parse(text)
        if parsed is None:
            raise ValueError("write a date: YYYY, YYYY-MM or YYYY-MM-DD")
        return parsed

    @property
    def first_day(self) -> date:
        """The first day that it may be: that of its month or its year where no more is known."""
        return date(self.year, self.month or 1, self.day or 1)

    def isoformat(self) -> str:
        """Return the date as ISO 8601, as exact as it is known."""
        parts = [f"{self.year:04d}", *(f"{n:02d}" for n in (self.month, self.day) if n is not None)]
        return "-".join(parts)


def long_date(day: date | PartialDate, language: Language) -> str:
    """Return a date in words: ``November 22, 2026`` or ``22 novembre 2026`` (*le* not included).

    The forms are those of the Translation Bureau (English) and of the Office québécois de la
    langue française (French: lower-case month, ``1er``), no-break spaces inside.
    """
    if day.month is None:
        return str(day.year)
    month = _MONTHS[language][day.month - 1]
    if day.day is None:
        return f"{month}{NBSP}{day.year}"
    if language == "en":
        return f"{month}{NBSP}{day.day}, {day.year}"
    number = "1er" if day.day == 1 else str(day.day)
    return f"{number}{NBSP}{month}{NBSP}{day.year}"


_WRITTEN_DAY = re.compile(
    rf"\b(?:(?P<day>\d{{1,2}})(?:er)? (?P<mois>{'|'.join(_MONTHS['fr'])})"
    rf"|(?P<month>{'|'.join(_MONTHS['en'])}) (?P<number>\d{{1,2}}),) (?P<year>\d{{4}})\b"
)


def day_in(text: str) -> date | None:
    """Return the last day that ``text`` names as `long_date` writes it; None where there is none."""
    found = list(_WRITTEN_DAY.finditer(" ".join(text.split())))
    if not found:
        return None
    last = found[-1]
    language: Language = "fr" if last["mois"] else "en"
    month = _MONTHS[language].index(last["mois"] or last["month"]) + 1
    try:
        return date(int(last["year"]), month, int(last["day"] or last["number"]))
    except ValueError:
        return None


def in_words(day: date | PartialDate) -> LocalisedText:
    """Return a date in words in both languages."""
    return LocalisedText(long_date(day, "en"), long_date(day, "fr"))


_CONTRACTED = {
    "Territoires du Nord-Ouest": "des ",
    "Nunavut": "du ",
    "Yukon": "du ",
    "Labrador": "du ",
}
_MUTE_H = ("Hochelaga", "Honoré")
_SOUNDED_U = ("University",)


def with_de(name: str) -> str:
    """Return a French riding name after *de*: ``d’Edmonton Strathcona``, ``des Pays-d’en-Haut``.

    *De* elides before a vowel and the mute *h* of a French word, and contracts with *Le* and *Les*
    (Office québécois de la langue française, noms de circonscriptions).
    """
    if name in _CONTRACTED:
        return _CONTRACTED[name] + name
    if name.startswith("Les "):
        return "des " + name.removeprefix("Les ")
    if name.startswith("Le "):
        return "du " + name.removeprefix("Le ")
    vowel = name[0] in "AÂÀEÉÈÊIÎOÔUŒ" and not name.startswith(_SOUNDED_U)
    if vowel or name.startswith(_MUTE_H):
        return "d’" + name
    return "de " + name
