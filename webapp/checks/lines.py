"""Where in a TOML file a key stands: its line, found by the place that a problem names."""

from __future__ import annotations

import re
from collections import Counter
from itertools import accumulate

_SEPARATOR = " › "
_ROW = re.compile(r"\[\[([^\]]+)\]\]")
_TABLE = re.compile(r"\[([^\[\]]+)\]")
_KEY = re.compile(r"\s*\"?([\w-]+)\"?\s*=")
_LABEL = re.compile(r"(id|slug)\s*=\s*\"([^\"]*)\"")


def line_of(text: str, where: str) -> int:
    """Return the line on which ``where`` stands, or the nearest table around it; 0 where nothing fits.

    ``where`` is written as problems write it: ``facts F01 › claim › fr``, rows named by id, slug or number.
    """
    lines = _lines(text)
    prefixes = accumulate(where.split(_SEPARATOR), lambda before, key: f"{before}{_SEPARATOR}{key}")
    for prefix in reversed(list(prefixes)):
        for name in (prefix, re.sub(r" number \d+$", "", prefix)):
            if name in lines:
                return lines[name]
    return lines.get(where.split(maxsplit=1)[0], 0) if where else 0


def _lines(text: str) -> dict[str, int]:
    """Return the line of every table, row and key, by every name a problem may give it."""
    lines: dict[str, int] = {}
    rows: Counter[str] = Counter()
    names: dict[str, str] = {}
    table = ""
    for number, line in enumerate(text.splitlines(), start=1):
        if match := _ROW.match(line):
            path = _named(match[1], names)
            rows[path] += 1
            table = f"{path} number {rows[path]}"
            names[match[1].strip()] = table
            lines.setdefault(path, number)
            lines[table] = number
        elif match := _TABLE.match(line):
            table = _named(match[1], names)
            lines[table] = number
        elif match := _KEY.match(line):
            lines.setdefault(f"{table}{_SEPARATOR}{match[1]}" if table else match[1], number)
            if (label := _LABEL.match(line)) and re.search(r" number \d+$", table):
                named = re.sub(r"number \d+$", label[2], table)
                if label[1] == "id" or named not in lines:
                    lines |= {
                        key.replace(table, named, 1): at for key, at in lines.items() if key.startswith(table)
                    }
                    names = {key: named if name == table else name for key, name in names.items()}
                    table = named
    return lines


def _named(dotted: str, names: dict[str, str]) -> str:
    """Return a dotted table name as problems write it, its first keys replaced by the row they lie in."""
    keys = [key.strip().strip('"') for key in dotted.split(".")]
    for length in range(len(keys) - 1, 0, -1):
        row = names.get(".".join(keys[:length]))
        if row:
            return _SEPARATOR.join((row, *keys[length:]))
    return _SEPARATOR.join(keys)
