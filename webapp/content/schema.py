"""The shape of a campaign's TOML files: every key an organiser may write, and no other."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from webapp.domain.locales import LocalisedText, PartialDate

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
Words = Annotated[str, StringConstraints(min_length=1, pattern=r"^\S(.*\S)?$")]


def _is_partial_date(text: str) -> str:
    PartialDate.parse(text)
    return text


def _is_known_date(text: str) -> str:
    PartialDate.known(text)
    return text


DateText = Annotated[str, AfterValidator(_is_partial_date)]
KnownDateText = Annotated[str, AfterValidator(_is_known_date)]


def _is_day(text: str) -> str:
    date.fromisoformat(text)
    return text


DayText = Annotated[str, AfterValidator(_is_day)]


class Table(BaseModel):
    """A TOML table: unknown keys are mistakes, and values never change once read."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Both(Table):
    """A text that must exist in both languages."""

    en: Words
    fr: Words

    def text(self) -> LocalisedText:
        """Return the text as a value."""
        return LocalisedText(self.en, self.fr)


class Note(Table):
    """A text that is empty in both languages or in neither."""

    en: str = ""
    fr: str = ""

    def text(self) -> LocalisedText:
        """Return the text as a value."""
        return LocalisedText(self.en, self.fr)


class QuotationTable(Table):
    """The exact words of a source, and our translation."""

    text: Words
    translation: str = ""
    source: str


class WordingTable(Table):
    """An approved wording besides the claim."""

    text: Both
    continues: Slug | None = None
    cites: list[str] = []


class FactTable(Table):
    """One fact."""

    id: str
    slug: Slug
    category: Slug
    claim: Both
    quotation: QuotationTable | None = None
    speaker: Both
    sources: Annotated[list[str], Field(min_length=1)]
    cites: Annotated[list[str], Field(min_length=1)]
    as_of: DateText
    supports: list[Slug]
    disclose_for: list[Slug]
    verified: Literal["article", "corroborated", "primary"]
    confidence: Literal["high", "medium", "low"]
    print_default: bool
    note: Note = Note()
    must_say: list[Both] = []
    antecedents: list[Slug] = []
    wordings: dict[Name, WordingTable] = {}


class FactsFile(Table):
    """``facts.toml``."""

    facts: list[FactTable]


class SourceTable(Table):
    """One source."""

    id: str
    publisher: Both
    title: Words
    author: Note = Note()
    published: DateText
    retrieved: KnownDateText
    language: Annotated[str, StringConstraints(pattern=r"^[a-z]{2}$")] = "en"
    url: Annotated[str, StringConstraints(pattern=r"^(https?://[^\s…\\]+)?$")]
    locator: Note = Note()
    reliability: Literal["high", "medium", "low"]
    kind: Both
    access: Both
    note: Note = Note()


class SourcesFile(Table):
    """``sources.toml``."""

    sources: list[SourceTable]


class CategoryTable(Table):
    """An argument under which facts are grouped."""

    slug: Slug
    label: Both


class PlaceTable(Table):
    """A place, the ridings in it, and the fact that concerns it."""

    name: Both
    phrase: Both
    fact: Slug
    ridings: list[str] = []
    provinces: list[Annotated[str, StringConstraints(pattern="^[A-Z]{2}$")]] = []


Pair = Annotated[list[Slug], Field(min_length=2, max_length=2)]


class StanceTable(Table):
    """One stance."""

    slug: Slug
    label: Both
    origin: Both
    origin_fact: Slug
    subject: Both
    ask_line: Both
    asks: Annotated[list[Both], Field(min_length=1)]
    core: list[Slug]
    defaults: Annotated[list[Slug], Field(max_length=4)]
    must_disclose: Annotated[list[Slug], Field(min_length=2)]
    locked: Annotated[list[Slug], Field(min_length=2)]
    bridge: Both
    supporting: list[Slug]
    to_disclose: list[Slug]
    short: Pair
    print_together: list[Pair] = []


class RulesTable(Table):
    """Rules for all stances."""

    print_together: list[Pair] = []


class CampaignFile(Table):
    """``campaign.toml``."""

    slug: Slug
    addressee: Slug
    copies: list[Slug] = []
    title: Both
    summary: Both
    prompts: list[Both] = []
    rules: RulesTable = RulesTable()
    categories: Annotated[list[CategoryTable], Field(min_length=1)]
    places: list[PlaceTable] = []
    stances: Annotated[list[StanceTable], Field(min_length=1)]
