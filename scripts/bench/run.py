"""One run, from its first row to its last."""

from __future__ import annotations

import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from bench import cold, composing, lookups, server
from bench.clients import Load
from bench.lanes import Lanes, lanes
from bench.machine import machine
from bench.measuring import Row, Table, interleaved
from bench.memory import Memory, memory
from bench.peers import rows as peers
from bench.peers.faces import cut_fonts
from bench.results import Results
from bench.sizes import Size
from webapp.content.catalogue import load_catalogue
from webapp.domain.catalogue import Catalogue

FONTS = Path(__file__).resolve().parents[2] / "build" / "bench-fonts"


def measure(size: Size) -> Results:
    """Measure everything of a size, and return it; says on standard error what it is at."""
    began, catalogue = time.monotonic(), load_catalogue()
    with TemporaryDirectory(prefix="apostille-bench-") as name, lanes() as theirs:
        run = _Run(size, catalogue, Path(name), theirs)
        return Results(
            made_on=datetime.now(UTC).date(),
            size=size.name,
            machine=machine(),
            lookups=run.lookups(),
            accuracy=theirs["accuracy"].call(lookups.accuracy),
            letters=run.letters(),
            cold=run.cold(),
            heavy=cold.heavy_modules(run.folder),
            journey=run.journey(),
            workers=run.workers(),
            loads=run.loads(),
            memory=run.memory(),
            minutes=(time.monotonic() - began) / 60,
        )


class _Run:
    """What the parts of a run share: how much is measured, the catalogue, a folder, fonts and lanes."""

    def __init__(self, size: Size, catalogue: Catalogue, folder: Path, lanes: Lanes) -> None:
        self.size, self.catalogue, self.folder, self._lanes = size, catalogue, folder, lanes
        self._fonts = cut_fonts(FONTS)

    def letters(self) -> Table:
        whole = self.size.is_whole
        ours = composing.rows(self._lanes, self.catalogue, is_whole=whole)
        others = peers.rows(self._lanes, self.catalogue, self.folder, self._fonts, is_whole=whole)
        return self._table("ms", (peers.NAIVE,), [*others, *ours], "letters")

    def cold(self) -> Table:
        rows = cold.rows(self.catalogue, self.folder, self._fonts, is_whole=self.size.is_whole)
        return self._table("ms", (cold.JINJA, cold.NAIVE), rows, "whole processes")

    def lookups(self) -> Table:
        return self._table("µs", (), lookups.rows(self.catalogue), "ridings")

    def workers(self) -> Table:
        _say("one core beside two")
        return Table("letters a second", (server.ONE,), server.workers(self.catalogue, self.size))

    def journey(self) -> Table:
        _say("previews and clicks")
        return Table("ms", (server.AT_ONCE,), server.journey(self.catalogue, self.size))

    def loads(self) -> tuple[Load, ...]:
        _say("pages and PDFs by several clients")
        return server.loads(self.catalogue, self.size, self.folder)

    def memory(self) -> tuple[Memory, ...]:
        _say(f"memory over {self.size.letters[-1]:,} letters")
        return tuple(memory(self.catalogue, self.size.letters))

    def _table(self, unit: str, references: tuple[str, ...], rows: list[Row], what: str) -> Table:
        _say(f"{what}: {len(rows)} rows, {self.size.rounds} rounds")
        return Table(unit, references, interleaved(rows, self.size.rounds, warm_up=self.size.warm_up))


def _say(what: str) -> None:
    print(f"bench: {what}", file=sys.stderr)
