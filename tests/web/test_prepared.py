"""The PDF of a letter is made while its page is read, where its writer may ask for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from typing import cast

import pytest
from flask import Flask
from flask.testing import FlaskClient
from prometheus_client.parser import text_string_to_metric_families
from waiting import until

from webapp.app import create_app
from webapp.domain.catalogue import Catalogue
from webapp.renderers.formats import FORMATS, Format
from webapp.settings import Settings

LETTER = "/en/campaigns/ice-offices-canada/letter"
MakeSite = Callable[..., Flask]


@pytest.fixture
def site(catalogue: Catalogue) -> Iterator[MakeSite]:
    """Return a maker of applications that tell their figures; what they started is ended."""
    made: list[Flask] = []

    def make(**settings: int) -> Flask:
        made.append(create_app(Settings(metrics=True, renderers=1, **settings), catalogue))  # type: ignore[arg-type]
        return made[-1]

    yield make
    for app in made:
        app.extensions["renderers"].close()


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put a PDF into the table that takes no time."""
    changed = replace(FORMATS["pdf"], module="quick_format")
    monkeypatch.setitem(cast("dict[str, Format]", FORMATS), "pdf", changed)


def counts(
    client: FlaskClient, name: str = "apostille_pdf_in_hand", label: str = "outcome"
) -> dict[str, int]:
    """Return a figure by one of its labels."""
    text = client.get("/metrics").get_data(as_text=True)
    family = next(each for each in text_string_to_metric_families(text) if each.name == name)
    return {sample.labels[label]: int(sample.value) for sample in family.samples}


def is_prepared(client: FlaskClient, number: int) -> bool:
    return counts(client).get("prepared") == number


@pytest.mark.parametrize("layout", ["plain", "envelope"])
def test_file_is_there_when_it_is_asked_for(site: MakeSite, filled: dict[str, object], layout: str) -> None:
    client, form = site().test_client(), filled | {"layout": layout}
    client.post(LETTER, data=form)
    until(lambda: counts(client) == {"prepared": 1})
    pdf = client.post(f"{LETTER}.pdf", data=form)
    usual = site(prepared_megabytes=0).test_client().post(f"{LETTER}.pdf", data=form)

    assert (pdf.data, dict(pdf.headers) | {"X-Request-Id": ""}) == (
        usual.data,
        dict(usual.headers) | {"X-Request-Id": ""},
    )
    assert counts(client) == {"prepared": 1, "ready": 1}


def test_message_and_images_are_made_from_it(site: MakeSite, filled: dict[str, object]) -> None:
    client, usual = site().test_client(), site(prepared_megabytes=0).test_client()
    client.post(LETTER, data=filled)
    ways = [f"{LETTER}.eml", f"{LETTER}/pages"]
    made = [[each.post(way, data=filled) for way in ways] for each in (client, usual)]
    until(lambda: "prepared" in counts(client))

    assert [[answer.status_code for answer in answers] for answers in made] == [[200, 200]] * 2
    assert made[0][0].data == made[1][0].data
    assert counts(client, "apostille_letters", "format") == {"pdf": 1, "eml": 1, "pages": 1}


@pytest.mark.usefixtures("quick")
def test_letter_that_is_not_complete_is_not_made(site: MakeSite, filled: dict[str, object]) -> None:
    client = site().test_client()
    answers = [client.post(LETTER, data=filled | {"name": ""}), client.post(LETTER, data=filled)]
    until(lambda: counts(client) == {"prepared": 1})

    assert [answer.status_code for answer in answers] == [422, 200]


@pytest.mark.usefixtures("quick")
def test_no_more_are_made_beforehand_than_may_be_asked_for(site: MakeSite, filled: dict[str, object]) -> None:
    client = site(letters_per_minute=2).test_client()
    for number, name in enumerate(("Anne Tremblay", "Basil Tremblay"), start=1):
        client.post(LETTER, data=filled | {"name": name})
        until(partial(is_prepared, client, number))
    assert client.post(LETTER, data=filled | {"name": "Carol Tremblay"}).status_code == 200
    asked = [
        client.post(f"{LETTER}.pdf", data=filled | {"name": "Carol Tremblay"}).status_code for _ in "123"
    ]

    assert (asked, counts(client)) == ([200, 200, 429], {"prepared": 2, "not there": 1, "ready": 1})


@pytest.mark.usefixtures("quick")
def test_nothing_is_made_for_an_address_that_would_be_refused(
    site: MakeSite, filled: dict[str, object]
) -> None:
    client = site(letters_per_minute=1).test_client()
    assert client.post(f"{LETTER}.txt", data=filled).status_code == 200
    assert client.post(LETTER, data=filled).status_code == 200
    assert client.post(f"{LETTER}.pdf", data=filled).status_code == 429
    other = client.post(LETTER, data=filled, environ_overrides={"REMOTE_ADDR": "203.0.113.9"})
    until(lambda: counts(client) == {"prepared": 1})

    assert other.status_code == 200


def test_turned_off_everything_works_and_nothing_is_made_beforehand(
    site: MakeSite, filled: dict[str, object]
) -> None:
    client = site(prepared_megabytes=0).test_client()
    ways = ["", ".pdf", ".eml", "/pages"]

    assert [client.post(LETTER + way, data=filled).status_code for way in ways] == [200] * 4
    assert counts(client) == {}
    assert counts(client, "apostille_letters", "format") == {"pdf": 3, "eml": 1, "pages": 1}
