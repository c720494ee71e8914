"""Validates the HTML of every page and state, and measures pages with Lighthouse; fails on any finding."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests" / "browser"))
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests" / "audit"))

from chromium import HEADLESS, QUIET
from lighthouse import HEADINGS, measure, row, table_row
from markup import validate, write_pages
from programs import install, need_programs
from serving import site
from states import STATES

MEASURED = (
    "en/",
    "en/campaigns/ice-offices-canada/",
    "fr/campaigns/ice-offices-canada/",
    "fr/campaigns/ice-offices-canada/sources",
    "fr/verify",
)
"""Each takes a quarter of a minute, and a page weighs the same in both languages."""


def markup_findings(address: str) -> list[str]:
    """Return what the validator says of every state."""
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=HEADLESS, args=list(QUIET))
        write_pages(browser, address, Path(folder))
        browser.close()
        return list(validate(Path(folder)))


def low_figures(address: str) -> Iterator[str]:
    """Print the figures of each page; yield those below their floor."""
    print(table_row(*HEADINGS))
    for path in MEASURED:
        figures = measure(f"{address}/{path}")
        print(row(path, figures), flush=True)
        yield from (f"{path}: {low}" for low in figures.below)


if __name__ == "__main__":
    need_programs()
    install()
    with site() as served:
        findings = markup_findings(served)
        print(
            "\n".join(findings) or f"{len(STATES)} states in two languages: valid, before and after scripts."
        )
        findings += low_figures(served)
    sys.exit("\n".join(findings) if findings else 0)
