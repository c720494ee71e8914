"""Text is compressed for whoever asks; what is small, already compressed or a file to save is not."""

from __future__ import annotations

import gzip

import brotli
import pytest
from flask import Flask
from flask.testing import FlaskClient
from inspection import HeaderInspectingClient

from webapp.web.headers import HEADERS

FORM = "/en/campaigns/ice-offices-canada/"
UNPACK = {"gzip": gzip.decompress, "br": brotli.decompress}
BOTH = {"Accept-Encoding": "gzip, deflate, br"}


@pytest.fixture
def browser(app: Flask) -> FlaskClient:
    """Return a client that takes compressed bytes as they come."""
    return HeaderInspectingClient(app, app.response_class)


@pytest.mark.parametrize("encoding", ["gzip", "br"])
@pytest.mark.parametrize("path", [FORM, "/fr/", FORM + "sources", "/assets/letter.css"])
def test_text_is_compressed_when_asked(browser: FlaskClient, path: str, encoding: str) -> None:
    packed = browser.get(path, headers={"Accept-Encoding": encoding})
    plain = browser.get(path)

    assert packed.headers["Content-Encoding"] == encoding
    varies = "Accept-Encoding" if path.startswith("/assets/") else "Sec-Fetch-Dest, Accept-Encoding"
    assert packed.headers["Vary"] == plain.headers["Vary"] == varies
    assert int(packed.headers["Content-Length"]) == len(packed.data)
    assert "Content-Encoding" not in plain.headers
    assert UNPACK[encoding](packed.data) == plain.data
    assert len(packed.data) * 2 < len(plain.data)


def test_brotli_comes_first(browser: FlaskClient) -> None:
    assert browser.get(FORM, headers=BOTH).headers["Content-Encoding"] == "br"


@pytest.mark.parametrize("asked", ["", "identity", "zstd"])
def test_text_is_plain_otherwise(browser: FlaskClient, asked: str) -> None:
    response = browser.get(FORM, headers={"Accept-Encoding": asked})

    assert "Content-Encoding" not in response.headers
    assert response.data.startswith(b"<!DOCTYPE html>")


def test_letter_to_save_is_not_compressed(browser: FlaskClient, filled: dict[str, object]) -> None:
    response = browser.post(FORM + "letter.pdf", data=filled, headers=BOTH)

    assert response.data.startswith(b"%PDF-1.7")
    assert [name for name in ("Content-Encoding", "Vary") if name in response.headers] == []


@pytest.mark.parametrize("path", ["/assets/fonts/serif.ttf", "/", "/static/js/none.js"])
def test_fonts_redirects_and_small_bodies_are_not_compressed(browser: FlaskClient, path: str) -> None:
    assert "Content-Encoding" not in browser.get(path, headers=BOTH).headers


def test_file_of_ours_is_compressed_and_known_again(browser: FlaskClient) -> None:
    path = "/static/js/copy.js"
    packed, plain = (browser.get(path, headers=headers) for headers in (BOTH, {}))
    again = browser.get(path, headers=BOTH | {"If-None-Match": packed.headers["ETag"]})

    assert packed.headers["Content-Encoding"] == "br"
    assert brotli.decompress(packed.data) == plain.data
    assert (again.status_code, again.data) == (304, b"")


def test_part_of_a_file_is_not_compressed(browser: FlaskClient) -> None:
    response = browser.get("/static/js/copy.js", headers=BOTH | {"Range": "bytes=0-1499"})

    assert (response.status_code, len(response.data)) == (206, 1500)
    assert "Content-Encoding" not in response.headers


def test_compressed_page_keeps_its_headers(browser: FlaskClient) -> None:
    headers = browser.get(FORM, headers=BOTH).headers

    assert {name: headers[name] for name in HEADERS} == HEADERS
    assert headers["Cache-Control"] == browser.get(FORM).headers["Cache-Control"]
