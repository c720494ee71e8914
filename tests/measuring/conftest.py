"""Where `make bench` is found, and the server that it starts."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "scripts"), str(ROOT / "tests" / "browser")]

from bench.peers.faces import cut_fonts  # noqa: E402 - found by the line above
from bench.run import FONTS  # noqa: E402


@pytest.fixture(scope="session")
def cut() -> Path:
    """Return the folder of the fonts that peers are given."""
    return cut_fonts(FONTS)
