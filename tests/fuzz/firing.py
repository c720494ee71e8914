"""Sends hostile requests to a server that runs for real, and keeps count of what came back."""

from __future__ import annotations

import http.client
import socket
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Lock
from urllib.parse import urlsplit

from hostile import Hostile

PATIENCE = 30.0
"""Seconds after which an answer counts as never given."""


@dataclass
class Tally:
    """What came back: statuses (0: the connection was closed without an answer), and what must not happen."""

    statuses: Counter[tuple[str, int]] = field(default_factory=Counter)
    faults: list[Hostile] = field(default_factory=list)
    hangs: list[Hostile] = field(default_factory=list)
    slowest: float = 0.0
    lock: Lock = field(default_factory=Lock)

    def taken(self, requests: Iterator[Hostile]) -> Hostile | None:
        """Return the next request, for whichever client comes first."""
        with self.lock:
            return next(requests, None)

    def add(self, request: Hostile, status: int | None, seconds: float) -> None:
        """Count an answer; None is none within the patience."""
        with self.lock:
            self.statuses[(request.kind, status or 0)] += 1
            self.slowest = max(self.slowest, seconds)
            if status is None:
                self.hangs.append(request)
            elif status >= 500 and not (status == 503 and request.is_costly):
                self.faults.append(request)


def fire(address: str, requests: Iterator[Hostile], clients: int = 8) -> Tally:
    """Send every request, by so many clients at once; each takes the next when it has its answer."""
    tally = Tally()

    def send_on() -> None:
        while request := tally.taken(requests):
            _send(address, request, tally)

    with ThreadPoolExecutor(clients) as pool:
        for client in [pool.submit(send_on) for _ in range(clients)]:
            client.result()
    return tally


def _send(address: str, request: Hostile, tally: Tally) -> None:
    host, port = urlsplit(address).netloc.split(":")
    began = time.monotonic()
    status: int | None
    try:
        with socket.create_connection((host, int(port)), timeout=PATIENCE) as connection:
            status = _answer_to(connection, request.raw)
    except TimeoutError:
        status = None
    except OSError:
        status = 0
    tally.add(request, status, time.monotonic() - began)


def _answer_to(connection: socket.socket, raw: bytes) -> int:
    try:
        connection.sendall(raw)
        connection.shutdown(socket.SHUT_WR)
    except TimeoutError:
        raise
    except OSError:
        pass  # the server did not want to hear the rest: it may have answered all the same
    method = raw.split(b" ", 1)[0].decode("latin-1")
    response = http.client.HTTPResponse(connection, method=method)
    try:
        response.begin()
        response.read()
    except http.client.HTTPException:
        return 0
    return response.status
