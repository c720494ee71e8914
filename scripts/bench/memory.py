"""The memory of the whole server while it makes letters, what its processes share counted once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from serving import served

from bench.clients import Orders, ask_in_turn
from bench.letters import all_sorts
from webapp.domain.catalogue import Catalogue

_CLIENTS = 4
_LONGEST = 3_600
_PROC = Path("/proc")


@dataclass(frozen=True)
class Memory:
    """The memory of the server's processes after so many letters, in MB; how many of them were not made."""

    letters: int
    megabytes: float
    not_made: int = 0


def memory(catalogue: Catalogue, letters: Sequence[int]) -> Iterator[Memory]:
    """Yield the server's memory after each number of ``letters``; nothing where /proc does not tell."""
    if not (_PROC / "self" / "smaps_rollup").exists():
        return
    orders = Orders(all_sorts(catalogue))
    with served(APOSTILLE_LETTERS_PER_MINUTE="0", APOSTILLE_THREADS="32") as server:
        master = server.process.pid
        not_made = 0
        for before, after in pairwise((0, *letters)):
            made = ask_in_turn(server.address, orders, _CLIENTS, seconds=_LONGEST, most=after - before)
            not_made += after - before - made.ends["made"]
            yield Memory(after, megabytes(master), not_made)


def megabytes(process: int) -> float:
    """Return the proportional memory of a process and all its descendants, in MB of 10⁶ bytes."""
    return sum(_proportional(each) for each in _family(process)) / 1000


def _family(process: int) -> list[int]:
    try:
        said = [file.read_text() for file in (_PROC / str(process) / "task").glob("*/children")]
    except OSError:
        return []
    children = [int(child) for line in said for child in line.split()]
    return [process, *(each for child in children for each in _family(child))]


def _proportional(process: int) -> int:
    """Return the proportional memory of one process in kB; none where it has ended meanwhile."""
    try:
        found = re.search(
            r"^Pss: +(\d+) kB", (_PROC / str(process) / "smaps_rollup").read_text(), re.MULTILINE
        )
    except OSError:
        return 0
    return int(found[1]) * 1024 // 1000 if found else 0
