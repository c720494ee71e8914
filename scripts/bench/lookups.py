"""Finding a riding: how long it takes, and how often slips of the pen are understood."""

from __future__ import annotations

import csv
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import cycle
from pathlib import Path

from bench.measuring import Row, percentile, seconds
from webapp.composition.riding_names import index_of
from webapp.composition.riding_search import search
from webapp.content.catalogue import DATA, load_catalogue
from webapp.content.postal_tables import POSTAL_CODES, load_postal_table
from webapp.domain.catalogue import Catalogue
from webapp.domain.ridings import RidingAnswer

SLIPS = Path(__file__).resolve().parents[2] / "tests" / "slips.csv"
_AT_ONCE = 1_000
_STATUS = Path("/proc/self/status")


@dataclass(frozen=True)
class Accuracy:
    """How the search answers ``asked`` queries with slips: those missed, by name, and those wrongly sure.

    ``slowest`` is the time that 99 of a hundred do not exceed, ``table`` what the postal table adds to a
    process, in MB (None where the system does not tell).
    """

    asked: int
    missed_first: tuple[str, ...]
    missed_third: tuple[str, ...]
    wrongly_sure: tuple[str, ...]
    slowest: float
    table: float | None


def rows(catalogue: Catalogue) -> list[Row]:
    """Return the rows: loading the tables, and finding a riding by what people type."""
    rng = random.Random(1)  # noqa: S311 - the same codes each time, nothing secret
    postal = catalogue.postal
    known = [code for code, *_ in postal]
    asked = [rng.choice(known) for _ in range(_AT_ONCE)]
    slips, others = cycle(query for query, _ in _slips()), _catalogues_alike(catalogue)
    return [
        Row("a postal code", _each(postal.code, asked)),
        Row("the first three characters of one", _each(postal.prefix, [code[:3] for code in asked])),
        Row("a name with a slip", lambda: seconds(search, next(slips), catalogue, postal)),
        Row("loading the postal table", lambda: seconds(load_postal_table, DATA / POSTAL_CODES)),
        Row("making the index of names", lambda: seconds(index_of, next(others))),
    ]


def _each(find: Callable[[str], object], asked: Sequence[str]) -> Callable[[], float]:
    def all_of_them() -> None:
        for text in asked:
            find(text)

    return lambda: seconds(all_of_them) / len(asked)


def _catalogues_alike(catalogue: Catalogue) -> Iterator[Catalogue]:
    """Yield the catalogue short of one member after another: an index that was made is kept."""
    for left_out in cycle(catalogue.members):
        yield replace(catalogue, members={k: v for k, v in catalogue.members.items() if k != left_out})


def accuracy() -> Accuracy:
    """Return how the search does on `tests/slips.csv`; meant for a process of its own, for its memory."""
    before = _peak_memory()
    load_postal_table(DATA / POSTAL_CODES)
    after = _peak_memory()
    catalogue = load_catalogue()
    slips = _slips()
    wrong = [query for query, code in slips if (sure := _search(catalogue, query).sure) and sure.code != code]
    times = [seconds(_search, catalogue, query) for query, _ in slips]
    return Accuracy(
        asked=len(slips),
        missed_first=_missed(catalogue, slips, within=1),
        missed_third=_missed(catalogue, slips, within=3),
        wrongly_sure=tuple(wrong),
        slowest=percentile(times, 99),
        table=after - before if before and after else None,
    )


def _search(catalogue: Catalogue, query: str) -> RidingAnswer:
    return search(query, catalogue, catalogue.postal)


def _missed(catalogue: Catalogue, slips: Sequence[tuple[str, str]], *, within: int) -> tuple[str, ...]:
    """Return the queries whose riding is not among the first ``within`` answers."""
    return tuple(
        query
        for query, expected in slips
        if expected not in [match.riding.code for match in _search(catalogue, query).matches[:within]]
    )


@cache
def _slips() -> tuple[tuple[str, str], ...]:
    """Return queries with a slip, each with the code of the riding that was meant."""
    with SLIPS.open(encoding="utf-8", newline="") as file:
        return tuple((row["query"], row["expected_code"]) for row in csv.DictReader(file))


def _peak_memory() -> float | None:
    """Return the most memory this process has held, in MB, where the system tells."""
    lines = _STATUS.read_text(encoding="ascii").splitlines() if _STATUS.exists() else []
    return next((int(line.split()[1]) / 1000 for line in lines if line.startswith("VmHWM:")), None)
