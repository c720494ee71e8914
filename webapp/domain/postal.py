"""Postal codes and the ridings they lie in, as far as a table knows."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class PostalAnswer:
    """What the table says of a full postal code or of a prefix (its first three characters).

    ``ridings`` are riding codes with the share of the prefix's codes in each, best first; a full code has
    one riding, of share 1. ``near_boundary`` says that a full code lies under 100 m from a riding's limit.
    """

    code: str
    ridings: tuple[tuple[str, float], ...]
    near_boundary: bool = False
