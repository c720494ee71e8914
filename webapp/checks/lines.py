"""Where in a TOML file a key stands: its line, found by the place that a problem names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from functools import lru_cache
from itertools import accumulate

from webapp.content.reading import short_name
from webapp.content.toml_bounds import MOST_KEY_PARTS

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


@lru_cache(maxsize=8)
def _lines(text: str) -> Mapping[str, int]:
    """Return the line of every table, row and key, by every name a problem may give it."""
    lines = _Lines()
    for number, line in enumerate(text.splitlines(), start=1):
        if match := _ROW.match(line):
            lines.row(match[1], number)
        elif match := _TABLE.match(line):
            lines.table(match[1], number)
        elif match := _KEY.match(line):
            lines.key(match[1], number)
            if label := _LABEL.match(line):
                lines.label(label[1], label[2])
    return lines.known


class _Lines:
    """The lines of one file, gathered from its first line to its last, each looked at once."""

    def __init__(self) -> None:
        self.known: dict[str, int] = {}
        self._rows: Counter[str] = Counter()
        self._names: dict[str, str] = {}
        self._header = self._table = ""
        self._own: list[str] = []

    def row(self, header: str, line: int) -> None:
        path = _named(header, self._names)
        self._rows[path] += 1
        self._header, self._table = header.strip(), f"{path} number {self._rows[path]}"
        self._names[self._header] = self._table
        self.known.setdefault(path, line)
        self.known[self._table] = line
        self._own = [""]

    def table(self, header: str, line: int) -> None:
        self._header, self._table = "", _named(header, self._names)
        self.known[self._table] = line

    def key(self, name: str, line: int) -> None:
        after = f"{_SEPARATOR}{short_name(name)}" if self._table else short_name(name)
        self.known.setdefault(f"{self._table}{after}", line)
        self._own.append(after)

    def label(self, kind: str, name: str) -> None:
        """Give the row that is read the name ``name`` too; an id comes before a slug."""
        named = re.sub(r"number \d+$", lambda _: short_name(name), self._table)
        if self._header and (kind == "id" or named not in self.known):
            self.known |= {f"{named}{after}": self.known[f"{self._table}{after}"] for after in self._own}
            self._names[self._header] = self._table = named


def _named(dotted: str, names: Mapping[str, str]) -> str:
    """Return a dotted table name as problems write it, its first keys replaced by the row they lie in."""
    keys = [key.strip().strip('"') for key in dotted.split(".")][:MOST_KEY_PARTS]
    for length in range(len(keys) - 1, 0, -1):
        row = names.get(".".join(keys[:length]))
        if row:
            return _SEPARATOR.join((row, *map(short_name, keys[length:])))
    return _SEPARATOR.join(map(short_name, keys))
