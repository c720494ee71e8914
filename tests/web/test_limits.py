"""What costs much has a limit for each address; who meets it is told when to return, and loses nothing."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from sending import upload
from werkzeug.exceptions import ServiceUnavailable
from werkzeug.test import TestResponse

from webapp.app import create_app
from webapp.domain.campaigns import Campaign
from webapp.domain.catalogue import Catalogue
from webapp.settings import Settings
from webapp.web.api_document import order_example
from webapp.web.limits import LETTERS, READINGS, network

FORM = "/en/campaigns/ice-offices-canada/"
HIDDEN = re.compile(r'<input type="hidden" name="([^"]*)" value="([^"]*)">')
MakeSite = Callable[[int], Flask]


@pytest.fixture
def site(catalogue: Catalogue) -> MakeSite:
    """Return a maker of applications, by how many letters a minute they make for one address."""
    return lambda letters: create_app(Settings(letters_per_minute=letters), catalogue)


@pytest.fixture
def statuses(site: MakeSite) -> Callable[..., list[int]]:
    """Return what a site of one letter a minute answers to the same request, so many times."""

    def asked(times: int, method: str, path: str, **sent: Any) -> list[int]:
        client = site(1).test_client()
        return [client.open(path, method=method, **sent).status_code for _ in range(times)]

    return asked


@pytest.mark.parametrize(
    ("path", "sent", "answer"),
    [
        (FORM + "letter.txt", {}, 422),
        (FORM + "letter.pdf", {}, 422),
        (FORM + "letter/pages", {}, 422),
        ("/en/verify", {}, 422),
        ("/en/verify", upload(b"not a PDF"), 422),
        ("/api/v1/letters", {"json": {}}, 422),
    ],
)
def test_letter_may_be_asked_for_as_often_as_the_setting_says(
    statuses: Callable[..., list[int]], path: str, sent: dict[str, Any], answer: int
) -> None:
    assert statuses(3, "POST", path, **sent) == [answer, 429, 429]


@pytest.mark.parametrize(
    ("method", "path", "answer"),
    [
        ("POST", FORM, 200),
        ("POST", FORM + "preview", 200),
        ("POST", FORM + "letter", 422),
        ("POST", FORM + "where", 200),
        ("POST", "/en/ridings", 200),
        ("GET", "/api/v1/campaigns", 200),
        ("GET", "/api/v1/ridings?q=edmonton", 200),
        ("GET", "/represent/postcodes/T6E2B3/", 200),
    ],
)
def test_preview_search_and_reading_may_be_asked_for_ten_times_as_often(
    statuses: Callable[..., list[int]], method: str, path: str, answer: int
) -> None:
    assert statuses(11, method, path) == [answer] * 10 + [429]


@pytest.mark.parametrize(
    ("method", "path", "answer"),
    [
        ("GET", FORM, 200),
        ("GET", FORM + "letter.pdf", 302),
        ("GET", "/static/js/copy.js", 200),
        ("GET", "/assets/letter.css", 200),
        ("GET", "/nothing", 404),
        ("OPTIONS", "/api/v1/letters", 204),
    ],
)
def test_what_costs_little_has_no_limit(
    statuses: Callable[..., list[int]], method: str, path: str, answer: int
) -> None:
    assert statuses(12, method, path) == [answer] * 12


def test_every_address_that_takes_a_form_has_a_limit(app: Flask) -> None:
    taking = {rule.endpoint for rule in app.url_map.iter_rules() if "POST" in (rule.methods or ())}

    assert taking == LETTERS | READINGS


def test_letters_of_every_kind_count_together_and_apart_from_previews(site: MakeSite) -> None:
    client = site(2).test_client()
    asked = ["letter.txt", "letter/pages", "letter.md", "preview", "letter"]

    assert [client.post(FORM + path).status_code for path in asked] == [422, 422, 429, 200, 422]


def test_setting_of_zero_is_no_limit(site: MakeSite) -> None:
    client = site(0).test_client()

    assert {client.post(FORM + "letter.txt").status_code for _ in range(100)} == {422}


def test_sixty_letters_a_minute_are_the_default(catalogue: Catalogue) -> None:
    client = create_app(Settings(), catalogue).test_client()
    answers = [client.post(FORM + "letter.txt").status_code for _ in range(61)]

    assert answers == [422] * 60 + [429]


@pytest.mark.parametrize(
    ("first", "second", "is_one"),
    [
        ("192.0.2.1", "192.0.2.1", True),
        ("192.0.2.1", "192.0.2.2", False),
        ("::ffff:192.0.2.1", "192.0.2.1", True),
        ("::ffff:192.0.2.1", "::ffff:192.0.2.2", False),
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::2", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("fe80::1%eth0", "fe80::2%eth0", True),
        ("", "", True),
    ],
)
def test_addresses_of_one_connection_count_together(
    site: MakeSite, first: str, second: str, *, is_one: bool
) -> None:
    client = site(1).test_client()

    def status(address: str) -> int:
        environ = {"REMOTE_ADDR": address}
        return client.post(FORM + "letter.txt", environ_base=environ).status_code

    assert [status(first), status(second)] == [422, 429 if is_one else 422]
    assert (network(first) == network(second)) is is_one


def test_header_that_anybody_may_send_makes_no_new_address(site: MakeSite) -> None:
    client = site(1).test_client()
    headers = [{"X-Forwarded-For": f"203.0.113.{number}"} for number in range(2)]

    answers = [client.post(FORM + "letter.txt", headers=each).status_code for each in headers]
    assert answers == [422, 429]


def _refused(site: MakeSite, path: str, **sent: Any) -> TestResponse:
    client = site(1).test_client()
    client.post(path, **sent)
    return client.post(path, **sent)


@pytest.mark.parametrize(
    ("language", "title", "when"),
    [
        ("en", "Too much was asked at once", r"Try again in {} seconds?\."),
        ("fr", "Trop de demandes à la fois", r"Réessayez dans {} secondes?\."),
    ],
)
def test_page_says_in_words_when_to_return(site: MakeSite, language: str, title: str, when: str) -> None:
    response = _refused(site, f"/{language}/campaigns/ice-offices-canada/letter.txt")
    page, seconds = response.get_data(as_text=True), response.headers["Retry-After"]

    assert response.status_code == 429
    assert f"<h1>{title}</h1>" in page
    assert re.search(when.format(seconds), page)
    assert int(seconds) in range(1, 61)


@pytest.mark.parametrize("path", ["letter.txt", "letter.pdf", "letter/pages"])
def test_page_holds_everything_that_was_typed_to_be_sent_again(
    site: MakeSite, filled: dict[str, object], path: str
) -> None:
    typed = filled | {"own_words": 'I cross "the line" & <stay>.'}
    client = site(1).test_client()
    client.post(FORM + path)
    page = client.post(FORM + path, data=typed).get_data(as_text=True)

    kept = {html.unescape(name): html.unescape(value) for name, value in HIDDEN.findall(page)}
    assert kept == typed
    assert re.findall(r'action="([^"]*)"', page) == [FORM + path, FORM]


@pytest.mark.parametrize("path", ["", "letter", "where"])
def test_page_of_ten_times_as_many_holds_it_too(site: MakeSite, filled: dict[str, object], path: str) -> None:
    client = site(1).test_client()
    answers = [client.post(FORM + path, data=filled) for _ in range(11)]

    assert answers[-1].status_code == 429
    assert dict(HIDDEN.findall(answers[-1].get_data(as_text=True))) == filled


def test_body_that_is_too_large_is_not_read_for_it(site: MakeSite) -> None:
    client = site(1).test_client()
    client.post(FORM + "letter.txt")
    response = client.post(FORM + "letter.txt", data={"own_words": "x" * 5_000_000})

    assert (response.status_code, HIDDEN.findall(response.get_data(as_text=True))) == (429, [])


def test_letter_to_check_is_asked_for_again_from_its_own_page(site: MakeSite) -> None:
    page = _refused(site, "/en/verify", **upload(b"not a PDF")).get_data(as_text=True)

    assert '<p><a href="/en/verify">Check a letter</a></p>' in page


def test_program_is_told_when_to_return(site: MakeSite, campaign: Campaign) -> None:
    client = site(1).test_client()
    client.post("/api/v1/letters", json={})
    headers = {"Accept-Language": "fr"}
    response = client.post("/api/v1/letters", json=order_example(campaign), headers=headers)

    assert (response.status_code, response.content_type) == (429, "application/problem+json")
    assert response.json == {
        "type": "about:blank",
        "title": "Trop de demandes à la fois",
        "status": 429,
        "detail": "Réessayez après le nombre de secondes de l’en-tête Retry-After.",
        "errors": [],
        "ridings": [],
        "instance": UUID(response.headers["X-Request-Id"]).urn,
    }
    assert int(response.headers["Retry-After"]) in range(1, 61)
    assert "Retry-After" in response.headers["Access-Control-Expose-Headers"]


@pytest.fixture
def busy(catalogue: Catalogue) -> Flask:
    """Return an application that has no time for a letter, and that knows when it will."""
    app = create_app(Settings(), catalogue)

    def refuse() -> None:
        raise ServiceUnavailable(retry_after=1)

    app.before_request_funcs.setdefault("letters", []).append(refuse)
    app.before_request_funcs.setdefault("api", []).append(refuse)
    return app


@pytest.mark.parametrize(
    ("language", "title", "when"),
    [
        ("en", "The site is busy", "Try again in 1 second."),
        ("fr", "Le site est très sollicité", "Réessayez dans 1 seconde."),
    ],
)
def test_page_of_a_busy_site_says_when_to_return_too(
    busy: Flask, filled: dict[str, object], language: str, title: str, when: str
) -> None:
    path = f"/{language}/campaigns/ice-offices-canada/letter"
    response = busy.test_client().post(path, data=filled)
    page = response.get_data(as_text=True)

    assert (response.status_code, response.headers["Retry-After"]) == (503, "1")
    assert f"<h1>{title}</h1>" in page
    assert f"<strong>{when}</strong>" in page
    assert dict(HIDDEN.findall(page)) == filled


def test_program_that_asks_a_busy_site_is_told_too(busy: Flask) -> None:
    response = busy.test_client().get("/api/v1/campaigns")

    assert (response.status_code, response.headers["Retry-After"]) == (503, "1")
    assert (response.json["title"], response.json["detail"]) == (
        "The server is busy",
        "Try again after the seconds of the header Retry-After.",
    )
