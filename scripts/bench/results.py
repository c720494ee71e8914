"""Everything that one run measured, and the file it is kept in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pydantic import TypeAdapter

from bench.clients import Load
from bench.lookups import Accuracy
from bench.measuring import Table
from bench.memory import Memory

EARLY = 500
"""After so many letters every process has done whatever it does once: memory is compared with that."""


@dataclass(frozen=True)
class Results:
    """One run: its day, its size, the machine in pairs of a name and a value, and what was measured.

    ``heavy`` names the libraries that a letter as text loads although it needs none of them.
    """

    made_on: date
    size: str
    minutes: float
    machine: tuple[tuple[str, str], ...]
    letters: Table
    cold: Table
    lookups: Table
    workers: Table
    journey: Table
    loads: tuple[Load, ...]
    memory: tuple[Memory, ...]
    accuracy: Accuracy
    heavy: tuple[str, ...]

    def grown(self, point: Memory) -> float | None:
        """Return the memory at a point divided by that after 500 letters; None where that is not known."""
        early = next((each.megabytes for each in self.memory if each.letters == EARLY), None)
        return point.megabytes / early if early else None


_RESULTS = TypeAdapter(Results)


def save(results: Results, path: Path) -> None:
    """Write results to a file."""
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(_RESULTS.dump_json(results, indent=1))


def load(path: Path) -> Results:
    """Read results back; raises `FileNotFoundError` where nothing was kept."""
    return _RESULTS.validate_json(path.read_bytes())
