"""The log says how requests went and where code failed, and holds no word that anybody typed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask, Response, request
from flask.testing import FlaskClient
from inspection import InspectingClient
from sending import upload
from watching import Watched, watched

from webapp.app import create_app
from webapp.domain.errors import RenderingError
from webapp.settings import Settings
from webapp.web.api_document import order_example
from webapp.web.request_log import FIELDS

DESK = "/en/campaigns/ice-offices-canada/"
LETTER = f"{DESK}letter"
FORMATS = ("pdf", "txt", "md", "eml", "docx", "ics", "html")
WORD = re.compile("quokka", re.IGNORECASE)
"""A word that stands in everything typed here, and nowhere in ours."""
TYPED = {
    "name": "Quokkaname Tremblay",
    "street": "1 Quokkastreet Road",
    "city": "Quokkacity",
    "email": "quokkamail@example.ca",
    "own_words": ["Quokkawords one.", "Quokkawords two."],
    "edit.close.opening.en": "Quokkaedit: I live here.",
    "was.close.opening.en": "Quokkawas",
    "unknown": "quokkaunknown",
}
HEADERS = {
    "User-Agent": "quokkaagent",
    "Referer": "https://example.ca/quokkareferrer",
    "X-Request-Id": "quokka-request-id",
    "X-Forwarded-For": "quokkaaddress",
    "Accept-Language": "quokka",
    "Cookie": "quokka=quokka",
}


@pytest.fixture
def log() -> Iterator[Watched]:
    with watched() as seen:
        yield seen


def _failing(error: Exception | None = None) -> Flask:
    """Return an application that fails at every letter: its exception, and what caused it, quote the form."""
    app = create_app(Settings())
    app.test_client_class = InspectingClient
    app.config["PROPAGATE_EXCEPTIONS"] = False

    @app.before_request
    def fail() -> None:
        if request.path.startswith(LETTER):
            quoted = " ".join(request.form.values())
            raise error or ValueError(quoted, request.path) from KeyError(quoted)

    return app


def test_no_word_of_a_form_is_logged_whatever_is_asked_of_it(
    client: InspectingClient, filled: dict[str, object], log: Watched
) -> None:
    typed = {**filled, **TYPED}
    paths = [DESK, LETTER, f"{LETTER}/pages", *(f"{LETTER}.{name}" for name in FORMATS)]
    statuses = [client.post(path, data=typed, headers=HEADERS).status_code for path in paths]

    assert statuses == [200] * 10
    assert WORD.findall(log.text) == []
    assert [line["endpoint"] for line in log.events("request")] == [
        *("desk.edit", "letters.show", "letters.images"),
        *["letters.export"] * 7,
    ]


@pytest.mark.parametrize(
    "field", ["riding", "stance", "postal_code", "province", "language", "date", "facts"]
)
def test_no_word_that_the_form_refuses_is_logged(
    client: InspectingClient, filled: dict[str, object], log: Watched, field: str
) -> None:
    client.post(LETTER, data={**filled, **TYPED, field: "quokkarefused"}, headers=HEADERS)

    assert (WORD.findall(log.text), len(log.events("request"))) == ([], 1)


def test_no_word_of_an_address_or_a_method_is_logged(client: InspectingClient, log: Watched) -> None:
    client.get("/en/quokka?quokka=quokka", headers=HEADERS)
    client.get("/en/campaigns/quokka/", headers=HEADERS)
    client.get("/api/v1/ridings?q=quokka", headers=HEADERS)
    client.open("/quokka", method="QUOKKA", headers=HEADERS)
    client.post("/en/verify", **upload(b"%PDF-1.7 quokka"), headers=HEADERS)

    assert WORD.findall(log.text) == []
    assert [(line["endpoint"], line["method"], line["status"]) for line in log.events("request")] == [
        ("none", "GET", 404),
        ("desk.show", "GET", 404),
        ("api.list_ridings", "GET", 200),
        ("none", "other", 404),
        ("verification.answer", "POST", 422),
    ]


def test_no_word_of_an_order_is_logged(client: InspectingClient, catalogue: Any, log: Watched) -> None:
    order = dict(order_example(catalogue.campaigns["ice-offices-canada"]))
    client.post("/api/v1/letters", json={**order, "name": "Quokka", "format": "pdf"}, headers=HEADERS)
    client.post("/api/v1/letters", json={**order, "quokka": "quokka", "stance": "quokka"}, headers=HEADERS)
    client.post("/api/v1/letters", data=b'{"quokka', content_type="application/json", headers=HEADERS)

    assert WORD.findall(log.text) == []
    assert [line["status"] for line in log.events("request")] == [200, 422, 400]


@pytest.mark.parametrize("error", [None, RenderingError("Quokka could not be drawn")])
def test_fault_is_logged_by_its_types_and_frames_and_none_of_its_words(
    filled: dict[str, object], log: Watched, error: Exception | None
) -> None:
    answer = _failing(error).test_client().post(LETTER, data={**filled, **TYPED}, headers=HEADERS)

    [fault] = log.events("a request failed")
    expected = "webapp.domain.errors.RenderingError" if error else "builtins.ValueError"
    assert (answer.status_code, WORD.findall(log.text)) == (500, [])
    assert [each["type"] for each in fault["exceptions"]] == [expected, "builtins.KeyError"]
    assert fault["exceptions"][0]["frames"][-1]["file"] == "tests/web/test_logs.py"
    assert fault["exceptions"][0]["frames"][-1]["function"] == "fail"
    assert (fault["endpoint"], fault["request"]) == ("letters.show", answer.headers["X-Request-Id"])


def test_fault_after_the_answer_was_made_is_logged_without_a_word(log: Watched) -> None:
    app = create_app(Settings())
    app.config["PROPAGATE_EXCEPTIONS"] = False

    @app.after_request
    def fail(_response: object) -> None:
        raise ValueError(f"quokka {request.path}")

    app.test_client_class = FlaskClient  # what fails comes before the headers that ours looks for
    app.test_client().get("/en/quokka")

    assert WORD.findall(log.text) == []
    assert len(log.events("a request failed")) == 1


def test_line_of_a_request_has_its_fields_and_no_other(client: InspectingClient, log: Watched) -> None:
    answer = client.get("/en/")

    [line] = log.lines
    assert list(line) == ["time", "level", "logger", "event", *FIELDS]
    assert [line[name] for name in ("level", "logger", "event", "endpoint", "method", "status", "bytes")] == [
        *("info", "webapp.web.request_log", "request", "pages.home", "GET", 200, len(answer.data))
    ]
    assert line["time"].endswith("Z")
    assert datetime.fromisoformat(line["time"]) <= datetime.now(UTC)


@pytest.mark.parametrize(("method", "headers"), [("HEAD", {}), ("GET", {"If-None-Match": "*"})])
def test_answer_without_a_body_counts_no_bytes(
    client: InspectingClient, log: Watched, method: str, headers: dict[str, str]
) -> None:
    client.open("/api/v1/campaigns", method=method, headers=headers)

    assert log.lines[0]["bytes"] == 0


def test_bytes_are_those_that_are_sent_compressed(app: Flask, log: Watched) -> None:
    answer = FlaskClient(app, Response).get("/en/", headers={"Accept-Encoding": "br"}, buffered=True)

    assert (answer.headers["Content-Encoding"], log.lines[0]["bytes"]) == ("br", len(answer.data))


def test_number_of_a_request_is_new_each_time_and_stands_in_header_and_log(
    client: InspectingClient, log: Watched
) -> None:
    numbers = [client.get("/en/").headers["X-Request-Id"] for _ in range(2)]

    assert [line["request"] for line in log.lines] == numbers
    assert len({*numbers}) == 2
    assert all(re.fullmatch("[0-9a-f]{32}", number) for number in numbers)


@pytest.mark.parametrize(
    ("given", "proxies", "is_believed"),
    [
        ("a1B2-c3d4", 1, True),
        ("x" * 64, 1, True),
        ("a1B2-c3d4", 0, False),
        ("x" * 7, 1, False),
        ("x" * 65, 1, False),
        ("with space", 1, False),
        ("deux-mille-vingt-six-é", 1, False),
    ],
)
def test_number_of_a_request_is_a_proxy_s_where_one_is_believed(
    given: str, proxies: int, is_believed: bool
) -> None:
    client = create_app(Settings(proxies=proxies)).test_client()
    answer = client.get("/en/", headers={"X-Request-Id": given})

    assert (answer.headers["X-Request-Id"] == given) == is_believed


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "Quote this number if you ask about it: "),
        ("fr", "Citez ce numéro si vous nous écrivez à ce sujet\u00a0: "),
    ],
)
def test_page_of_an_error_tells_the_number(client: InspectingClient, language: str, words: str) -> None:
    answer = client.get(f"/{language}/nothing")

    assert f"<p>{words}{answer.headers['X-Request-Id']}</p>" in answer.get_data(as_text=True)


def test_problem_of_the_api_names_its_request_as_a_urn(client: InspectingClient) -> None:
    answer = client.get("/api/v1/nothing")

    number = answer.headers["X-Request-Id"]
    assert answer.json["instance"].replace("-", "") == f"urn:uuid:{number}"
