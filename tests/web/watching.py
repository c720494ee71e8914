"""What a server says of its work, read as whoever keeps its log reads it."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from typing import Any

from webapp.logs import JsonLines


class Watched:
    """Everything that was logged, as the lines of the log."""

    def __init__(self) -> None:
        self.stream = StringIO()

    @property
    def text(self) -> str:
        return self.stream.getvalue()

    @property
    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.text.splitlines()]

    def events(self, event: str) -> list[dict[str, Any]]:
        return [line for line in self.lines if line["event"] == event]


@contextmanager
def watched() -> Iterator[Watched]:
    """Watch every logger at every level, libraries too, more closely than a server does."""
    seen, root = Watched(), logging.getLogger()
    handler, level = logging.StreamHandler(seen.stream), root.level
    handler.setFormatter(JsonLines())
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    try:
        yield seen
    finally:
        root.removeHandler(handler)
        root.setLevel(level)
