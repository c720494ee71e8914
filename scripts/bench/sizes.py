"""How much is measured: enough for a first answer, everything, or each thing once for the tests."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Size:
    """How often and how long everything is measured.

    ``rounds`` is for tables, ``load_seconds`` for each number of clients, ``turns`` and ``turn_seconds`` for
    one core beside two, ``journeys`` for writers one after another, each of whom reads for
    ``reading_seconds``, ``letters`` for the memory of the server, told at each of them. So many rounds of
    ``warm_up`` are taken first and not kept.
    """

    name: str
    rounds: int
    load_seconds: float
    turns: int
    turn_seconds: float
    journeys: int
    reading_seconds: float
    letters: tuple[int, ...]
    is_whole: bool = False
    warm_up: int = 1


SHORT = Size("short", 30, 3, 4, 3, 30, 0.5, (0, 100, 500, 600))
LONG = Size("long", 30, 5, 24, 4, 50, 1, (0, 100, 500, 1_000, 2_500, 5_000, 10_000), is_whole=True)
ONCE = Size("once", 1, 0.3, 1, 0.3, 1, 0.1, (0, 2), warm_up=0)
SIZES = {size.name: size for size in (SHORT, LONG, ONCE)}
