"""The kinds of values that our TOML files hold: names, dates, texts in both languages.

Types with the suffix ``Text`` stay as they were written; `webapp.content.campaigns` turns them into values.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, WithJsonSchema

from webapp.domain.locales import LocalisedText, PartialDate

LONGEST = 4_000
"""The characters of a text at most: six times as many as any of ours has."""
Slug = Annotated[str, StringConstraints(max_length=60, pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Name = Annotated[str, StringConstraints(max_length=60, pattern=r"^[a-z][a-z0-9_]*$")]
Id = Annotated[str, StringConstraints(max_length=60)]
Words = Annotated[str, StringConstraints(min_length=1, max_length=LONGEST, pattern=r"^\S(.*\S)?$")]
Remark = Annotated[str, StringConstraints(max_length=LONGEST)]
"""A text that may be empty."""
Few, Some, Many = Field(max_length=20), Field(max_length=100), Field(max_length=300)
"""How many of a thing there may be: five times as many as any campaign of ours has, or more."""


def _is_partial_date(text: str) -> str:
    if not text:
        raise ValueError("write the date, or unknown")
    PartialDate.parse(text)
    return text


def _is_known_date(text: str) -> str:
    _refuse_far(PartialDate.known(text).year)
    return text


def _refuse_far(year: int) -> None:
    """Refuse a year so far that no day can be counted from it."""
    if year > LAST_YEAR:
        raise ValueError(f"write a year before {LAST_YEAR + 1}")


LAST_YEAR = 2999
_DATE = r"\d{4}(-\d{2}(-\d{2})?)?"
DateText = Annotated[
    str,
    AfterValidator(_is_partial_date),
    WithJsonSchema({"type": "string", "pattern": rf"^({_DATE}|unknown)$"}),
]
KnownDateText = Annotated[
    str, AfterValidator(_is_known_date), WithJsonSchema({"type": "string", "pattern": f"^{_DATE}$"})
]


def _is_day(text: str) -> str:
    _refuse_far(date.fromisoformat(text).year)
    return text


DayText = Annotated[str, AfterValidator(_is_day)]


class Table(BaseModel):
    """A TOML table: unknown keys are mistakes, and values never change once read."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, use_attribute_docstrings=True)


class Both(Table):
    """A text that must exist in both languages."""

    en: Words
    """In English."""
    fr: Words
    """In French."""

    def text(self) -> LocalisedText:
        """Return the text as a value."""
        return LocalisedText(self.en, self.fr)


class Note(Table):
    """A text that is empty in both languages or in neither."""

    en: Remark = ""
    """In English; empty if there is nothing to say."""
    fr: Remark = ""
    """In French; empty if there is nothing to say."""

    def text(self) -> LocalisedText:
        """Return the text as a value."""
        return LocalisedText(self.en, self.fr)
