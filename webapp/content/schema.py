"""The shape of ``campaign.toml`` and ``passages.toml``: every key an organiser may write, and no other.

The sentence below a key is shown by editors while it is written: `webapp.content.json_schemas` puts it
into the schemas that the files name in their first line.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, RootModel, StringConstraints

from webapp.content.toml_values import Both, Few, Id, Many, Slug, Some, Table, Words

Wordings = Annotated[list[Both], Field(min_length=1, max_length=20)]
Passages = Annotated[dict[Slug, Annotated[dict[Slug, Wordings], Some]], Few]


class PassagesFile(RootModel[Passages]):
    """``passages.toml``: letter, passage, its wordings."""


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
    ridings: Annotated[list[Id], Field(max_length=343)] = []
    """The codes of the ridings in it: five digits. “apostille ridings NAME” says a riding's code."""
    provinces: Annotated[list[Annotated[str, StringConstraints(pattern="^[A-Z]{2}$")]], Few] = []
    """The provinces or territories it is, by two letters, such as AB."""


class ObjectionTable(Table):
    """The best thing to be said against a stance, and the answer to it."""

    text: Both
    """The objection, as those who hold it would put it."""
    answer: Both
    """The answer of those who hold the stance."""
    facts: Annotated[list[Slug], Some] = []
    """The slugs of facts that the two rest on."""


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
    asks: Annotated[list[Both], Field(min_length=1, max_length=20)]
    """What is asked, point by point; every stance of a campaign has the same number."""
    core: Annotated[list[Slug], Many]
    """The slugs of the facts it argues with."""
    defaults: Annotated[list[Slug], Field(max_length=4)]
    """The slugs of the facts its usual letter prints: at most four of its core."""
    must_disclose: Annotated[list[Slug], Field(min_length=2, max_length=300)]
    """The slugs of facts that cut the other way and that its letters are honest about: two or more."""
    locked: Annotated[list[Slug], Field(min_length=2, max_length=300)]
    """The slugs of those that every one of its letters prints: two or more of must_disclose."""
    bridge: Both
    """A sentence that owns up to the locked facts and says why the ask stands all the same."""
    supporting: Annotated[list[Slug], Many]
    """The slugs of every fact a writer may choose for it."""
    to_disclose: Annotated[list[Slug], Many]
    """The slugs of every fact a writer may choose that cuts the other way."""
    short: Pair
    """Two facts for the short letter: one of supporting, then one of to_disclose."""
    objection: ObjectionTable | None = None
    """The best objection to the stance and its answer, which its sources page shows."""
    print_together: Annotated[list[Pair], Some] = []
    """Pairs of facts that this stance prints together or not at all."""


class WordLists(Table):
    """Lists of words, one in each language."""

    en: Annotated[list[Words], Some] = []
    """In English."""
    fr: Annotated[list[Words], Some] = []
    """In French."""


class RulesTable(Table):
    """Rules for all stances."""

    grace_days: Annotated[int, Field(ge=0, le=3_650)] = 90
    """How many days past its review_by a fact may still be chosen; after that no letter prints it."""
    never_as_fact: WordLists = WordLists()
    """Words that no letter may state in its own voice: only an attributed quotation may hold them."""
    print_together: Annotated[list[Pair], Some] = []
    """Pairs of facts that every stance prints together or not at all."""


class CampaignFile(Table):
    """``campaign.toml``."""

    slug: Slug
    """The campaign's short name, which is also its folder's: small letters, digits and hyphens."""
    addressee: Slug
    """Who is written to: the id of an office in webapp/data/officials.toml, such as prime-minister."""
    copies: Annotated[list[Slug], Few] = []
    """The ids of the offices that get a copy."""
    title: Both
    """The campaign's name, as its page is headed."""
    summary: Both
    """What the campaign is about, in a sentence or two for all its stances."""
    prompts: Annotated[list[Both], Few] = []
    """Questions that help a writer to words of their own."""
    rules: RulesTable = RulesTable()
    """What holds for every stance."""
    categories: Annotated[list[CategoryTable], Field(min_length=1, max_length=50)]
    """The arguments under which facts are grouped, in the order they are shown."""
    places: Annotated[list[PlaceTable], Some] = []
    """Places that a fact concerns in particular."""
    stances: Annotated[list[StanceTable], Field(min_length=1, max_length=20)]
    """The views a writer may choose between."""
