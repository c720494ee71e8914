"""Six hundred slow clients, and one more who wants a page and a letter."""

from __future__ import annotations

import re
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass

import pytest
from crowds import SLOW_BODY, SLOW_HEAD, dripping, not_reading, rest
from serving import served
from talking import GET, ask

from webapp.serving.connection import SEND_SECONDS
from webapp.serving.patient import MOST_WAITING

EACH = 200
TEN_FONTS = 900_000  # bytes: more than the system keeps of an answer


@dataclass(frozen=True)
class Slow:
    """A server, and the clients that are slow with it."""

    port: int
    heads: list[socket.socket]
    bodies: list[socket.socket]
    readers: list[socket.socket]


@pytest.fixture(scope="module")
def slow() -> Iterator[Slow]:
    with ExitStack() as stack:
        port = stack.enter_context(served(APOSTILLE_LETTERS_PER_MINUTE="0")).port
        font = re.search(rb'href="(/assets/fonts/serif-[^"]+)"', ask(port, GET).body)
        assert font is not None
        large = GET.replace(b"/en/verify", font[1]) * 10
        yield Slow(
            port,
            stack.enter_context(dripping(port, SLOW_HEAD, EACH)),
            stack.enter_context(dripping(port, SLOW_BODY, EACH)),
            stack.enter_context(not_reading(port, large, EACH)),
        )


def test_others_get_pages_and_letters_while_hundreds_are_slow(
    slow: Slow, requests: tuple[bytes, ...]
) -> None:
    answers = [ask(slow.port, request) for request in requests * 2]

    assert [answer.status for answer in answers] == [200] * 20
    assert [answer.body[:5] for answer in answers[9::10]] == [b"%PDF-"] * 2


def test_clients_slow_with_a_head_are_told_that_their_time_is_over(slow: Slow) -> None:
    assert {rest(client)[:28] for client in slow.heads} == {b"HTTP/1.1 408 Request Timeout"}


def test_clients_slow_with_a_body_are_told_that_their_time_is_over(slow: Slow) -> None:
    assert {rest(client)[:28] for client in slow.bodies} == {b"HTTP/1.1 408 Request Timeout"}


def test_clients_that_do_not_read_are_left(slow: Slow) -> None:
    time.sleep(SEND_SECONDS)  # no byte of an answer was taken for longer, since the first test

    assert {len(rest(client)) < TEN_FONTS for client in slow.readers} == {True}


def test_oldest_of_too_many_that_wait_give_way(requests: tuple[bytes, ...]) -> None:
    with (
        served(APOSTILLE_WORKERS="1") as server,
        dripping(server.port, SLOW_HEAD, MOST_WAITING + 50) as clients,
    ):
        statuses = [ask(server.port, request).status for request in requests]
        ends = [rest(client)[:28] for client in clients]

    assert statuses == [200] * len(requests)
    assert set(ends) == {b"", b"HTTP/1.1 408 Request Timeout"}
    assert ends.count(b"") >= 50
