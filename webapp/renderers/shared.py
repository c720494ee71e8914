"""One service for all web processes of a server: one of them is its host, the others ask it.

Whoever binds the address is host; the kernel frees the address when that process ends, and another takes it.
The address is a name of Linux's abstract sockets: no file. Only processes of the same user are listened to,
and only such a one is asked.
"""

from __future__ import annotations

import secrets
import socket
import time
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from threading import Lock, Thread
from typing import Any, TypeVar

from webapp.domain.letters import Letter
from webapp.renderers.formats import Document
from webapp.renderers.host import Host, is_of_our_user
from webapp.renderers.process import RendererLost, TookTooLong
from webapp.renderers.service import RenderService

Answer = TypeVar("Answer")
_LOOK_AGAIN = 0.05  # seconds, while there is no host
_TRIES = 3  # a host that is ending may yet let somebody in
_TURNS = 5
"""A letter may wait its turn and then be made, twice: so long and once more may an answer take."""


def can_share() -> bool:
    """Return whether this system has what processes share a service by."""
    return hasattr(socket, "SO_PEERCRED")


def new_address() -> str:
    """Return an address that no other server has."""
    return f"\0apostille-{secrets.token_hex(16)}"


class SharedService:
    """Makes letters as `RenderService` does, in whichever web process is host."""

    def __init__(self, service: RenderService, address: str) -> None:
        self._service = service
        self._address = address
        self._host: Host | None = None
        self._idle: list[Connection] = []
        self._lock = Lock()
        self._is_closed = False

    def run(self, name: str, task: Callable[..., Answer], *args: Any, is_optional: bool = False) -> Answer:
        """Do as `RenderPool.run` does."""
        answer: Answer = self._ask("run", name, task, *args, is_optional=is_optional)
        return answer

    def pdf(self, letter: Letter) -> Document:
        """Do as `InHand.pdf` does."""
        document: Document = self._ask("pdf", letter)
        return document

    def prepare(self, letter: Letter, owner: bytes) -> None:
        """Do as `InHand.prepare` does; where there is no host now, leave it."""
        with suppress(RendererLost, TookTooLong):
            self._ask("prepare", letter, owner)

    def start(self) -> None:
        """Be host as soon as there is no other; it returns when the service is closed."""
        while not self._is_closed:
            try:
                host = Host(self._service, self._address)
            except OSError:  # there is one
                self._wait_for_its_end()
            else:
                self._host = host
                Thread(target=self._start_processes, name="renderers", daemon=True).start()
                host.listen()
                return

    def close(self) -> None:
        """Let another process be host; return when whoever asked this one has been answered."""
        self._is_closed = True
        if self._host:
            self._host.close()
        self._service.close()

    def _start_processes(self) -> None:
        with suppress(RendererLost):  # letters will try again, each by itself
            self._service.start()

    def _wait_for_its_end(self) -> None:
        """Return when the host is gone: it never says anything unasked."""
        try:
            with self._connect() as connection:
                connection.recv_bytes()
        except (EOFError, OSError):
            time.sleep(_LOOK_AGAIN)

    def _ask(self, verb: str, *args: Any, **options: Any) -> Any:
        """Return what the host answers; where it ends meanwhile, what the next one does."""
        for _ in range(_TRIES):
            try:
                return self._ask_once(verb, args, options)
            except (EOFError, OSError):
                self._forget_connections()
                time.sleep(_LOOK_AGAIN)
        raise RendererLost("What makes letters stopped before it was done.")

    def _ask_once(self, verb: str, args: tuple[Any, ...], options: dict[str, Any]) -> Any:
        connection = self._connection()
        if connection is None:
            return getattr(self._service, verb)(*args, **options)
        answer, error = self._exchange(connection, (verb, args, options))
        with self._lock:
            self._idle.append(connection)
        if error is not None:
            raise error
        return answer

    def _exchange(self, connection: Connection, asked: object) -> Any:
        """Return what comes back; a connection on which that failed is closed."""
        try:
            connection.send(asked)
            if connection.poll(_TURNS * self._service.seconds):
                return connection.recv()
        except BaseException:
            connection.close()
            raise
        connection.close()
        raise TookTooLong("What makes letters gave no answer.")

    def _connection(self) -> Connection | None:
        """Return a connection to the host, None where this process is it; wait while there is no host.

        Raises `RendererLost` where there is none in time.
        """
        until = time.monotonic() + self._service.seconds
        while self._host is None:
            with self._lock:
                if self._idle:
                    return self._idle.pop()
            try:
                return self._connect()
            except ConnectionRefusedError:
                if time.monotonic() > until:
                    raise RendererLost("Nobody is there that makes letters.") from None
                time.sleep(_LOOK_AGAIN)
        return None

    def _connect(self) -> Connection:
        client = socket.socket(socket.AF_UNIX)
        try:
            client.connect(self._address)
            if not is_of_our_user(client):
                raise PermissionError
        except OSError:
            client.close()
            raise
        return Connection(client.detach())

    def _forget_connections(self) -> None:
        with self._lock:
            idle, self._idle = self._idle, []
        for connection in idle:
            connection.close()
