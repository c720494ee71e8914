"""The shape of ``facts.toml``, ``sources.toml`` and ``corrections.toml``: what is said, and what was read."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from webapp.content.toml_values import (
    Both,
    DateText,
    DayText,
    Few,
    Id,
    KnownDateText,
    Many,
    Name,
    Note,
    Remark,
    Slug,
    Some,
    Table,
    Words,
)


class QuotationTable(Table):
    """The exact words of a source, and our translation."""

    text: Words
    """The exact words of the source, in its own language."""
    translation: Remark = ""
    """Our French translation; end it with “[notre traduction]”. Empty if the words are French."""
    source: Id
    """The id of the source that holds the words, such as S01."""
    excerpt: Annotated[str, StringConstraints(max_length=20_000)] = ""
    """More of the source as it was read, around the words: kept to check them by, and never shown."""


class ReviewTable(Table):
    """That somebody read a fact against its sources."""

    by: Words
    """Who did, as they want to be named."""
    on: DayText
    """The day they did: 2026-11-22."""


class WordingTable(Table):
    """An approved wording besides the claim."""

    text: Both
    """The fact said another way: the same figures, the same attribution, no claim more."""
    continues: Slug | None = None
    """The slug of the fact that must stand just before this wording, if it leans on one."""
    cites: Annotated[list[Id], Few] = []
    """The ids of the sources this wording's mark names; those of the fact if left out."""


class FactTable(Table):
    """One fact."""

    id: Id
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
    sources: Annotated[list[Id], Field(min_length=1, max_length=20)]
    """The ids of all sources that were read for it, such as ["S01", "S02"]."""
    cites: Annotated[list[Id], Field(min_length=1, max_length=20)]
    """The ids of the sources that the mark in a letter names: some of its sources."""
    as_of: DateText
    """The day the fact was true: 2026-03-10, 2026-03, 2026 or unknown."""
    supports: Annotated[list[Slug], Few]
    """The slugs of the stances it supports."""
    disclose_for: Annotated[list[Slug], Few]
    """The slugs of the stances it cuts against."""
    verified: Literal["article", "corroborated", "primary"]
    """What was read: article (one report), corroborated (one more source at least), primary (the record)."""
    confidence: Literal["high", "medium", "low"]
    """How sure we are of it."""
    print_default: bool
    """Whether a letter may print it unasked; false while something is still to be confirmed."""
    note: Note = Note()
    """What a writer should know of it: its limits, what is contested. Never printed in a letter."""
    must_say: Annotated[list[Both], Few] = []
    """Words that every wording keeps, such as who says so."""
    review_by: DayText | None = None
    """The last day a letter prints it unasked unless somebody looks again; if left out, its sources' day."""
    reviews: Annotated[list[ReviewTable], Some] = []
    """Who read the fact against its sources, and when: two people before a campaign is published."""
    antecedents: Annotated[list[Slug], Some] = []
    """The slugs of facts of which one must come first; else the wording “introduced” is printed."""
    wordings: Annotated[dict[Name, WordingTable], Few] = {}
    """Other approved wordings by name. Three have a meaning: letter, introduced and short."""


class FactsFile(Table):
    """``facts.toml``."""

    facts: Annotated[list[FactTable], Many]
    """The facts, in the order in which letters print them."""


class SourceTable(Table):
    """One source."""

    id: Id
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
    url: Annotated[str, StringConstraints(max_length=2_000, pattern=r"^(https?://[^\s…\\]+)?$")]
    """Its whole address on the Web; empty if no whole address is known."""
    archived: Annotated[str, StringConstraints(max_length=2_000, pattern=r"^(https?://[^\s…\\]+)?$")] = ""
    """The whole address of a copy that an archive of the Web keeps; empty if none is known."""
    review_by: DayText | None = None
    """The last day what it says is used unasked unless it is read again; if left out, six months after."""
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

    sources: Annotated[list[SourceTable], Many]
    """The documents that were read."""


class CorrectionTable(Table):
    """One thing that was wrong, and what was done about it."""

    on: DayText
    """The day it was mended: letters made before that day are told of it."""
    facts: Annotated[list[Slug], Field(min_length=1, max_length=100)]
    """The slugs of the facts it concerns, as they were when they were wrong."""
    said: Both
    """What it said."""
    says: Both
    """What it says now, or that it was withdrawn."""
    why: Both
    """Why it was changed, and who noticed if they want to be named."""


class CorrectionsFile(Table):
    """``corrections.toml``: a campaign that never had to correct anything has none."""

    corrections: Annotated[list[CorrectionTable], Many] = []
    """The corrections, the newest first."""
