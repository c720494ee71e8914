"""The paragraphs of a letter in the order its writer wants, while every cited claim still makes sense."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from webapp.composition.marks import FACT, NOTHING, PARAGRAPH, fact_mark
from webapp.domain.campaigns import Campaign
from webapp.domain.passages import in_order

_LEANS = ("claim", "letter")
"""The wordings that need an antecedent. Any other was named by the template for the paragraph it is in."""


@dataclass(frozen=True)
class Chunk:
    """The lines of a paragraph and its list; ``name`` is there where it may be moved."""

    lines: tuple[str, ...]
    name: str = ""


def chunks_of(text: str) -> list[Chunk]:
    """Return the paragraphs of a script's text in the template's order, without those that hold nothing."""
    kept = re.sub(f"^[ \t]*{NOTHING}[ \t]*\n|{NOTHING}", "", text, flags=re.MULTILINE)
    chunks = []
    for paragraph in re.split(r"\n\s*\n", kept.strip()):
        name = PARAGRAPH.search(paragraph)
        lines = [line.strip() for line in PARAGRAPH.sub("", paragraph).splitlines()]
        if any(lines):
            chunks.append(Chunk(tuple(filter(None, lines)), name.group(1) if name else ""))
    return chunks


def arranged(chunks: list[Chunk], order: tuple[str, ...], campaign: Campaign) -> list[Chunk] | None:
    """Return the chunks with those that have a name in the order wanted, the others where they were.

    A claim that no longer comes after what it refers to is printed in the wording that introduces it;
    None where it has none: that order cannot be.
    """
    named = {chunk.name: chunk for chunk in chunks if chunk.name}
    moved = iter(in_order(list(named), order))
    wanted = [named[next(moved)] if chunk.name else chunk for chunk in chunks]
    if wanted == chunks:
        return chunks
    printed: set[str] = set()

    def introduced(match: re.Match[str]) -> str:
        slug, wording = match.groups()
        fact = campaign.facts[slug]
        if fact.antecedents and wording in _LEANS and not printed & set(fact.antecedents):
            wording = "introduced"
            fact.wording(wording)
        printed.add(slug)
        return fact_mark(slug, wording)

    try:
        return [
            replace(chunk, lines=tuple(FACT.sub(introduced, line) for line in chunk.lines))
            for chunk in wanted
        ]
    except KeyError:
        return None
