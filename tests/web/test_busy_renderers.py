"""When all that lays letters out is busy or broken: pages go on, and letters may be asked for again."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import cast

import pool_tasks as tasks
import pytest
from flask import Flask
from inspection import InspectingClient

from webapp.app import create_app
from webapp.renderers.formats import FORMATS, Format
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


@pytest.mark.parametrize(
    ("language", "title", "when"),
    [
        ("en", "The site is busy", "Try again in 1 second."),
        ("fr", "Le site est très sollicité", "Réessayez dans 1 seconde."),
    ],
)
def test_letter_is_refused_with_the_time_to_return_and_everything_typed(
    small_app: Flask, filled: dict[str, object], tmp_path: Path, language: str, title: str, when: str
) -> None:
    client = small_app.test_client()
    with busy(small_app, tmp_path):
        page = client.post(f"/{language}{DESK}letter.pdf", data=filled | {"own_words": "My own words."})

    assert (page.status_code, page.headers["Retry-After"]) == (503, "1")
    assert [words in page.text for words in (title, when, "My own words.", "10832 82 Avenue NW")] == [
        True
    ] * 4


def test_files_that_cost_little_are_made_all_the_same(
    small_app: Flask, filled: dict[str, object], tmp_path: Path
) -> None:
    client = small_app.test_client()
    with busy(small_app, tmp_path):
        statuses = {name: client.post(f"/en{DESK}letter.{name}", data=filled).status_code for name in FORMATS}
        statuses["page"] = client.post(f"/en{DESK}letter", data=filled).status_code

    assert statuses == {
        "pdf": 503,
        "eml": 503,
        "docx": 503,
        "txt": 200,
        "md": 200,
        "ics": 200,
        "html": 200,
        "page": 200,
    }


def test_program_is_told_when_to_return(small_app: Flask, tmp_path: Path) -> None:
    order = {"campaign": "ice-offices-canada", "stance": "close", "riding": "48022", "language": "en"}
    order |= {"name": "Anne Tremblay", "street": "10832 82 Avenue NW", "city": "Edmonton", "province": "AB"}
    order |= {"postal_code": "T6E 2B3", "format": "pdf"}
    with busy(small_app, tmp_path):
        answer = small_app.test_client().post("/api/v1/letters", json=order)

    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "1")
    assert answer.get_json()["title"] == "The server is busy"


@pytest.mark.parametrize(
    ("language", "when"), [("en", "Try again in 2 seconds."), ("fr", "Réessayez dans 2 secondes.")]
)
def test_letter_whose_process_is_lost_may_be_sent_again(
    small_app: Flask, filled: dict[str, object], monkeypatch: pytest.MonkeyPatch, language: str, when: str
) -> None:
    """Puts a format in the table whose making ends the process, as a crash in a library would."""
    broken = replace(FORMATS["pdf"], module="pool_tasks")
    monkeypatch.setitem(cast("dict[str, Format]", FORMATS), "pdf", broken)
    client = small_app.test_client()
    page = client.post(f"/{language}{DESK}letter.pdf", data=filled)

    assert (page.status_code, page.headers["Retry-After"]) == (503, "2")
    assert [words in page.text for words in (when, "10832 82 Avenue NW")] == [True, True]
    assert client.post(f"/{language}{DESK}letter.docx", data=filled).status_code == 200


@pytest.mark.parametrize(
    ("language", "advice"), [("en", "Try again in a minute."), ("fr", "Réessayez dans une minute.")]
)
def test_letter_that_gets_stuck_is_ended_its_writer_told_and_others_are_made(
    filled: dict[str, object], monkeypatch: pytest.MonkeyPatch, language: str, advice: str
) -> None:
    app = create_app(Settings(renderers=1, render_seconds=5))
    client, pages = app.test_client(), {}
    for name in ("stuck_format", "quick_format"):
        monkeypatch.setitem(cast("dict[str, Format]", FORMATS), "pdf", replace(FORMATS["pdf"], module=name))
        pages[name] = client.post(f"/{language}{DESK}letter.pdf", data=filled)
    app.extensions["renderers"].close()

    stuck = pages["stuck_format"]
    assert [page.status_code for page in pages.values()] == [500, 200]
    assert [words in stuck.text for words in (advice, "10832 82 Avenue NW")] == [True, True]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_letter_that_wants_too_much_memory_is_a_fault_of_ours_and_others_are_made(
    small_app: Flask, filled: dict[str, object], monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    greedy = replace(FORMATS["pdf"], module="greedy_format")
    monkeypatch.setitem(cast("dict[str, Format]", FORMATS), "pdf", greedy)
    client = small_app.test_client()
    page = client.post(f"/{language}{DESK}letter.pdf", data=filled)

    assert (page.status_code, "10832 82 Avenue NW" in page.text) == (500, True)
    assert client.post(f"/{language}{DESK}letter.docx", data=filled).status_code == 200
