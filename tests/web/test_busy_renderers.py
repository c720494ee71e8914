"""When all that lays letters out is busy: pages go on, and letters are refused with the time to return."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pool_tasks as tasks
import pytest
from flask import Flask
from inspection import InspectingClient

from webapp.app import create_app
from webapp.settings import Settings

DESK = "/campaigns/ice-offices-canada/"


@pytest.fixture
def small_app() -> Iterator[Flask]:
    """Return a site that lays out one letter at a time and lets none wait."""
    app = create_app(Settings(renderers=1, render_queue=0))
    app.test_client_class = InspectingClient
    yield app
    app.extensions["renderers"].close()


@contextmanager
def busy(app: Flask, folder: Path) -> Iterator[None]:
    """Keep the one process busy."""
    begun, gate = folder / "begun", folder / "gate"
    with ThreadPoolExecutor(1) as other:
        work = other.submit(app.extensions["renderers"].run, "wait", tasks.hold, str(begun), str(gate))
        tasks.wait_for(str(begun))
        yield
        gate.touch()
        assert work.result() == "waited"


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "Its pages are counted when fewer letters are being made."),
        ("fr", "Ses pages seront comptées quand moins de lettres seront en cours."),
    ],
)
def test_desk_goes_on_without_page_breaks(
    small_app: Flask, filled: dict[str, object], tmp_path: Path, language: str, words: str
) -> None:
    client = small_app.test_client()
    with busy(small_app, tmp_path):
        page = client.post(f"/{language}{DESK}", data=filled)
    later = client.post(f"/{language}{DESK}", data=filled)

    assert (page.status_code, later.status_code) == (200, 200)
    assert [words in each.text for each in (page, later)] == [True, False]
    assert ["page-break" in each.text for each in (page, later)] == [False, True]
    assert ["Edmonton Strathcona" in each.text for each in (page, later)] == [True, True]
