"""A copy of the shipped campaign that a test may spoil, and what is then said of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from spoiling import campaign_copy, replace_in, said_of


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a copy of the campaign's folder."""
    return campaign_copy(tmp_path)


@pytest.fixture
def spoil(folder: Path) -> Callable[[str, str, str], None]:
    """Return a way to replace the first occurrence of a text in one of the folder's files."""
    return lambda name, old, new: replace_in(folder / name, old, new)


@pytest.fixture
def found(folder: Path) -> Callable[[], list[str]]:
    """Return a way to check the folder."""
    return lambda: said_of(folder)
