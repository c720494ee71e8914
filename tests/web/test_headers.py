"""The headers of every response: what pages may do, who may read them, and over TLS that it stays so."""

from __future__ import annotations

import pytest
from flask import Flask
from inspection import HeaderInspectingClient, InspectingClient
from werkzeug.test import TestResponse

from webapp.web.headers import HEADERS

FORM = "/en/campaigns/ice-offices-canada/"
ANSWERS = [
    ("GET", "/", 302),
    ("GET", "/en/", 200),
    ("GET", FORM, 200),
    ("GET", FORM.rstrip("/"), 308),
    ("GET", FORM + "letter", 302),
    ("GET", "/fr/campaigns/ice-offices-canada/sources.bib", 200),
    ("GET", "/static/js/copy.js", 200),
    ("GET", "/static/js/none.js", 404),
    ("GET", "/assets/letter.css", 200),
    ("GET", "/assets/fonts/serif.ttf", 200),
    ("GET", "/assets/cards/ice-offices-canada.en.png", 200),
    ("GET", "/nothing", 404),
    ("GET", "/api/v1/campaigns", 200),
    ("GET", "/api/v1/nothing", 404),
    ("GET", "/represent/boundaries/", 200),
    ("HEAD", "/en/", 200),
    ("HEAD", "/static/js/copy.js", 200),
    ("HEAD", "/nothing", 404),
    ("OPTIONS", FORM, 200),
    ("OPTIONS", "/static/js/copy.js", 200),
    ("OPTIONS", "/api/v1/letters", 204),
    ("PUT", FORM, 405),
    ("DELETE", "/api/v1/campaigns", 405),
    ("POST", "/en/", 405),
    ("POST", "/nothing", 404),
    ("POST", FORM, 200),
    ("POST", FORM.rstrip("/"), 308),
    ("POST", FORM + "letter", 422),
    ("POST", FORM + "preview", 200),
    ("POST", "/en/verify", 422),
    ("POST", "/api/v1/letters", 415),
]


@pytest.fixture
def inspecting(app: Flask) -> HeaderInspectingClient:
    """Return a client that inspects headers alone: it says itself what each of them must be."""
    return HeaderInspectingClient(app, app.response_class)


@pytest.mark.parametrize("address", ["http://localhost", "https://localhost"])
@pytest.mark.parametrize(("method", "path", "status"), ANSWERS)
def test_every_answer_has_the_headers(
    inspecting: HeaderInspectingClient, method: str, path: str, status: int, address: str
) -> None:
    assert inspecting.open(path, method=method, base_url=address).status_code == status


@pytest.mark.parametrize("path", ["/api/v1/campaigns", "/static/js/copy.js", "/represent/boundaries/"])
def test_answer_that_is_known_already_has_them_too(inspecting: HeaderInspectingClient, path: str) -> None:
    tag = inspecting.get(path).headers["ETag"]

    assert inspecting.get(path, headers={"If-None-Match": tag}).status_code == 304


def test_client_of_the_tests_misses_a_header_that_is_not_there(app: Flask) -> None:
    class Losing(HeaderInspectingClient):
        def run_wsgi_app(self, *args: object, **kwargs: object) -> tuple[object, str, object]:
            body, status, headers = super().run_wsgi_app(*args, **kwargs)
            headers.remove("X-Content-Type-Options")
            return body, status, headers

    with pytest.raises(AssertionError):
        Losing(app, app.response_class).get("/en/")


def _by_tls(client: InspectingClient, path: str) -> TestResponse:
    return client.get(path, base_url="https://localhost")


def test_browser_that_came_by_tls_is_told_to_come_so_for_a_year(client: InspectingClient) -> None:
    assert _by_tls(client, "/en/").headers["Strict-Transport-Security"] == "max-age=31536000"


def test_browser_that_came_without_tls_is_told_nothing(client: InspectingClient) -> None:
    assert "Strict-Transport-Security" not in client.get("/en/").headers


def test_policy_forbids_what_it_does_not_name() -> None:
    policy = HEADERS["Content-Security-Policy"].split("; ")

    assert policy == [
        "default-src 'none'",
        "style-src 'self'",
        "script-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    ]


def test_pages_may_ask_for_the_position_and_the_clipboard_alone() -> None:
    permissions = dict(each.split("=") for each in HEADERS["Permissions-Policy"].split(", "))

    assert {name for name, who in permissions.items() if who == "(self)"} == {
        "clipboard-read",
        "clipboard-write",
        "geolocation",
    }
    assert set(permissions.values()) == {"()", "(self)"}
    assert {"camera", "microphone", "payment", "usb"} <= set(permissions)
