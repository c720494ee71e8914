"""Who asks, where proxies stand in front: no header is believed by default, the right hop where some are."""

from __future__ import annotations

import pytest
from flask import Flask, Response, jsonify
from flask import request as asked
from flask.testing import FlaskClient

from webapp.app import create_app
from webapp.domain.catalogue import Catalogue
from webapp.settings import Settings

FORGED = {
    "X-Forwarded-For": "203.0.113.9",
    "X-Forwarded-Proto": "https",
    "X-Forwarded-Host": "forged.example",
}
OURS = ["127.0.0.1", "http", "localhost"]


def client(catalogue: Catalogue, proxies: int) -> FlaskClient:
    """Return a client that learns at ``/who`` as whom, and how, the application sees it."""
    app: Flask = create_app(Settings(proxies=proxies, site="https://letters.example.ca"), catalogue)

    @app.get("/who")
    def who() -> Response:
        return jsonify([asked.remote_addr, asked.scheme, asked.host])

    return FlaskClient(app, app.response_class)  # the inspecting one knows nothing of the proxy's TLS


def test_headers_that_anybody_may_send_are_not_believed_by_default(catalogue: Catalogue) -> None:
    response = client(catalogue, 0).get("/who", headers=FORGED)

    assert response.json == OURS
    assert "Strict-Transport-Security" not in response.headers


@pytest.mark.parametrize("proxies", [1, 2])
def test_what_our_proxies_say_is_believed_and_nothing_before_it(catalogue: Catalogue, proxies: int) -> None:
    seen = ["198.51.100.7", "10.0.0.2"][:proxies]
    headers = {
        "X-Forwarded-For": ", ".join([FORGED["X-Forwarded-For"], *seen]),
        "X-Forwarded-Proto": "http, https",
        "X-Forwarded-Host": "forged.example, letters.example.ca",
    }
    response = client(catalogue, proxies).get("/who", headers=headers)

    assert response.json == ["198.51.100.7", "https", "letters.example.ca"]


def test_header_of_fewer_hops_than_there_are_proxies_is_not_believed(catalogue: Catalogue) -> None:
    said = {"X-Forwarded-For": FORGED["X-Forwarded-For"]}

    assert client(catalogue, 2).get("/who", headers=said).json == OURS


def test_page_behind_a_proxy_with_tls_stays_with_tls(catalogue: Catalogue) -> None:
    behind = client(catalogue, 1)

    by_tls = behind.get("/en/", headers={"X-Forwarded-Proto": "https"}).headers
    assert by_tls["Strict-Transport-Security"] == "max-age=31536000"
    without = behind.get("/en/", headers={"X-Forwarded-Proto": "http"}).headers
    assert "Strict-Transport-Security" not in without


def test_form_of_our_own_is_known_behind_a_proxy(catalogue: Catalogue) -> None:
    headers = {
        "Origin": "https://write.example.ca",
        "X-Forwarded-Proto": "https",
        "X-Forwarded-Host": "write.example.ca",
    }
    statuses = [
        client(catalogue, proxies).post("/en/ridings", headers=headers).status_code for proxies in (0, 1)
    ]

    assert statuses == [403, 200]
