"""The figures for Prometheus: counted once, in every process, with no label that anybody typed."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest
from flask import Flask, abort
from flask.testing import FlaskClient
from prometheus_client import CONTENT_TYPE_LATEST, Metric
from prometheus_client.parser import text_string_to_metric_families

from webapp.app import create_app
from webapp.content.new_campaign import NewCampaign, make_campaign
from webapp.domain.catalogue import Catalogue
from webapp.renderers.observing import Observer
from webapp.settings import Settings
from webapp.web.figures import Figures

ROOT = Path(__file__).resolve().parents[2]
DESK = "/en/campaigns/ice-offices-canada/"
WORD = re.compile("quokka", re.IGNORECASE)
FAULT_COUNTED = re.compile(r'^apostille_request_seconds_count\{.*status="5xx".*\} 1\.0$', re.MULTILINE)


@pytest.fixture
def app(tmp_path: Path, catalogue: Catalogue) -> Flask:
    """Return an application of its own, so that its figures begin at nothing; its checks end at once."""
    return create_app(Settings(metrics=True, campaigns=tmp_path), catalogue)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


def shown(client: FlaskClient) -> str:
    answer = client.get("/metrics")
    assert answer.content_type == CONTENT_TYPE_LATEST
    assert answer.headers["Cache-Control"] == "no-store"
    return answer.get_data(as_text=True)


def families(text: str) -> dict[str, Metric]:
    return {family.name: family for family in text_string_to_metric_families(text)}


def value(text: str, name: str, **labels: str) -> float | None:
    """Return a sample's value, None where there is no such sample."""
    samples = (sample for family in families(text).values() for sample in family.samples)
    return next((each.value for each in samples if (each.name, each.labels) == (name, labels)), None)


def test_there_are_no_figures_unless_a_setting_asks(tmp_path: Path) -> None:
    answer = create_app(Settings(campaigns=tmp_path)).test_client().get("/metrics")

    assert answer.status_code == 404


def test_requests_are_timed_by_endpoint_method_and_kind_of_status(client: FlaskClient) -> None:
    for path in ("/en/", "/fr/", "/en/quokka", "/quokka"):
        client.get(path)
    client.open("/en/", method="QUOKKA")
    text = shown(client)

    def count(**labels: str) -> float | None:
        return value(text, "apostille_request_seconds_count", **labels)

    assert count(endpoint="pages.home", method="GET", status="2xx") == 2
    assert count(endpoint="none", method="GET", status="4xx") == 2
    assert count(endpoint="none", method="other", status="4xx") == 1
    assert value(text, "apostille_request_seconds_sum", endpoint="pages.home", method="GET", status="2xx")


def test_letters_are_counted_by_format_and_outcome(
    app: Flask, client: FlaskClient, filled: dict[str, object]
) -> None:
    for path in ("letter.txt", "letter.txt", "letter.pdf", "letter/pages"):
        assert client.post(DESK + path, data=filled).status_code == 200
    with pytest.raises(ValueError, match="quokka"), app.extensions["figures"].rendering("docx"):
        raise ValueError("quokka")
    text = shown(client)

    def made(name: str, outcome: str = "made") -> float | None:
        return value(text, "apostille_letters_total", format=name, outcome=outcome)

    assert [made("txt"), made("pdf"), made("pages"), made("docx", "failed"), made("docx")] == [
        2,
        1,
        1,
        1,
        None,
    ]
    assert value(text, "apostille_render_seconds_count", format="txt") == 2


def test_what_makes_letters_tells_the_figures(app: Flask, client: FlaskClient) -> None:
    observer: Observer = app.extensions["figures"]
    observer.queue(3)
    observer.refused("queue")
    observer.rendered("pdf", "timeout", 20.0)
    observer.rendered("quokka", "made", 1.0)
    text = shown(client)

    assert value(text, "apostille_render_queue") == 3
    assert value(text, "apostille_letters_refused_total", reason="queue") == 1
    assert value(text, "apostille_letters_total", format="pdf", outcome="timeout") == 1
    assert value(text, "apostille_letters_total", format="other", outcome="made") == 1


def test_requests_beyond_a_limit_are_counted(app: Flask, client: FlaskClient) -> None:
    @app.get("/limited")
    def limited() -> None:
        abort(429)

    client.get("/limited")

    assert value(shown(client), "apostille_rate_limited_total", endpoint="limited") == 1


def test_ages_of_data_and_days_to_the_next_review_are_as_readyz_says(client: FlaskClient) -> None:
    text, said = shown(client), client.get("/readyz").json["data"]

    assert {name: value(text, "apostille_data_age_days", table=name) for name in said["tables"]} == said[
        "tables"
    ]
    assert {
        slug: value(text, "apostille_next_review_days", campaign=slug) for slug in said["next_review"]
    } == said["next_review"]
    assert value(text, "apostille_overdue", rule="members-due") == 1


def test_build_is_named(client: FlaskClient) -> None:
    [sample] = families(shown(client))["apostille_build_info"].samples

    assert sorted(sample.labels) == ["python", "version"]


def test_no_figure_holds_a_word_that_was_typed(client: FlaskClient, filled: dict[str, object]) -> None:
    typed = {name: f"{text}quokka" for name, text in filled.items()} | {"quokka": "quokka"}
    headers = {"User-Agent": "quokka", "X-Request-Id": "quokka-quokka", "Referer": "https://quokka.ca"}
    for path in ("", "letter", "letter.pdf", "letter.quokka", "quokka?quokka=quokka"):
        client.post(DESK + path, data=typed, headers=headers)
    client.post("/api/v1/letters", json=typed, headers=headers)
    client.get("/fr/campaigns/quokka/", headers=headers)

    assert WORD.findall(shown(client)) == []


CONFIGURATION = """
import os, tempfile
folder = tempfile.TemporaryDirectory()
os.environ["PROMETHEUS_MULTIPROC_DIR"] = folder.name
from webapp import logs
logconfig_dict = logs.dict_config("info")
bind, workers, preload_app, worker_class, threads = "127.0.0.1:0", 2, True, "gthread", 2
control_socket_disable = True
def child_exit(server, worker):
    from webapp.web.figures import process_ended
    process_ended(worker.pid)
"""
FAILING = """
import os
from flask import request
import wsgi
app = wsgi.app
@app.before_request
def fail():
    if request.path.endswith("/pid"):
        return str(os.getpid())
    if request.path.endswith("/fails"):
        raise ValueError(request.path + str(request.args))
"""


@contextmanager
def gunicorn(folder: Path, **environment: str) -> Iterator[tuple[str, list[str]]]:
    """Serve with two worker processes; yield the address, and the lines of the log, whole at the end."""
    (folder / "gunicorn.conf.py").write_text(CONFIGURATION, "utf-8")
    (folder / "failing.py").write_text(FAILING, "utf-8")
    command = [sys.executable, "-m", "gunicorn", "--config", str(folder / "gunicorn.conf.py"), "failing:app"]
    with subprocess.Popen(
        command,
        env={"PYTHONPATH": f"{ROOT}:{folder}", "APOSTILLE_METRICS": "yes", **environment},
        cwd=folder,
        stderr=subprocess.PIPE,
        text=True,
    ) as server:
        assert server.stderr
        lines: list[str] = []
        try:
            while not (listening := re.search(r"Listening at: (http://[\d.:]+)", "".join(lines))):
                lines.append(server.stderr.readline())
                assert lines[-1], "the server ended"
            yield listening[1], lines
        finally:
            server.send_signal(signal.SIGTERM)
            lines += server.stderr.readlines()


def test_processes_count_together_and_log_no_word(tmp_path: Path) -> None:
    campaigns = tmp_path / "campaigns"
    make_campaign(NewCampaign("Trains", ("en", "fr"), "prime-minister", date(2026, 11, 25)), campaigns)
    with gunicorn(tmp_path, APOSTILLE_CAMPAIGNS=str(campaigns)) as (address, lines):
        pids: set[str] = set()
        asked = 0
        while len(pids) < 2:
            pids.add(urlopen(f"{address}/en/pid").read().decode())  # noqa: S310
            asked += 1
        with pytest.raises(OSError, match="500"):
            urlopen(f"{address}/en/quokka/fails?quokka=quokka")  # noqa: S310
        text, shown_times = "", 0
        while not FAULT_COUNTED.search(text):  # a request is counted once its answer is sent
            text = urlopen(f"{address}/metrics").read().decode()  # noqa: S310
            shown_times += 1

    told = [json.loads(line) for line in lines]
    requests = [line for line in told if line["event"] == "request"]
    [fault] = [line for line in told if line["event"] == "a request failed"]
    assert WORD.findall("".join(lines) + text) == []
    assert (
        value(text, "apostille_request_seconds_count", endpoint="none", method="GET", status="2xx") == asked
    )
    assert value(text, "apostille_request_seconds_count", endpoint="none", method="GET", status="5xx") == 1
    assert sorted(line["status"] for line in requests) == [200] * (asked + shown_times) + [500]
    assert [each["type"] for each in fault["exceptions"]] == ["builtins.ValueError"]
    assert {line["event"] for line in told} > {f"Booting worker with pid: {pid}" for pid in pids}


def documented(heading: str) -> list[str]:
    """Return the first column of the table under a heading of docs/observing.md."""
    page = (ROOT / "docs" / "observing.md").read_text(encoding="utf-8")
    section = page.split(f"## {heading}\n")[1].split("\n## ")[0]
    return re.findall(r"^\| `(\w+)`", section, re.MULTILINE)


def test_page_names_every_figure_and_no_other(app: Flask, client: FlaskClient) -> None:
    text = shown(client)
    offered = [f"{f.name}_total" if f.type == "counter" else f.name for f in families(text).values()]

    assert documented("Figures") == offered


def test_page_names_every_label_of_a_figure(client: FlaskClient, app: Flask) -> None:
    figures: Figures = app.extensions["figures"]
    figures.rendered("pdf", "made", 1.0)
    figures.refused("queue")
    figures.in_hand("ready")
    figures.requested("pages.home", "GET", 429, 1.0)
    page = (ROOT / "docs" / "observing.md").read_text(encoding="utf-8")
    table = page.split("## Figures\n")[1].split("\n## ")[0]
    rows = dict(re.findall(r"^\| `(\w+)` \|([^|]*)\|", table, re.MULTILINE))
    written = {name: set(re.findall(r"`(\w+)`", labels)) for name, labels in rows.items()}

    used: dict[str, Any] = {}
    for family in families(shown(client)).values():
        name = f"{family.name}_total" if family.type == "counter" else family.name
        used[name] = {label for sample in family.samples for label in sample.labels} - {"le"}
    del written["apostille_check_problems"], used["apostille_check_problems"]  # they are being checked
    assert used == written
