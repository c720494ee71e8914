"""Six hundred slow clients, and one more who wants a page and a letter."""

from __future__ import annotations

import re
import socket
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass

import pytest
from crowds import SLOW_BODY, SLOW_HEAD, dripping, not_reading, rest
from serving import served
from talking import GET, Cut, ask, read_answer

EACH = 200


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
        large = GET.replace(b"/en/verify", font[1]) * 10  # a megabyte
        yield Slow(
            port,
            stack.enter_context(dripping(port, SLOW_HEAD, EACH)),
            stack.enter_context(dripping(port, SLOW_BODY, EACH)),
            stack.enter_context(not_reading(port, large, EACH)),
        )


def test_others_get_pages_and_letters_while_hundreds_are_slow(
    slow: Slow, requests: tuple[bytes, ...]
) -> None:
    answers = [ask(slow.port, request) for request in requests * 3]

    assert [answer.status for answer in answers] == [200] * 15
    assert [answer.body[:5] for answer in answers[4::5]] == [b"%PDF-"] * 3


def test_clients_slow_with_a_head_are_told_that_their_time_is_over(slow: Slow) -> None:
    assert {rest(client)[:28] for client in slow.heads} == {b"HTTP/1.1 408 Request Timeout"}


def test_clients_slow_with_a_body_are_told_that_their_time_is_over(slow: Slow) -> None:
    assert {rest(client)[:28] for client in slow.bodies} == {b"HTTP/1.1 408 Request Timeout"}


def test_clients_that_do_not_read_are_left(slow: Slow) -> None:
    """The test before took as long as they are waited for."""
    for client in slow.readers:
        with client.makefile("rb") as stream, pytest.raises((Cut, ConnectionError)):
            for _ in range(10):
                read_answer(stream)
