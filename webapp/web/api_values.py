"""What the API says of campaigns, facts and sources: the product's values as typed JSON."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Generic, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, computed_field

from webapp.domain.locales import PartialDate


class Value(BaseModel):
    """JSON read from the attributes of the same names of a value of the domain."""

    model_config = ConfigDict(
        from_attributes=True,
        frozen=True,
        hide_input_in_errors=True,  # a fault of ours is logged: never with a writer's words
        use_attribute_docstrings=True,
        json_schema_serialization_defaults_required=True,
    )


def _iso(day: object) -> object:
    return day.isoformat() if isinstance(day, PartialDate | date) else day


def _names(table: object) -> object:
    return tuple(table) if isinstance(table, Mapping) else table


def _values(table: object) -> object:
    return tuple(table.values()) if isinstance(table, Mapping) else table


def _counts(table: Any) -> dict[str, int]:
    return {name: len(wordings) for name, wordings in table.items()}


Day = Annotated[
    str,
    BeforeValidator(_iso),
    Field(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$", examples=["2026-02-04", "2026-02", "2026"]),
]
"""A date as exact as it is known."""
Names = Annotated[tuple[str, ...], BeforeValidator(_names)]
Item = TypeVar("Item")
Values = Annotated[tuple[Item, ...], BeforeValidator(_values)]


class Both(Value):
    """One text in both languages; both are empty where there is none."""

    en: str
    """In English."""
    fr: str
    """In French."""


class Meta(Value):
    """How much of a list this is: always the whole, with the names that Represent has for it."""

    limit: int
    offset: int
    total_count: int
    next: None
    previous: None


class Listing(Value, Generic[Item]):
    """A list, given whole."""

    objects: tuple[Item, ...]

    @computed_field
    def meta(self) -> Meta:
        """How much of the list this is."""
        count = len(self.objects)
        return Meta(limit=count, offset=0, total_count=count, next=None, previous=None)


class CampaignSummary(Value):
    """A campaign, in a few words."""

    slug: str
    """Its name in addresses."""
    revision: str
    """Ten hexadecimal digits that change with any word of the campaign."""
    title: Both
    summary: Both


class Campaigns(Listing[CampaignSummary]):
    """Every campaign."""


class Objection(Value):
    """The best thing to be said against a stance, and the answer to it."""

    text: Both
    answer: Both
    facts: Names
    """The facts that both rest on."""


class Correction(Value):
    """Something that a campaign said until a day, what it says since, and why."""

    on: Day
    facts: Names
    """The facts it concerns, as they were named then."""
    said: Both
    says: Both
    why: Both


class Stance(Value):
    """One request that a writer may make, the facts for it, and those that its letters must also state."""

    slug: str
    label: Both
    origin: Both
    """Whose view it is."""
    origin_fact: str
    """The fact that shows whose view it is."""
    subject: Both
    ask_line: Both
    asks: tuple[Both, ...]
    """What a letter asks for."""
    core: Names
    """The strongest facts for it."""
    defaults: Names
    """The facts that a letter states unless others are chosen."""
    must_disclose: Names
    """Facts that cut the other way."""
    locked: Names
    """Those that every letter of this stance states: they cannot be left out."""
    offered: Names
    """Every fact that a writer may choose."""
    supporting: Names
    to_disclose: Names
    short: Names
    """The two facts of a short letter."""
    pairs: tuple[tuple[str, str], ...]
    """Facts that are always stated together."""
    objection: Objection | None


class Category(Value):
    """An argument under which facts are grouped."""

    slug: str
    label: Both


class Campaign(CampaignSummary):
    """A campaign: the requests one may choose from, and the names of its facts and sources."""

    addressee: str
    """The office that is written to."""
    copies: Names
    """The offices that are copied."""
    stances: Values[Stance]
    """Every request, in the campaign's order; none is preferred."""
    categories: tuple[Category, ...]
    prompts: tuple[Both, ...]
    """Questions that help a writer to find own words."""
    passages: Annotated[dict[str, int], BeforeValidator(_counts)]
    """The passages of letters, and how many wordings each has."""
    facts: Names
    sources: Names
    corrections: tuple[Correction, ...]
    """What had to be corrected, the newest first."""


class Quotation(Value):
    """The exact words of a source, with our own French translation where there is one."""

    text: str
    translation: str
    source: str


class Wording(Value):
    """An approved way to say a fact besides its claim."""

    text: Both
    cites: Names
    continues: str
    """The fact that must come just before, if any."""


class Review(Value):
    """That somebody read a fact against its sources."""

    by: str
    on: Day


class Fact(Value):
    """One checkable claim, what it rests on, and the limits of what is known."""

    slug: str
    """Its name in addresses and letters."""
    id: str
    category: str
    claim: Both
    """The claim as a letter states it by itself."""
    quotation: Quotation | None
    speaker: Both
    """Who says so."""
    sources: Names
    """The sources that were read."""
    cites: Names
    """Those that its mark names in a letter."""
    as_of: Day | None
    """When it was true."""
    verified: str
    """How far it is verified: `article`, `corroborated` or `primary`."""
    confidence: str
    note: Both
    """What is not known."""
    supports: Names
    """The stances it supports."""
    disclose_for: Names
    """The stances that it cuts against."""
    print_default: bool
    review_by: Day
    """The last day a letter prints it unasked unless somebody looks at it again."""
    reviews: tuple[Review, ...]
    """Who read it against its sources, and when."""
    must_say: tuple[Both, ...]
    """Words that every wording keeps."""
    antecedents: Names
    """Facts of which one must come before."""
    wordings: dict[str, Wording]


class Facts(Listing[Fact]):
    """Every fact of a campaign, in its order."""


class Source(Value):
    """A document that was read, and where it can be read again."""

    id: str
    publisher: Both
    title: str
    author: Both
    url: str
    """Its address; empty where no whole one is known."""
    archived: str
    """The address of a copy in an archive of the Web; empty where none is known."""
    locator: Both
    published: Day | None
    retrieved: Day
    """The day it was read."""
    review_by: Day
    """The last day it is used unasked unless it is read again."""
    language: str
    """The language of its title."""
    kind: Both
    reliability: str
    access: Both
    note: Both


class Sources(Listing[Source]):
    """Every source of a campaign."""
