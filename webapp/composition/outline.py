"""A letter laid open for editing: passages to rewrite, drop or move, between fixed cited sentences."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from webapp.composition.compose import compose
from webapp.composition.script import wording_number
from webapp.domain.campaigns import Campaign
from webapp.domain.catalogue import Catalogue
from webapp.domain.letters import Claim, ItemList, LetterPart, LetterRequest, Run, Text
from webapp.domain.locales import Language


@dataclass(frozen=True)
class EditablePassage:
    """A passage: what we offer, what it says now, and which of how many wordings the offer is, from 0."""

    name: str
    offered: str
    text: str
    number: int
    wordings: int

    @property
    def is_edited(self) -> bool:
        """Whether the writer changed it."""
        return self.text != self.offered


@dataclass(frozen=True)
class FixedWords:
    """Cited sentences with the words that bind them: a writer chooses the facts, not their wording."""

    runs: tuple[Run, ...]


@dataclass(frozen=True)
class OpenParagraph:
    """A paragraph; ``name`` is there where it may be moved, ``own`` where the writer's words stand."""

    parts: tuple[EditablePassage | FixedWords, ...]
    name: str = ""
    own: bool = False


@dataclass(frozen=True)
class Outline:
    """One language of a letter, laid open."""

    language: Language
    paragraphs: tuple[OpenParagraph, ...]

    @property
    def movable(self) -> tuple[str, ...]:
        """The names of the paragraphs that may be moved, in the order they stand."""
        return tuple(paragraph.name for paragraph in self.paragraphs if paragraph.name)

    @property
    def offered(self) -> Iterator[EditablePassage]:
        """Yield its passages."""
        for paragraph in self.paragraphs:
            yield from (part for part in paragraph.parts if isinstance(part, EditablePassage))


def outlines_of(request: LetterRequest, catalogue: Catalogue) -> tuple[Outline, ...]:
    """Return the letter laid open, in each of its languages; passages left out can be restored."""
    ours = replace(request, changes=replace(request.changes, edits={}))
    campaign = catalogue.campaign(request.campaign)
    return tuple(
        Outline(part.language, tuple(_paragraphs(part, campaign, request)))
        for part in compose(ours, catalogue).parts
    )


def _paragraphs(part: LetterPart, campaign: Campaign, request: LetterRequest) -> Iterator[OpenParagraph]:
    for block in part.blocks:
        if isinstance(block, ItemList):
            items = [run for item in block.items for run in item]
            passage = next((run.passage for run in items if isinstance(run, Text)), "")
            runs: tuple[Run, ...] = (Text("\n".join(run.text for run in items), passage),)
            yield OpenParagraph(tuple(_parts(runs, part.language, campaign, request)))
        elif block.own:
            yield OpenParagraph((), own=True)
        else:
            yield OpenParagraph(tuple(_parts(block.runs, part.language, campaign, request)), block.name)


def _parts(
    runs: tuple[Run, ...], language: Language, campaign: Campaign, request: LetterRequest
) -> Iterator[EditablePassage | FixedWords]:
    for passage, said in groupby(runs, key=lambda run: run.passage if isinstance(run, Text) else ""):
        grouped = tuple(said)
        if passage:
            count = len(campaign.passages.get(passage, ("asks",)))
            yield EditablePassage(
                name=passage,
                offered=grouped[0].text,
                text=request.changes.edits.get((passage, language), grouped[0].text),
                number=wording_number(request, passage, count),
                wordings=count,
            )
        elif any(isinstance(run, Claim) for run in grouped):
            yield FixedWords(grouped)
