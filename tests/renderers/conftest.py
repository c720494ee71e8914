"""Letters rendered once for all tests: a PDF takes most of a second."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from reading_back import Opened

from webapp.domain.letters import Letter
from webapp.renderers import pdf


@pytest.fixture(scope="session")
def opened(
    make_letter: Callable[..., Letter], tmp_path_factory: pytest.TempPathFactory
) -> Callable[..., Opened]:
    """Return a maker of PDFs, opened; the same changes give the same one."""
    folder = tmp_path_factory.mktemp("letters")
    cache: dict[Letter, Opened] = {}

    def make(**changes: Any) -> Opened:
        letter = make_letter(**changes)
        if letter not in cache:
            path = folder / f"{len(cache)}.pdf"
            path.write_bytes(pdf.render(letter))
            cache[letter] = Opened(letter, path.read_bytes(), path)
        return cache[letter]

    return make
