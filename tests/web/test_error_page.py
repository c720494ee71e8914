"""A fault of ours loses nothing: the error's page holds what was typed, and sends it again."""

from __future__ import annotations

import html
import re

import pytest
from flask import Flask
from flask import request as asked
from inspection import InspectingClient

from webapp.app import create_app
from webapp.settings import Settings

LETTER = "/{language}/campaigns/ice-offices-canada/letter"
HIDDEN = re.compile(r'<input type="hidden" name="([^"]*)" value="([^"]*)">')


class OfOurs(Exception):
    """A fault that no code expects."""


@pytest.fixture(scope="module")
def failing() -> Flask:
    """Return an application that fails at every letter, and answers as it does to people."""
    app = create_app(Settings())
    app.config["PROPAGATE_EXCEPTIONS"] = False

    @app.before_request
    def fail() -> None:
        if asked.method == "POST" and asked.path.endswith("/letter"):
            raise OfOurs

    return app


def _fields(page: str) -> list[tuple[str, str]]:
    return [(html.unescape(name), html.unescape(value)) for name, value in HIDDEN.findall(page)]


def _typed(filled: dict[str, object]) -> dict[str, object]:
    return {
        **filled,
        "own_words": ['I cross "the line" & <stay>.\r\nEvery week.', "", "Will you answer?"],
        "facts_for": "close",
        "facts": ["", "five-cities", "deaths-23"],
        "edit.close.opening.en": "I live here, and I ask for this.",
        "was.close.opening.en": "As a constituent",
        "drop.close.badge": "y",
        "order": "close.record,close.where",
    }


def _pairs(typed: dict[str, object]) -> list[tuple[str, str]]:
    """Return the fields as a page holds them: browsers put the line ends of a form back."""
    return [
        (name, str(value).replace("\r\n", "\n"))
        for name, values in typed.items()
        for value in (values if isinstance(values, list) else [values])
    ]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_page_of_a_fault_holds_every_field_that_was_posted(
    failing: Flask, filled: dict[str, object], language: str
) -> None:
    typed = _typed(filled)
    answer = failing.test_client().post(LETTER.format(language=language), data=typed)

    assert answer.status_code == 500
    assert sorted(_fields(answer.get_data(as_text=True))) == sorted(_pairs(typed))
    assert answer.headers["Cache-Control"] == "no-store"


def test_fields_of_the_page_of_a_fault_give_the_letter_when_sent_again(
    failing: Flask, client: InspectingClient, filled: dict[str, object]
) -> None:
    typed = _typed(filled)
    letter = LETTER.format(language="en")
    kept: dict[str, list[str]] = {}
    for name, value in _fields(failing.test_client().post(letter, data=typed).get_data(as_text=True)):
        kept.setdefault(name, []).append(value)

    answer = client.post(letter, data=kept)

    assert answer.status_code == 200
    assert answer.get_data() == client.post(letter, data=typed).get_data()


def test_page_of_a_fault_sends_where_it_was_sent_and_leads_back_to_the_form(
    failing: Flask, filled: dict[str, object]
) -> None:
    page = failing.test_client().post(LETTER.format(language="en"), data=filled).get_data(as_text=True)

    assert re.findall(r'action="([^"]*)"', page) == [
        "/en/campaigns/ice-offices-canada/letter",
        "/en/campaigns/ice-offices-canada/",
    ]


def test_page_of_a_fault_without_a_form_leads_home() -> None:
    app = create_app(Settings())
    app.config["PROPAGATE_EXCEPTIONS"] = False

    @app.before_request
    def fail() -> None:
        raise OfOurs

    answer = app.test_client().get("/en/campaigns/ice-offices-canada/")

    assert (answer.status_code, _fields(answer.get_data(as_text=True))) == (500, [])
    assert 'href="/en/"' in answer.get_data(as_text=True)
