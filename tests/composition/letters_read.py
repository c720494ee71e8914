"""Letters of every kind, and what is read out of them: words, passages, movable paragraphs."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from webapp.domain.campaigns import Campaign
from webapp.domain.letters import Block, ItemList, LetterPart, Paragraph, Text
from webapp.domain.locales import LANGUAGES

STANCES = ("close", "review", "transfer", "safeguards", "keep")
EARLIER = date(2026, 10, 27)
TORONTO = "35110"
LETTERS: dict[str, dict[str, Any]] = {
    **{stance: {"stance": stance} for stance in STANCES},
    "short": {"length": "short"},
    "follow-up": {"follow_up_to": EARLIER},
}
every_letter = pytest.mark.parametrize("letter", LETTERS)
every_stance = pytest.mark.parametrize("stance", STANCES)
every_language = pytest.mark.parametrize("language", LANGUAGES)


def text_of(block: Block) -> str:
    """Return a paragraph's words, or a list's items one a line."""
    lines = block.items if isinstance(block, ItemList) else (block.runs,)
    return "\n".join("".join(run.text for run in line) for line in lines)


def passages_of(part: LetterPart) -> tuple[str, ...]:
    """Return the passages that a part says, in reading order."""
    return tuple(dict.fromkeys(run.passage for run in part.runs if isinstance(run, Text) and run.passage))


def spoken(part: LetterPart, passage: str) -> str:
    """Return what a part says for a passage; its punctuation may have moved to the claim before it."""
    return "".join(run.text for run in part.runs if isinstance(run, Text) and run.passage == passage)


def offered(campaign: Campaign, letter: str) -> tuple[str, ...]:
    return campaign.stances[LETTERS[letter].get("stance", "close")].offered


def names_of(part: LetterPart) -> list[str]:
    """Return the names of a part's movable paragraphs, each once, as they stand."""
    return list(
        dict.fromkeys(block.name for block in part.blocks if isinstance(block, Paragraph) and block.name)
    )
