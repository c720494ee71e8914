"""Servers that are to stand what goes wrong, and clients that ask of them without end."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "browser"))  # the module that serves the site

from talking import GET, LETTER, post


@pytest.fixture
def requests(filled: dict[str, object]) -> tuple[bytes, ...]:
    """Return what a visitor asks for: pages, a letter, and at last its PDF."""
    home = GET.replace(b"/en/verify", b"/en/")
    return (home, GET, home, GET, home, GET, home, GET, post(LETTER, filled), post(LETTER + ".pdf", filled))
