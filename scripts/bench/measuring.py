"""Samples taken in turn, their medians, and ratios with their spread: no figure stands alone."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from statistics import median, quantiles


@dataclass(frozen=True)
class Row:
    """One line of a table: its name, and what takes one sample, in the table's unit.

    A row that cannot be measured on this machine has no ``sample``, and says why in ``absent``.
    """

    name: str
    sample: Callable[[], float] | None
    absent: str = ""


@dataclass(frozen=True)
class Measured:
    """A row and its samples, in the order they were taken; none where ``absent`` says why."""

    name: str
    samples: tuple[float, ...] = ()
    absent: str = ""

    @property
    def median(self) -> float | None:
        """The median of the samples, or None where there are none."""
        return median(self.samples) if self.samples else None


@dataclass(frozen=True)
class Spread:
    """A median and the quartiles around it: half of all samples lie from ``low`` to ``high``."""

    low: float
    middle: float
    high: float


@dataclass(frozen=True)
class Table:
    """Rows measured in turn in one run; each has a ratio to every row named in ``references``.

    ``unit`` is what samples are shown in: ``ms`` or ``µs``, which are kept in seconds, or another as it is.
    """

    unit: str
    references: tuple[str, ...]
    rows: tuple[Measured, ...]

    def row(self, name: str) -> Measured:
        """Return the row of a name; raises `KeyError` where there is none."""
        return {row.name: row for row in self.rows}[name]

    def ratio(self, name: str, reference: str) -> Spread | None:
        """Return how one row compares with another, or None where either was not measured."""
        return ratio(self.row(name).samples, self.row(reference).samples)


def interleaved(rows: Sequence[Row], rounds: int, *, warm_up: int = 1, seed: int = 1) -> tuple[Measured, ...]:
    """Take one sample of each row a round, for so many rounds; the rows of each round in another order.

    What slows the machine for a while so meets every row alike, and none always follows the same one. Rounds
    of ``warm_up`` come first and are not kept: they pay for what is done once.
    """
    order = random.Random(seed)  # noqa: S311 - the same order each time, nothing secret
    taken: dict[str, list[float]] = {row.name: [] for row in rows}
    present = [(row.name, row.sample) for row in rows if row.sample]
    for _ in range(warm_up + rounds):
        order.shuffle(present)
        for name, sample in present:
            taken[name].append(sample())
    return tuple(Measured(row.name, tuple(taken[row.name][warm_up:]), row.absent) for row in rows)


def spread(values: Iterable[float]) -> Spread:
    """Return the median and the quartiles of one value or more."""
    several = list(values)
    if len(several) == 1:
        return Spread(several[0], several[0], several[0])
    low, _, high = quantiles(several, n=4, method="inclusive")
    return Spread(low, median(several), high)


def ratio(samples: Sequence[float], references: Sequence[float]) -> Spread | None:
    """Return the spread of each round's own ratio; None where either side has no samples.

    Raises `ValueError` where they were not taken in the same rounds.
    """
    if not samples or not references:
        return None
    pairs = zip(samples, references, strict=True)
    return spread(one / other for one, other in pairs if other)


def percentile(values: Sequence[float], percent: int) -> float:
    """Return the smallest value that so many of a hundred values do not exceed."""
    return sorted(values)[max(0, -(-len(values) * percent // 100) - 1)]


def seconds(work: Callable[..., object], *given: object) -> float:
    """Return how long ``work`` takes, once."""
    began = time.perf_counter()
    work(*given)
    return time.perf_counter() - began
