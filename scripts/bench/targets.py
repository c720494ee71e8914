"""The targets, each with the figure that decides it: whether it is met is computed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bench import cold, composing, server
from bench.measuring import Table
from bench.peers import rows as peers
from bench.results import Results

_LATE = 10_000


@dataclass(frozen=True)
class Target:
    """What was set out to be reached: a figure of at most ``limit``, or of at least it.

    ``figure`` is None where the run did not measure it. ``otherwise`` is shown where the target is not met:
    the reason, and the next idea.
    """

    name: str
    limit: float
    figure: Callable[[Results], float | None]
    unit: str = "×"
    is_least: bool = False
    otherwise: str = ""

    def is_met(self, figure: float) -> bool:
        """Say whether a figure is good enough."""
        return figure >= self.limit if self.is_least else figure <= self.limit


def _ratio(table: str, name: str, reference: str) -> Callable[[Results], float | None]:
    def figure(results: Results) -> float | None:
        given: Table = getattr(results, table)
        found = given.ratio(name, reference)
        return found.middle if found else None

    return figure


def _fastest_peer(results: Results) -> float | None:
    """Return how a prepared letter compares with the fastest peer that was measured."""
    ratios = [results.letters.ratio(composing.PREPARED, name) for name in peers.PEERS]
    return max((each.middle for each in ratios if each), default=None)


def _click(results: Results) -> float | None:
    middle = results.journey.row(server.CLICK).median
    return None if middle is None else middle * 1000


def _growth(results: Results) -> float | None:
    late = next((point for point in results.memory if point.letters == _LATE), None)
    return results.grown(late) if late else None


def _heavy(results: Results) -> float:
    return len(results.heavy)


NAIVE = "of a naive call of WeasyPrint"
TARGETS = (
    Target(
        f"a warm letter by public interfaces alone, {NAIVE}",
        0.58,
        _ratio("letters", composing.PUBLIC, peers.NAIVE),
    ),
    Target(f"the same, as with all means, {NAIVE}", 0.25, _ratio("letters", composing.WARM, peers.NAIVE)),
    Target(f"the same, as it is aimed at, {NAIVE}", 0.20, _ratio("letters", composing.WARM, peers.NAIVE)),
    Target(f"a prepared letter, {NAIVE}", 0.05, _ratio("letters", composing.PREPARED, peers.NAIVE)),
    Target("a prepared letter, of the fastest peer’s", 1, _fastest_peer),
    Target("the click on the PDF after the preview, half of all", 30, _click, unit="ms"),
    Target(
        "letters a second on two cores, of those on one",
        1.8,
        _ratio("workers", server.TWO, server.ONE),
        is_least=True,
        otherwise="Two processes that make letters and share nothing, each on a core of its own, make 1.9 "
        "times what one makes where this was written. Of the rest, the process that hands letters out and "
        "the clients, who run on the same cores, take a part. Next: fewer copies of a PDF on its way.",
    ),
    Target("memory after 10,000 letters, of that after 500", 1.1, _growth),
    Target("a cold letter as text, of importing Jinja alone", 3, _ratio("cold", cold.TXT, cold.JINJA)),
    Target("libraries that it loads and does not need", 0, _heavy, unit=""),
    Target(
        "a cold letter as PDF, of a naive script’s",
        0.70,
        _ratio("cold", cold.PDF, cold.NAIVE),
        otherwise="The script is given two weights cut beforehand and a letter already composed; we find the "
        "riding, compose it and set each of its pieces on a page of its own, for letters that never come. "
        "Next: set the pieces of a first letter on fewer pages.",
    ),
)
