"""The log says how requests went and where code failed, and holds no word that anybody typed."""

from __future__ import annotations

import json
import logging
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, Response, request
from flask.testing import FlaskClient
from inspection import InspectingClient
from sending import upload
from watching import Watched, watched

from webapp import logs
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


LOUD = """
import logging, sys, threading, warnings
from webapp import logs
logs.configure("debug")
class Quokka:
    def __del__(self): raise ValueError("quokka")
    def __repr__(self): raise ValueError("quokka")
def fail(): raise ValueError("quokka")
for name in "werkzeug weasyprint pypdf fontTools gunicorn.error webapp.app gunicorn.access".split():
    logging.getLogger(name).error("quokka %s", "quokka", extra={"fields": {"quokka": "quokka"}})
    try: fail()
    except ValueError: logging.getLogger(name).exception("quokka")
logging.getLogger("quiet.library").info("quokka")
logging.error("quokka %s %s", "one argument is missing, quokka", stack_info=True)
warnings.warn("quokka")
thread = threading.Thread(target=fail, name="quokka"); thread.start(); thread.join()
Quokka()
fail()
"""


def _run(program: str) -> tuple[list[dict[str, Any]], str]:
    """Return the lines that a program logs, and all that it says."""
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    said = ran.stdout + ran.stderr
    return [json.loads(line) for line in said.splitlines()], said


def test_nothing_that_python_or_a_library_prints_holds_a_word() -> None:
    lines, said = _run(LOUD)

    # a logger's name and a thread's are code: neither is typed
    assert WORD.findall(said.replace("Quokka.__del__", "")) == []
    assert [(line["logger"], line["event"]) for line in lines if line["logger"] == "webapp.logs"] == [
        ("webapp.logs", "warning of Python"),
        ("webapp.logs", "not caught"),
        ("webapp.logs", "not caught"),
        ("webapp.logs", "not caught"),
    ]
    assert [line.get("where") for line in lines][-3:] == ["thread", "finalizer", "process"]
    assert [line["logger"] for line in lines[:12]] == [
        *("werkzeug", "werkzeug", "weasyprint", "weasyprint", "pypdf", "pypdf", "fontTools", "fontTools"),
        *("gunicorn.error", "gunicorn.error", "webapp.app", "webapp.app"),
    ]


def test_gunicorn_s_life_is_told_and_nothing_else_of_what_it_says() -> None:
    lines, said = _run(
        "import logging; from webapp import logs; logs.configure('info')\n"
        "log = logging.getLogger('gunicorn.error')\n"
        "log.info('Listening at: %s (%s)', 'http://127.0.0.1:8000', 7)\n"
        "log.error('Error handling request %s', '/quokka')\n"
    )

    assert [line["event"] for line in lines] == ["Listening at: http://127.0.0.1:8000 (7)", "library"]
    assert WORD.findall(said) == []


@pytest.mark.parametrize(
    ("level", "heard"),
    [("debug", ["d", "i", "w", "e"]), ("info", ["i", "w", "e"]), ("warning", ["w", "e"]), ("error", ["e"])],
)
def test_level_of_the_settings_is_kept(level: str, heard: list[str], tmp_path: Path) -> None:
    told = "; ".join(f"log.{name}('{name[0]}')" for name in ("debug", "info", "warning", "error"))
    program = f"import logging; from webapp import logs; logs.configure('{level}')\n"
    program += "log = logging.getLogger('webapp.x')\n"
    ours = f"exec(compile({told!r}, logs.__file__, 'exec'))"  # as if our own code said it
    lines, _ = _run(program + ours)

    assert [line["event"] for line in lines] == heard


def test_frames_of_an_endless_recursion_are_few() -> None:
    def deeper() -> None:
        deeper()

    with watched() as seen, pytest.raises(RecursionError) as caught:
        deeper()
    logger = logging.getLogger("library")
    with watched() as seen:
        logger.error("quokka", exc_info=caught.value)

    assert len(seen.lines[0]["exceptions"][0]["frames"]) == 40


def test_exceptions_of_a_group_are_named_each() -> None:
    with watched() as seen:
        group = ExceptionGroup("quokka", [ValueError("quokka"), TypeError("quokka")])
        logging.getLogger("library").error("quokka", exc_info=group)

    types = [each["type"] for each in seen.lines[0]["exceptions"]]
    assert types == ["builtins.ExceptionGroup", "builtins.ValueError", "builtins.TypeError"]


def test_page_names_every_field_of_the_log_and_no_other() -> None:
    page = (Path(__file__).resolve().parents[2] / "docs" / "observing.md").read_text(encoding="utf-8")
    section = page.split("## Log\n")[1].split("\n## ")[0]

    assert re.findall(r"^\| `(\w+)`", section, re.MULTILINE) == list(logs.FIELDS)


def test_field_of_another_name_is_not_written() -> None:
    program = "import logging; from webapp import logs; logs.configure('info')\n"
    said = "logging.getLogger('webapp.x').error('e', extra={'fields': {'reason': 'r', 'name': 'quokka'}})"
    lines, _ = _run(f"{program}exec(compile({said!r}, logs.__file__, 'exec'))")

    assert [list(line) for line in lines] == [["time", "level", "logger", "event", "reason"]]


def test_bad_setting_stops_the_start_with_what_to_write() -> None:
    ran = subprocess.run(
        [sys.executable, "-c", "import wsgi"],
        env={"APOSTILLE_WORKERS": "many"},
        cwd=Path(__file__).resolve().parents[2],
        capture_output=True,
        text=True,
        check=False,
    )

    lines = [json.loads(line) for line in ran.stderr.splitlines()]
    assert (ran.returncode, lines[0]["event"]) == (1, "the server cannot start")
    assert lines[0]["problems"] == ["APOSTILLE_WORKERS: write a number of processes from 0 to 64, not many"]
