"""How large and how deep a TOML file may be, seen before it is parsed: parsing it then takes bounded time.

The standard library's parser takes time by the square of the parts of a dotted key, and a call for every
level of nesting. https://toml.io/en/v1.0.0 has the grammar of strings, comments and keys.
"""

from __future__ import annotations

import re

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


def too_much_in(text: str) -> str:
    """Return what there is too much of in a TOML file, and what to do; nothing where it may be parsed."""
    structure = _NO_STRUCTURE.sub("", text)
    if len(re.findall(r"[=,\[]", structure)) > MOST_VALUES:
        return f"holds more than {MOST_VALUES} values: take out what the campaign does not need"
    if _LONG_KEY.search(structure):
        return f"has a key of more than {MOST_KEY_PARTS} parts: write a table in square brackets"
    level = 0
    for bracket in re.findall(r"[\[\]{}]", structure):
        level += 1 if bracket in "[{" else -1
        if level > MOST_LEVELS:
            return f"is nested more than {MOST_LEVELS} deep: see that every bracket is closed"
    return ""
