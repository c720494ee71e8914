"""The kinds of values that our TOML files hold: names, dates, texts in both languages.

Types with the suffix ``Text`` stay as they were written; `webapp.content.campaigns` turns them into values.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints, WithJsonSchema

from webapp.domain.locales import LocalisedText, PartialDate

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
Words = Annotated[str, StringConstraints(min_length=1, pattern=r"^\S(.*\S)?$")]


def _is_partial_date(text: str) -> str:
    if not text:
        raise ValueError("write the date, or unknown")
    PartialDate.parse(text)
    return text


def _is_known_date(text: str) -> str:
    PartialDate.known(text)
    return text


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
    date.fromisoformat(text)
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

    en: str = ""
    """In English; empty if there is nothing to say."""
    fr: str = ""
    """In French; empty if there is nothing to say."""

    def text(self) -> LocalisedText:
        """Return the text as a value."""
        return LocalisedText(self.en, self.fr)
