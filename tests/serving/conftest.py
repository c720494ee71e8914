"""A server of our own, with what starts it."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "browser"))  # the module that serves the site

from collections.abc import Iterator

import pytest
from serving import served


@pytest.fixture(scope="session")
def port() -> Iterator[int]:
    """Return the port of a server with one web process, stopped at the end."""
    with served(APOSTILLE_WORKERS="1", APOSTILLE_LETTERS_PER_MINUTE="0") as running:
        yield running.port
