"""Measures the search for ridings: right answers on tests/slips.csv, and milliseconds for a name."""

from __future__ import annotations

import csv
import statistics
import time
from collections.abc import Callable
from pathlib import Path

from webapp.composition.postal_search import PostalLookup
from webapp.composition.riding_names import index_of
from webapp.composition.riding_search import search
from webapp.content.catalogue import DATA, load_catalogue
from webapp.content.postal_tables import load_postal_table
from webapp.domain.catalogue import Catalogue

SLIPS = Path(__file__).resolve().parents[1] / "tests" / "slips.csv"


def milliseconds(work: Callable[[], object]) -> float:
    """Return how long ``work`` takes, once."""
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1000


def missed(
    slips: list[tuple[str, str]], catalogue: Catalogue, postal: PostalLookup, within: int
) -> list[str]:
    """Return the queries whose riding is not among the first ``within`` answers."""
    return [
        query
        for query, expected in slips
        if expected not in [m.riding.code for m in search(query, catalogue, postal).matches[:within]]
    ]


def report() -> None:
    """Print accuracy and times."""
    catalogue, postal = load_catalogue(), load_postal_table(DATA / "postal_codes.bin")
    with SLIPS.open(encoding="utf-8", newline="") as file:
        slips = [(row["query"], row["expected_code"]) for row in csv.DictReader(file)]
    made = milliseconds(lambda: index_of(catalogue))
    first = milliseconds(lambda: search("edmnton strathcna", catalogue, postal))
    times = [milliseconds(lambda q=query: search(q, catalogue, postal)) for query, _ in slips]  # type: ignore[misc]  # mypy infers no type for a lambda's default
    for within in (1, 3):
        lost = missed(slips, catalogue, postal, within)
        print(f"right within {within}: {1 - len(lost) / len(slips):.1%} of {len(slips)} slips")
        print("".join(f"  missed: {query}\n" for query in lost), end="")
    wrong = [q for q, code in slips if (sure := search(q, catalogue, postal).sure) and sure.code != code]
    print(f"wrongly sure: {len(wrong)} {wrong or ''}".rstrip())
    print(f"index made once in {made:.1f} ms; first misspelled name, with RapidFuzz's import, {first:.1f} ms")
    median, ninety_nine = statistics.median(times), statistics.quantiles(times, n=100)[98]
    print(f"a name: median {median:.2f} ms, 99 % {ninety_nine:.2f} ms, most {max(times):.2f} ms")


if __name__ == "__main__":
    report()
