"""The shape of a campaign's TOML files: every key an organiser may write, and no other.

The sentence below a key is shown by editors while it is written: `webapp.content.json_schemas` puts it
into the schemas that the files name in their first line.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    RootModel,
    StringConstraints,
    WithJsonSchema,
)

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


_DATE = r"\d{4}(-\d{2}(-\d{2})?)?"
DateText = Annotated[
    str,
    AfterValidator(_is_partial_date),
    WithJsonSchema({"type": "string", "pattern": rf"^({_DATE}|unknown)?$"}),
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


class QuotationTable(Table):
    """The exact words of a source, and our translation."""

    text: Words
    """The exact words of the source, in its own language."""
    translation: str = ""
    """Our French translation; end it with “[notre traduction]”. Empty if the words are French."""
    source: str
    """The id of the source that holds the words, such as S01."""


class WordingTable(Table):
    """An approved wording besides the claim."""

    text: Both
    """The fact said another way: the same figures, the same attribution, no claim more."""
    continues: Slug | None = None
    """The slug of the fact that must stand just before this wording, if it leans on one."""
    cites: list[str] = []
    """The ids of the sources this wording's mark names; those of the fact if left out."""


class FactTable(Table):
    """One fact."""

    id: str
    """A number for the fact that stays for ever, such as F01."""
    slug: Slug
    """A short name for the fact, which letters and stances call it by: small letters and hyphens."""
    category: Slug
    """The slug of one of campaign.toml's categories."""
    claim: Both
    """The fact in one sentence that stands on its own, exactly as far as its sources go."""
    quotation: QuotationTable | None = None
    """The exact words of a source on which the claim rests."""
    speaker: Both
    """Who says so: a newspaper, an office, a person."""
    sources: Annotated[list[str], Field(min_length=1)]
    """The ids of all sources that were read for it, such as ["S01", "S02"]."""
    cites: Annotated[list[str], Field(min_length=1)]
    """The ids of the sources that the mark in a letter names: some of its sources."""
    as_of: DateText
    """The day the fact was true: 2026-03-10, 2026-03, 2026 or unknown."""
    supports: list[Slug]
    """The slugs of the stances it supports."""
    disclose_for: list[Slug]
    """The slugs of the stances it cuts against."""
    verified: Literal["article", "corroborated", "primary"]
    """What was read: article (one report), corroborated (one more source at least), primary (the record)."""
    confidence: Literal["high", "medium", "low"]
    """How sure we are of it."""
    print_default: bool
    """Whether a letter may print it unasked; false while something is still to be confirmed."""
    note: Note = Note()
    """What a writer should know of it: its limits, what is contested. Never printed in a letter."""
    must_say: list[Both] = []
    """Words that every wording keeps, such as who says so."""
    antecedents: list[Slug] = []
    """The slugs of facts of which one must come first; else the wording “introduced” is printed."""
    wordings: dict[Name, WordingTable] = {}
    """Other approved wordings by name. Three have a meaning: letter, introduced and short."""


class FactsFile(Table):
    """``facts.toml``."""

    facts: list[FactTable]
    """The facts, in the order in which letters print them."""


class PassagesFile(RootModel[dict[Slug, dict[Slug, Annotated[list[Both], Field(min_length=1)]]]]):
    """``passages.toml``: letter, passage, its wordings."""


class SourceTable(Table):
    """One source."""

    id: str
    """A number for the source that stays for ever, such as S01."""
    publisher: Both
    """Who published it."""
    title: Words
    """Its title, in its own language."""
    author: Note = Note()
    """Who wrote it, if it says so."""
    published: DateText
    """The day it was published: 2026-02-04, 2026-02, 2026 or unknown."""
    retrieved: KnownDateText
    """The day it was read."""
    language: Annotated[str, StringConstraints(pattern=r"^[a-z]{2}$")] = "en"
    """The language of its title: en, fr, de …"""
    url: Annotated[str, StringConstraints(pattern=r"^(https?://[^\s…\\]+)?$")]
    """Its whole address on the Web; empty if no whole address is known."""
    locator: Note = Note()
    """How to find it, or the place in it: a page, a story's number."""
    reliability: Literal["high", "medium", "low"]
    """How far it can be relied on."""
    kind: Both
    """What it is: news, a statute, a page of an office."""
    access: Both
    """How it was read: in full or in part, live or in a copy, and when."""
    note: Note = Note()
    """What a reader should know of it."""


class SourcesFile(Table):
    """``sources.toml``."""

    sources: list[SourceTable]
    """The documents that were read."""


class CategoryTable(Table):
    """An argument under which facts are grouped."""

    slug: Slug
    """Its short name, which facts call it by."""
    label: Both
    """The heading above its facts."""


class PlaceTable(Table):
    """A place, the ridings in it, and the fact that concerns it."""

    name: Both
    """The place's name."""
    phrase: Both
    """The name as it stands in a sentence: “in Toronto”, « à Toronto »."""
    fact: Slug
    """The slug of the fact that concerns the place."""
    ridings: list[str] = []
    """The codes of the ridings in it: five digits. “apostille ridings NAME” says a riding's code."""
    provinces: list[Annotated[str, StringConstraints(pattern="^[A-Z]{2}$")]] = []
    """The provinces or territories it is, by two letters, such as AB."""


Pair = Annotated[list[Slug], Field(min_length=2, max_length=2)]


class StanceTable(Table):
    """One stance."""

    slug: Slug
    """Its short name: that of its letters' files."""
    label: Both
    """What the stance is, as a writer chooses it."""
    origin: Both
    """Whose view it is, and where they said so."""
    origin_fact: Slug
    """The slug of the fact that shows it."""
    subject: Both
    """The letter's subject line."""
    ask_line: Both
    """The ask in one sentence: “I ask you to …” and « Je vous demande de … »."""
    asks: Annotated[list[Both], Field(min_length=1)]
    """What is asked, point by point; every stance of a campaign has the same number."""
    core: list[Slug]
    """The slugs of the facts it argues with."""
    defaults: Annotated[list[Slug], Field(max_length=4)]
    """The slugs of the facts its usual letter prints: at most four of its core."""
    must_disclose: Annotated[list[Slug], Field(min_length=2)]
    """The slugs of facts that cut the other way and that its letters are honest about: two or more."""
    locked: Annotated[list[Slug], Field(min_length=2)]
    """The slugs of those that every one of its letters prints: two or more of must_disclose."""
    bridge: Both
    """A sentence that owns up to the locked facts and says why the ask stands all the same."""
    supporting: list[Slug]
    """The slugs of every fact a writer may choose for it."""
    to_disclose: list[Slug]
    """The slugs of every fact a writer may choose that cuts the other way."""
    short: Pair
    """Two facts for the short letter: one of supporting, then one of to_disclose."""
    print_together: list[Pair] = []
    """Pairs of facts that this stance prints together or not at all."""


class RulesTable(Table):
    """Rules for all stances."""

    print_together: list[Pair] = []
    """Pairs of facts that every stance prints together or not at all."""


class CampaignFile(Table):
    """``campaign.toml``."""

    slug: Slug
    """The campaign's short name, which is also its folder's: small letters, digits and hyphens."""
    addressee: Slug
    """Who is written to: the id of an office in webapp/data/officials.toml, such as prime-minister."""
    copies: list[Slug] = []
    """The ids of the offices that get a copy."""
    title: Both
    """The campaign's name, as its page is headed."""
    summary: Both
    """What the campaign is about, in a sentence or two for all its stances."""
    prompts: list[Both] = []
    """Questions that help a writer to words of their own."""
    rules: RulesTable = RulesTable()
    """What holds for every stance."""
    categories: Annotated[list[CategoryTable], Field(min_length=1)]
    """The arguments under which facts are grouped, in the order they are shown."""
    places: list[PlaceTable] = []
    """Places that a fact concerns in particular."""
    stances: Annotated[list[StanceTable], Field(min_length=1)]
    """The views a writer may choose between."""
