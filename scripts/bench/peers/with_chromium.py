"""Chromium without a window: one browser, kept, prints one page of HTML after another."""

from __future__ import annotations

import atexit
import shutil
import subprocess
from functools import cache
from pathlib import Path
from typing import Any

CHROMIUM = shutil.which("chromium")
ABSENT = "" if CHROMIUM else "Chromium is not installed"
_QUIET = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")


def make(folder: Path, page: str) -> bytes:
    """Return the PDF, tagged. The page is a file: only a file may use the fonts, which are files."""
    file = folder / "chromium.html"
    file.write_text(page, encoding="utf-8")
    tab = _tab()
    tab.goto(file.as_uri())
    pdf: bytes = tab.pdf(prefer_css_page_size=True, tagged=True)
    return pdf


def once(folder: Path, page: Path) -> None:
    """Print a page in a browser of its own, from its start to its end."""
    profile, pdf = folder / "chromium", folder / "chromium.pdf"
    command = [CHROMIUM or "chromium", "--headless", *_QUIET, f"--user-data-dir={profile}"]
    command += ["--no-pdf-header-footer", f"--print-to-pdf={pdf}", page.as_uri()]
    subprocess.run(command, check=True, capture_output=True, timeout=120)  # noqa: S603 - our own page


@cache
def _tab() -> Any:
    from playwright.sync_api import sync_playwright

    playwright = sync_playwright().start()
    atexit.register(playwright.stop)
    browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(_QUIET))
    atexit.register(browser.close)
    return browser.new_page()
