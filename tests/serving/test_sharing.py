"""Several web processes, one service that makes letters: as many renderers as asked for, one hand for all."""

from __future__ import annotations

import os
import signal
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families
from serving import Served, served
from talking import LETTER, ask, post
from waiting import until


@pytest.fixture
def server() -> Iterator[Served]:
    with served(APOSTILLE_WORKERS="3", APOSTILLE_RENDERERS="2", APOSTILLE_METRICS="yes") as running:
        until(lambda: len(renderers(running)) == 2)
        yield running


def send(server: Served, path: str, form: dict[str, object]) -> int:
    """Send a form by a connection of its own: any web process may take it."""
    return ask(server.port, post(path, form, "Connection: close")).status


def counts(server: Served) -> Counter[str]:
    """Return what was counted of PDFs in hand."""
    text = ask(server.port, b"GET /metrics HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n").body.decode()
    families = text_string_to_metric_families(text)
    family = next((each for each in families if each.name == "apostille_pdf_in_hand"), None)
    samples = family.samples if family else []
    return Counter({sample.labels["outcome"]: int(sample.value) for sample in samples})


def children(pid: int) -> list[int]:
    tasks = Path(f"/proc/{pid}/task").glob("*/children")
    return [int(child) for task in tasks for child in task.read_text(encoding="ascii").split()]


def renderers(server: Served) -> list[int]:
    """Return the processes that are children of children of web processes."""
    starters = [child for worker in server.workers() for child in children(worker)]
    return [child for starter in starters for child in children(starter)]


def host(server: Served) -> int:
    """Return the web process that has what makes letters."""
    (found,) = [worker for worker in server.workers() if children(worker)]
    return found


def test_what_one_web_process_prepared_is_in_the_hand_of_all(
    server: Served, filled: dict[str, object]
) -> None:
    assert send(server, LETTER, filled) == 200
    until(lambda: counts(server)["prepared"] == 1)
    statuses = {send(server, f"{LETTER}.pdf", filled) for _ in range(12)}

    assert (statuses, counts(server)) == ({200}, Counter(prepared=1, ready=12))
    assert len(renderers(server)) == 2


def test_letters_are_made_on_when_the_process_that_makes_them_is_killed(
    server: Served, filled: dict[str, object]
) -> None:
    before = renderers(server)
    os.kill(host(server), signal.SIGKILL)
    statuses = [send(server, f"{LETTER}.{name}", filled) for name in ("pdf", "eml", "docx")]
    until(lambda: len(renderers(server)) == 2)

    assert statuses == [200] * 3
    assert set(renderers(server)).isdisjoint(before)
