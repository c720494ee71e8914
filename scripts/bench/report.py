"""The report of a run as Markdown: `docs/performance.md`, from `performance.md.j2` beside this module."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bench.measuring import Measured, Spread, Table
from bench.results import Results
from bench.targets import TARGETS, Target

_FOLDER = Path(__file__).parent
_SCALES = {"ms": 1_000, "µs": 1_000_000}


def report(results: Results) -> str:
    """Return the whole page."""
    environment = Environment(
        loader=FileSystemLoader(_FOLDER),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,  # noqa: S701 - Markdown of figures
    )
    environment.filters |= {"figure": figure, "table": table}
    return environment.get_template("performance.md.j2").render(
        results=results,
        targets=[_target(target, results) for target in TARGETS],
        rounds=max(len(row.samples) for row in results.letters.rows),
    )


def shape(page: str) -> str:
    """Return what a page has whatever was measured: its words and the first cell of each line of a table.

    Figures in the words are left out. What was made on the machine of a run alone is not part of it.
    """
    lines = (re.sub(r"^(\|[^|]*\|).*", r"\1", line) for line in page.splitlines())
    return re.sub(r"\d[\d.,]*", "0", "\n".join(lines))


def table(given: Table) -> str:
    """Return a table: each row's median, and its ratio to each reference with its quartiles."""
    heads = [f"median, {given.unit}", *(f"ratio to {name}" for name in given.references)]
    lines = (_line(row, given) for row in given.rows)
    return _markdown(["", *heads], lines)


def figure(value: float | None) -> str:
    """Return a figure with as many digits as it is worth: three, all those before the point."""
    if value is None:
        return "–"
    if value and abs(value) < 0.1:
        return f"{value:.3f}"
    if abs(value) < 10:
        return f"{value:.2f}"
    return f"{value:,.1f}" if abs(value) < 100 else f"{value:,.0f}"


def _line(row: Measured, given: Table) -> list[str]:
    if row.median is None:
        return [row.name, row.absent, *("" for _ in given.references)]
    ratios = (_ratio(given.ratio(row.name, reference)) for reference in given.references)
    return [row.name, figure(row.median * _SCALES.get(given.unit, 1)), *ratios]


def _ratio(found: Spread | None) -> str:
    return f"{figure(found.middle)} ({figure(found.low)} – {figure(found.high)})" if found else ""


def _target(target: Target, results: Results) -> list[str]:
    """Return a target's cells: its name, what was set out, what was measured, and the verdict."""
    sign, value = "≥" if target.is_least else "≤", target.figure(results)
    wanted = f"{sign} {target.limit:g} {target.unit}".strip()
    if value is None:
        return [target.name, wanted, "–", "not measured in this run"]
    measured = f"{figure(value)} {target.unit}".strip()
    if target.is_met(value):
        return [target.name, wanted, measured, "met"]
    return [target.name, wanted, measured, ". ".join(filter(None, ("**not met**", target.otherwise)))]


def _markdown(heads: list[str], lines: Iterable[list[str]]) -> str:
    rows = [heads, ["---"] * len(heads), *lines]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in rows)
