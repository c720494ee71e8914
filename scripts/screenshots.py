"""Photographs every state of the site into screenshots/, on a phone and on a desk, in light and dark."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests" / "browser"))

from chromium import HEADLESS, QUIET
from serving import ROOT, site
from states import STATES, enlarge_text

FOLDER = ROOT / "screenshots"
WIDTHS = {360: 780, 1280: 900}
SCHEMES: dict[str, dict[str, Any]] = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "text-200": {"color_scheme": "light"},
    "forced-colors": {"color_scheme": "light", "forced_colors": "active"},
}
IN_FORCED_COLORS = ("form", "letter")  # between them they hold every kind of control


def asked() -> argparse.Namespace:
    """Return what the command line asks for: everything, unless it says less."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--state", nargs="+", choices=STATES, default=list(STATES))
    parser.add_argument("--language", nargs="+", choices=("en", "fr"), default=["en", "fr"])
    parser.add_argument("--width", nargs="+", type=int, choices=WIDTHS, default=list(WIDTHS))
    parser.add_argument("--scheme", nargs="+", choices=SCHEMES, default=list(SCHEMES))
    return parser.parse_args()


def looks(state: str, wanted: argparse.Namespace) -> Iterator[tuple[int, str]]:
    """Yield each width and scheme of a state; the larger text comes last, since it stays."""
    for scheme in sorted(wanted.scheme, key=lambda scheme: scheme == "text-200"):
        if scheme == "forced-colors" and state not in IN_FORCED_COLORS:
            continue
        for width in wanted.width:
            if scheme in ("light", "dark") or width == max(WIDTHS):
                yield width, scheme


def photograph(page: Page, name: str, width: int, scheme: str) -> None:
    """Save the whole page as it looks at one width, in one scheme."""
    page.set_viewport_size({"width": width, "height": WIDTHS[width]})
    page.emulate_media(**{"forced_colors": "none", **SCHEMES[scheme]})
    if scheme == "text-200":
        enlarge_text(page, 2)
    page.evaluate("document.fonts.ready.then(() => true)")
    path = FOLDER / f"{name}.{width}.{scheme}.png"
    page.screenshot(path=path, full_page=True, animations="disabled", timeout=60_000)
    print(path.relative_to(ROOT))


def photograph_all(browser: Browser, address: str, wanted: argparse.Namespace) -> None:
    """Go to each state once in each language, and look at it in every way asked for."""
    for state in wanted.state:
        for language in wanted.language:
            with browser.new_context(viewport={"width": 360, "height": 780}) as context:
                page = context.new_page()
                STATES[state](page, address, language)
                for width, scheme in looks(state, wanted):
                    photograph(page, f"{state}.{language}", width, scheme)


if __name__ == "__main__":
    if HEADLESS is None:
        sys.exit("Install Chromium, then try again: sudo apt-get install chromium")
    FOLDER.mkdir(exist_ok=True)
    with site() as served, sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=HEADLESS, args=list(QUIET))
        photograph_all(chromium, served, asked())
        chromium.close()
