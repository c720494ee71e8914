"""How large and how deep a TOML file may be, seen before it is parsed: parsing it then takes bounded time.

The standard library's parser takes time by the square of the parts of a dotted key, and a call for every
level of nesting. https://toml.io/en/v1.0.0 has the grammar of strings, comments and keys.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

MOST_VALUES = 10_000
"""The values of a file at most: six times as many as any file of ours has."""
MOST_LEVELS = 12
MOST_KEY_PARTS = 12
"""The levels of brackets and the parts of a dotted key at most; a campaign needs five."""

_NO_STRUCTURE = re.compile(
    r'"""(?:\\.|[^\\])*?(?:"{3,5}|\Z)'
    r"|'''.*?(?:'{3,5}|\Z)"
    r'|"(?:\\.|[^"\\\n])*+"?'
    r"|'[^'\n]*+'?"
    r"|\#[^\n]*+",
    re.DOTALL,
)
"""Strings and comments, those without an end to the end: each character of a file is looked at once."""
_LONG_KEY = re.compile(rf"(?:\.[^.=\[\],{{}}\n]*+){{{MOST_KEY_PARTS}}}")


def too_much_in(text: str) -> tuple[str, int] | None:
    """Return what there is too much of in a TOML file, and on which line; None where it may be parsed."""
    structure = _NO_STRUCTURE.sub(lambda match: "\n" * match.group().count("\n"), text)
    for place, message in _excesses(structure):
        return message, structure.count("\n", 0, place) + 1
    return None


def _excesses(structure: str) -> Iterator[tuple[int, str]]:
    """Yield where a file without its strings and comments goes beyond a limit, and what to do."""
    for value in islice(re.finditer(r"[=,\[]", structure), MOST_VALUES, None):
        yield value.start(), f"more than {MOST_VALUES} values: take out what the campaign does not need"
    for key in _LONG_KEY.finditer(structure):
        yield key.start(), f"a key of more than {MOST_KEY_PARTS} parts: write a table in square brackets"
    level = 0
    for bracket in re.finditer(r"[\[\]{}]", structure):
        level += 1 if bracket.group() in "[{" else -1
        if level > MOST_LEVELS:
            yield (
                bracket.start(),
                f"more than {MOST_LEVELS} brackets in each other: close them, or take some out",
            )
