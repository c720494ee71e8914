"""A server that is stopped, loses a worker or is told to reload, while twenty visitors ask of it."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from crowds import Visitors
from serving import Served, served
from talking import GET, ask, connect

UNLIMITED = {"APOSTILLE_LETTERS_PER_MINUTE": "0"}


def wait_until(holds: Callable[[], bool]) -> None:
    """Return once something holds."""
    for _ in range(600):
        if holds():
            return
        time.sleep(0.1)
    raise AssertionError("waited in vain")


def wait_for_workers(server: Served, others_than: set[int], count: int = 2) -> None:
    """Return once the server has ``count`` workers, and none of those."""
    wait_until(lambda: len(now := set(server.workers())) == count and not now & others_than)


def test_term_lets_every_answer_that_began_be_whole(requests: tuple[bytes, ...]) -> None:
    with served(**UNLIMITED) as server:
        workers = server.workers()
        visitors = Visitors(server.port, requests)
        with visitors.visiting():
            visitors.wait_for(100)
            server.process.send_signal(signal.SIGTERM)
            status = server.process.wait(timeout=60)

        assert (status, len(workers)) == (0, 2)
        assert set(visitors.ends) - {"lost"} == {"200", "refused"}
        assert [worker for worker in workers if Path(f"/proc/{worker}").exists()] == []
        with pytest.raises(ConnectionRefusedError):
            connect(server.port)


def test_term_does_not_cut_a_body_that_is_on_its_way() -> None:
    with served(APOSTILLE_WORKERS="1") as server, connect(server.port) as client:
        client.sendall(GET[:-2] + b"Content-Length: 4\r\n\r\n12")
        time.sleep(0.5)
        server.process.send_signal(signal.SIGTERM)
        for last in (b"3", b"4"):
            time.sleep(0.5)
            client.sendall(last)

        assert client.recv(15) == b"HTTP/1.1 200 OK"


def test_killed_worker_is_replaced_and_visitors_go_on(requests: tuple[bytes, ...]) -> None:
    with served(**UNLIMITED) as server:
        visitors = Visitors(server.port, requests)
        with visitors.visiting():
            visitors.wait_for(50)
            killed, _ = server.workers()
            os.kill(killed, signal.SIGKILL)
            visitors.wait_for(50)
            wait_for_workers(server, {killed})
            visitors.wait_for(50)

        after = visitors.ends[-40:]
        assert (set(after), ask(server.port, GET).status) == ({"200"}, 200)


def test_reload_replaces_the_workers_and_loses_no_request(requests: tuple[bytes, ...]) -> None:
    with served(**UNLIMITED) as server:
        before = set(server.workers())
        visitors = Visitors(server.port, requests)
        with visitors.visiting():
            visitors.wait_for(50)
            server.process.send_signal(signal.SIGHUP)
            wait_for_workers(server, before)
            visitors.wait_for(50)

        assert set(visitors.ends) == {"200"}
