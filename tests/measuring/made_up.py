"""Results with the rows of a run of any size, and figures that nobody measured."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from bench import cold, composing, lookups, server
from bench.clients import Load
from bench.lanes import lanes
from bench.lookups import Accuracy
from bench.machine import machine
from bench.measuring import Measured, Row, Table
from bench.memory import Memory
from bench.peers import rows as peers
from bench.results import Results
from bench.sizes import Size

from webapp.domain.catalogue import Catalogue

ACCURACY = Accuracy(
    asked=4, missed_first=("guelf",), missed_third=(), wrongly_sure=(), slowest=0.01, table=2.5
)


def made_up(catalogue: Catalogue, folder: Path, size: Size) -> Results:
    """Return results as `bench.run.measure` gives them, each sample a tenth of a second."""
    whole = size.is_whole
    with lanes() as unused:
        ours = composing.rows(unused, catalogue, is_whole=whole)
        others = peers.rows(unused, catalogue, folder, folder, is_whole=whole)
    return Results(
        made_on=date(2026, 11, 24),
        size=size.name,
        minutes=4.5,
        machine=machine(),
        letters=Table("ms", (peers.NAIVE,), figures([*others, *ours])),
        cold=Table(
            "ms", (cold.JINJA, cold.NAIVE), figures(cold.rows(catalogue, folder, folder, is_whole=whole))
        ),
        lookups=Table("µs", (), figures(lookups.rows(catalogue))),
        workers=Table("letters a second", (server.ONE,), named(server.ONE, server.TWO)),
        journey=Table("ms", (server.AT_ONCE,), named(server.AT_ONCE, server.CLICK)),
        loads=tuple(
            Load(what, clients, 10.0, (1.0, 2.0, 3.0))
            for what in ("pages", "PDFs")
            for clients in server.CLIENTS
        ),
        memory=tuple(Memory(letters, 300.0) for letters in size.letters),
        accuracy=ACCURACY,
        heavy=(),
    )


def figures(rows: Sequence[Row]) -> tuple[Measured, ...]:
    """Return rows with made up samples, but for those that are absent."""
    return tuple(Measured(row.name, (0.1, 0.1) if row.sample else (), row.absent) for row in rows)


def named(*names: str) -> tuple[Measured, ...]:
    """Return rows with made up samples."""
    return tuple(Measured(name, (0.1, 0.1)) for name in names)
