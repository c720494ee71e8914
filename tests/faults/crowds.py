"""Crowds of clients: slow ones that hold what they can, and busy ones that note how each request ended."""

from __future__ import annotations

import itertools
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from talking import Cut, ask, connect

SLOW_HEAD = b"GET /en/verify HTTP/1.1\r\nHost: localhost\r\nX-Slow: "
SLOW_BODY = b"POST /en/verify HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10000\r\n\r\n"
LITTLE_ROOM = 4096  # bytes that a client takes unread


@contextmanager
def dripping(port: int, start: bytes, count: int) -> Iterator[list[socket.socket]]:
    """Give ``count`` connections that begin with ``start``, and send one byte more each half second."""
    over = threading.Event()
    clients = [connect(port) for _ in range(count)]

    def drip() -> None:
        while not over.wait(0.5):
            for client in clients:
                with_errors_dropped(lambda client=client: client.send(b"x"))

    for client in clients:
        client.sendall(start)
    thread = threading.Thread(target=drip)
    thread.start()
    yield clients
    over.set()
    thread.join()
    close_all(clients)


@contextmanager
def not_reading(port: int, request: bytes, count: int) -> Iterator[list[socket.socket]]:
    """Give ``count`` connections that ask for something large, and read nothing of it."""
    clients = [connect(port, room=LITTLE_ROOM) for _ in range(count)]
    for client in clients:
        client.sendall(request)
    yield clients
    close_all(clients)


def close_all(clients: list[socket.socket]) -> None:
    for client in clients:
        client.close()


def with_errors_dropped(action: Callable[[], object]) -> None:
    """Do what may find its connection closed."""
    try:
        action()
    except OSError:
        return


def rest(client: socket.socket) -> bytes:
    """Return all that a connection still gives, to its end."""
    client.settimeout(60)
    client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1_000_000)
    received = b""
    try:
        while piece := client.recv(65_536):
            received += piece
    except ConnectionError:
        return received
    return received


@dataclass
class Visitors:
    """Clients that go through ``requests`` again and again, each on a new connection, until they are stopped.

    ``ends`` counts how each ended: a status, ``cut`` in the midst of an answer, ``lost`` without one,
    ``late`` where none came in time, ``refused`` where nobody listened; that ends a client's visit.
    """

    port: int
    requests: tuple[bytes, ...]
    ends: list[str] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)

    @contextmanager
    def visiting(self, count: int = 20) -> Iterator[None]:
        """Have ``count`` clients visit."""
        threads = [threading.Thread(target=self._visit, args=(first,)) for first in range(count)]
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            self.over.set()
            for thread in threads:
                thread.join()

    def wait_for(self, more: int) -> None:
        """Return once so many more requests have ended."""
        goal = len(self.ends) + more
        for _ in range(600):
            if len(self.ends) >= goal:
                return
            time.sleep(0.1)
        raise AssertionError(f"only {len(self.ends)} of {goal} requests ended")

    def _visit(self, first: int) -> None:
        for request in itertools.islice(itertools.cycle(self.requests), first, None):
            if self.over.is_set() or self._end_of(request) == "refused":
                return

    def _end_of(self, request: bytes) -> str:
        try:
            end = str(ask(self.port, request).status)
        except Cut as cut:
            end = "cut" if cut.args else "lost"
        except ConnectionRefusedError:
            end = "refused"
        except ConnectionError:
            end = "lost"
        except TimeoutError:
            end = "late"
        self.ends.append(end)
        return end
