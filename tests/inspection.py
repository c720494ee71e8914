"""Clients that inspect every response they are given, whatever the test is about."""

from __future__ import annotations

import json
from collections import Counter
from itertools import pairwise
from typing import Any

import html5lib
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from webapp.settings import Settings
from webapp.web.headers import ONLY_BY_TLS, headers

XHTML = "{http://www.w3.org/1999/xhtml}"
CONTROLS = ("input", "select", "textarea")


class HeaderInspectingClient(FlaskClient):
    """Opens a page and looks at its headers."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        response = super().open(*args, buffered=True, **kwargs)
        inspect_headers(response, self.application.extensions["settings"])
        return response


class InspectingClient(HeaderInspectingClient):
    """Opens a page and looks at its headers and its HTML as a strict reader would."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        response = super().open(*args, **kwargs)
        has_body = response.request.method not in ("HEAD", "OPTIONS")
        is_file = "attachment" in response.headers.get("Content-Disposition", "")
        if response.mimetype == "text/html" and has_body and not is_file and not response.location:
            inspect(response.get_data(as_text=True), response.request.path)
        return response


def inspect_headers(response: TestResponse, settings: Settings) -> None:
    """Assert what is true of every response: page, file, redirect, error, to every method."""
    expected = {name: [value] for name, value in headers(settings.embed).items()}
    if _is_card(response):
        expected["Cross-Origin-Resource-Policy"] = ["cross-origin"]
    assert {name: response.headers.getlist(name) for name in expected} == expected
    assert "unsafe-" not in response.headers["Content-Security-Policy"]
    is_secure = response.request.scheme == "https"
    assert response.headers.getlist("Strict-Transport-Security") == [ONLY_BY_TLS] * is_secure
    assert "Set-Cookie" not in response.headers
    assert response.headers.getlist("Cache-Control") != []
    if response.request.method == "POST":
        assert response.headers["Cache-Control"] == "no-store"


def _is_card(response: TestResponse) -> bool:
    """Any site may show the picture of a campaign: it is made for that."""
    return response.request.path.startswith("/assets/cards/") and response.mimetype == "image/png"


def inspect(html: str, path: str) -> None:
    """Assert what is true of every page."""
    document = html5lib.HTMLParser(strict=True).parse(html)
    elements = [element for element in document.iter() if isinstance(element.tag, str)]

    def named(name: str) -> list[Any]:
        return [element for element in elements if element.tag == XHTML + name]

    language = "fr-CA" if path.startswith("/fr") else "en-CA"
    assert document.get("lang") == language or not path.startswith(("/en", "/fr"))
    headings = ["".join(heading.itertext()).strip() for heading in named("h1")]
    assert len(headings) == 1
    title = "".join(named("title")[0].itertext())
    assert title.startswith(headings[0]), f"the title {title!r} does not begin with {headings[0]!r}"
    ids = Counter(element.get("id") for element in elements if element.get("id"))
    assert [name for name, count in ids.items() if count > 1] == []
    _inspect_controls(named, ids)
    _inspect_references(elements, ids)
    levels = [int(element.tag[-1]) for element in elements if element.tag[-2:] in LEVELS]
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert [element for element in elements if element.get("style")] == []
    for script in named("script"):
        if not script.get("src"):
            assert script.get("type") == "application/ld+json", "a script stands in the page itself"
            assert isinstance(json.loads(script.text), dict)


LEVELS = ("h1", "h2", "h3", "h4", "h5", "h6")


def _inspect_controls(named: Any, ids: Counter[str]) -> None:
    """Every control that a person fills in has a label."""
    labelled = {label.get("for") for label in named("label")}
    wrapped = {control for label in named("label") for control in label.iter()}
    for name in CONTROLS:
        for control in named(name):
            if control.get("type") != "hidden":
                assert control.get("id") in labelled or control in wrapped, control.attrib


def _inspect_references(elements: list[Any], ids: Counter[str]) -> None:
    """Whatever points to an id points to one that is there."""
    for element in elements:
        for attribute in ("aria-describedby", "aria-labelledby", "for", "form", "list", "data-copies"):
            for target in (element.get(attribute) or "").split():
                assert target in ids, f"{attribute}={target} points nowhere"
        href = element.get("href") or ""
        if href.startswith("#"):
            assert href[1:] in ids, f"the link {href} points nowhere"
