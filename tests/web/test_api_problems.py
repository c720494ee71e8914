"""What the API cannot answer is a problem in JSON that says what to do, in the language asked for."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from inspection import InspectingClient

from webapp.app import create_app
from webapp.domain.campaigns import Campaign
from webapp.domain.errors import RenderingError
from webapp.settings import Settings
from webapp.web.api_document import order_example

API = "/api/v1"
LETTERS = f"{API}/letters"
MEND = "Some of what you sent is to be mended"
POSTAL_CODE = "Enter a Canadian postal code, such as T6G 1X6: letter, digit, letter, digit, letter, digit."
KNOWN_FORMATS = "Choose one of these: json, pdf, txt, md, eml, docx, ics, html."


@pytest.fixture
def order(campaign: Campaign) -> dict[str, Any]:
    return dict(order_example(campaign))


@pytest.mark.parametrize(
    ("asked", "headers", "body", "status", "title"),
    [
        ("GET /nothing", {}, b"", 404, "There is nothing of this name or address"),
        ("GET /campaigns/", {}, b"", 404, "There is nothing of this name or address"),
        ("GET /campaigns/nothing", {}, b"", 404, "There is nothing of this name or address"),
        ("GET /campaigns/nothing/facts", {}, b"", 404, "There is nothing of this name or address"),
        ("GET /campaigns/ice-offices-canada/facts/x", {}, b"", 404,
         "There is nothing of this name or address"),
        ("GET /campaigns/ice-offices-canada/sources/x", {}, b"", 404,
         "There is nothing of this name or address"),
        ("GET /ridings/99999", {}, b"", 404, "There is nothing of this name or address"),
        ("OPTIONS /nothing", {}, b"", 404, "There is nothing of this name or address"),
        ("GET /letters", {}, b"", 405, "That method is not for this address"),
        ("DELETE /campaigns", {}, b"", 405, "That method is not for this address"),
        ("GET /campaigns", {"Accept": "text/html"}, b"", 406, "There is no such form of this answer"),
        ("GET /campaigns", {"Accept": "application/json;q=0"}, b"", 406,
         "There is no such form of this answer"),
        ("POST /letters", {}, b"{", 400, "That request could not be read"),
        ("POST /letters", {}, b"", 400, "That request could not be read"),
        ("POST /letters", {}, b"\xff", 400, "That request could not be read"),
        ("POST /letters", {}, b"[" * 100_000, 400, "That request could not be read"),
        ("POST /letters", {}, b'{"name": "\\ud800"}', 400, "That request could not be read"),
        ("POST /letters", {}, b"x" * 200_000, 413, "That is too much to send"),
        ("POST /letters", {"Content-Type": "text/plain"}, b"{}", 415, "Only JSON is read here"),
        ("POST /letters", {}, b"null", 422, MEND),
    ],
)  # fmt: skip
def test_every_failure_is_a_problem(
    client: InspectingClient,
    asked: str,
    headers: dict[str, str],
    body: bytes,
    status: int,
    title: str,
) -> None:
    method, path = asked.split()
    sent = {"Content-Type": "application/json"} | headers
    response = client.open(API + path, method=method, headers=sent, data=body)

    assert (response.status_code, response.content_type) == (status, "application/problem+json")
    assert [response.json[name] for name in ("type", "title", "status")] == ["about:blank", title, status]
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert response.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("path", "allowed"), [("/letters", "OPTIONS, POST"), ("/ridings/48022", "GET, HEAD, OPTIONS")]
)
@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "TRACE", "QUERY"])
def test_method_not_allowed_is_told_which_are(
    client: InspectingClient, path: str, allowed: str, method: str
) -> None:
    response = client.open(API + path, method=method)

    assert (response.status_code, response.headers["Allow"]) == (405, allowed)


@pytest.mark.parametrize(
    ("spoken", "language", "detail"),
    [
        ("fr-CA,en;q=0.5", "fr", "/api/v1/openapi.json décrit ce qui existe."),
        ("de", "en", "/api/v1/openapi.json describes what there is."),
        ("", "en", "/api/v1/openapi.json describes what there is."),
    ],
)
def test_problem_is_in_the_language_that_is_preferred(
    client: InspectingClient, spoken: str, language: str, detail: str
) -> None:
    response = client.get(f"{API}/nothing", headers={"Accept-Language": spoken})

    assert (response.json["detail"], response.headers["Content-Language"]) == (detail, language)
    assert response.headers["Vary"] == "Accept-Language"


@pytest.mark.parametrize(
    ("changes", "field", "message"),
    [
        ({"riding": "xyzzy"}, "riding",
         "No riding matches “xyzzy”. Check the spelling, or type one word of its name."),
        ({"stance": "burn"}, "stance", "Choose what you ask."),
        ({"name": ""}, "name", "Enter your name."),
        ({"name": "x" * 81}, "name", "Shorten it to 80 characters: it has 81."),
        ({"name": "李明"}, "name", "Remove or rewrite 李 明: the letter’s typeface cannot print it."),
        ({"own_words": "é" * 1501}, "own_words",
         "Shorten your own words to 1,500 characters: they have 1,501."),
        ({"postal_code": "12345"}, "postal_code", POSTAL_CODE),
        ({"province": "ZZ"}, "province", "Choose your province or territory."),
        ({"language": "de"}, "language", "Choose the language of your letter: English, French or both."),
        ({"facts": ["deaths-99"]}, "facts",
         "Choose facts from the list for your request: deaths-99 is not among them."),
        ({"date": "9999-12-31"}, "date",
         "Write a day from 2000 to 2199 as year, month and day, such as 2026-11-22."),
        ({"follow_up_to": "soon"}, "follow_up_to",
         "Enter the date of your earlier letter as year, month and day, such as 2026-11-22."),
        ({"edits": {"close.opening": {"en": "x" * 1001}}}, "edits.close.opening.en",
         "Shorten it to 1,000 characters: it has 1,001."),
        ({"edits": {"close.opening": {"en": "李"}}}, "edits.close.opening.en",
         "Remove or rewrite 李: the letter’s typeface cannot print it."),
        ({"zip": "90210"}, "zip", "Remove this: no field has this name."),
        ({"edits": {"close.opening": {"de": "x"}}}, "edits.close.opening.de",
         "Remove this: no field has this name."),
        ({"name": 5}, "name", "Write a text in quotation marks here."),
        ({"name": None}, "name", "Write a text in quotation marks here."),
        ({"copy_mp": "yes"}, "copy_mp", "Write true or false here."),
        ({"facts": "five-cities"}, "facts", "Write a list here."),
        ({"wordings": []}, "wordings", "Write an object here."),
        ({"wordings": {"close.opening": 1000}}, "wordings.close.opening",
         "Write a whole number from 0 to 999 here."),
        ({"wordings": {"close.opening": 1.5}}, "wordings.close.opening",
         "Write a whole number from 0 to 999 here."),
        ({"layout": "round"}, "layout", "Choose one of these: plain, window, envelope."),
        ({"format": "exe"}, "format", KNOWN_FORMATS),
        ({"campaign": ""}, "campaign", "Name a campaign: /api/v1/campaigns lists them."),
    ],
)  # fmt: skip
def test_field_to_be_mended_is_named_with_what_to_do(
    client: InspectingClient, order: dict[str, Any], changes: dict[str, Any], field: str, message: str
) -> None:
    response = client.post(LETTERS, json=order | changes)

    assert (response.status_code, response.json["title"]) == (422, MEND)
    assert response.json["errors"] == [{"field": field, "message": message}]


def test_every_field_to_be_mended_is_named_at_once_in_french(client: InspectingClient) -> None:
    order = {"campaign": "ice-offices-canada"}
    errors = client.post(LETTERS, json=order, headers={"Accept-Language": "fr"}).json["errors"]

    assert [error["field"] for error in errors] == [
        *("riding", "stance", "name", "street", "city", "province", "postal_code", "language")
    ]
    assert errors[2]["message"] == "Inscrivez votre nom."


def test_unknown_campaign_of_an_order_is_not_found(client: InspectingClient, order: dict[str, Any]) -> None:
    response = client.post(LETTERS, json=order | {"campaign": "nothing"})

    assert (response.status_code, [error["field"] for error in response.json["errors"]]) == (
        404,
        ["campaign"],
    )


def test_uncertain_riding_is_answered_with_those_that_may_be_meant(
    client: InspectingClient, order: dict[str, Any]
) -> None:
    problem = client.post(LETTERS, json=order | {"riding": "strathcona"}).json

    assert [(each["external_id"], each["reason"]) for each in problem["ridings"]] == [("48022", "words")]


def test_thousands_of_unknown_fields_are_not_all_told(
    client: InspectingClient, order: dict[str, Any]
) -> None:
    problem = client.post(LETTERS, json=order | {f"x{n}": 1 for n in range(5000)}).json

    assert len(problem["errors"]) == 50


@pytest.mark.parametrize(
    ("accepted", "format_name", "status"),
    [
        ("application/pdf", "json", 406),
        ("application/json", "txt", 406),
        ("text/plain", "txt", 200),
        ("text/plain; charset=utf-8", "txt", 200),
        ("text/*", "txt", 200),
        ("*/*", "json", 200),
        ("text/html, */*;q=0.1", "json", 200),
    ],
)
def test_letter_is_not_sent_in_a_form_that_is_not_accepted(
    client: InspectingClient, order: dict[str, Any], accepted: str, format_name: str, status: int
) -> None:
    response = client.post(LETTERS, json=order | {"format": format_name}, headers={"Accept": accepted})

    assert response.status_code == status


@pytest.fixture
def failing() -> Flask:
    """Return the application with an address of the API that fails."""
    app = create_app(Settings())

    @app.get(f"{API}/fails")
    def fails() -> str:
        raise RenderingError("it would not render")

    return app


def test_fault_of_ours_is_a_problem_too(failing: Flask) -> None:
    response = failing.test_client().get(f"{API}/fails")

    assert (response.status_code, response.content_type) == (500, "application/problem+json")
    assert response.json["detail"] == "The fault is ours. Try again in a minute."
