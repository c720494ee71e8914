"""Passages: what a letter says between its cited claims, and what a writer makes of it.

A passage has several wordings, and is named by its letter and its own name: ``close.opening``. Cited
claims are never passages: a writer chooses or drops a fact, and rewrites, drops or moves the rest.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from webapp.domain.locales import Language

ASKS = "asks"
"""The name of the passage that holds the asks, one a line."""


@dataclass(frozen=True)
class Changes:
    """What a writer changed in a letter's passages.

    ``wordings`` gives the number of a passage's wording where the writer asked for another one.
    ``edits`` gives the writer's own text of a passage in a language, empty where it is left out.
    ``order`` names paragraphs in the order the writer wants them, such as ``close.record``.
    """

    wordings: Mapping[str, int] = field(default_factory=dict)
    edits: Mapping[tuple[str, Language], str] = field(default_factory=dict)
    order: tuple[str, ...] = ()


def usual_wording(seed: Sequence[str], passage: str, count: int) -> int:
    """Return which of ``count`` wordings a passage has in the letters of ``seed``, from 0.

    The seed is what tells one letter from the next; the same seed gives the same wording for ever
    (the first eight bytes of a SHA-256), so that a letter can be made again.
    """
    digest = hashlib.sha256("\n".join((*seed, passage)).encode()).digest()
    return int.from_bytes(digest[:8], "big") % count


def in_order(names: Sequence[str], wanted: Sequence[str]) -> list[str]:
    """Return ``names`` in the order ``wanted``; a name not wanted stays behind the one it usually follows."""
    arranged = [name for name in dict.fromkeys(wanted) if name in names]
    for place, name in enumerate(names):
        if name not in arranged:
            before = names[place - 1] if place else ""
            arranged.insert(arranged.index(before) + 1 if before else 0, name)
    return arranged
