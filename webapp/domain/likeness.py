"""How personal a letter is: what share of it is its writer's own, and how like the usual letter it reads.

It is advice and never a gate. The likeness is WriteToThem's measure: the share of a text's substrings of
32 characters that another text holds too, letters and digits alone.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from webapp.domain.letters import Claim, LetterPart, Paragraph, Text
from webapp.domain.passages import Changes

_LENGTH = 32


@dataclass(frozen=True)
class Personality:
    """Shares from 0 to 1: the body's words that are the writer's own; its likeness to the usual letter."""

    own: float
    likeness: float


def personality(part: LetterPart, usual: LetterPart, changes: Changes) -> Personality:
    """Return how personal a letter is beside the usual one for the same request."""
    own = words = 0
    for block in part.blocks:
        lines = (block.runs,) if isinstance(block, Paragraph) else block.items
        for run in (run for line in lines for run in line):
            count = len(run.text.split())
            words += count
            is_own = isinstance(block, Paragraph) and block.own
            own += count if is_own or _is_edited(run, part, changes) else 0
    return Personality(own / words if words else 0.0, likeness(_body(part), _body(usual)))


def likeness(text: str, other: str) -> float:
    """Return the share of the text's substrings of 32 characters that the other holds too."""
    one, two = _substrings(text), _substrings(other)
    return len(one & two) / len(one) if one else 0.0


def _is_edited(run: Text | Claim, part: LetterPart, changes: Changes) -> bool:
    return isinstance(run, Text) and (run.passage, part.language) in changes.edits


def _body(part: LetterPart) -> str:
    return " ".join(run.text for run in part.runs)


def _substrings(text: str) -> set[str]:
    plain = re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text).casefold())
    return {plain[start : start + _LENGTH] for start in range(max(len(plain) - _LENGTH + 1, 0))}
