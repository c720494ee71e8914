"""The web process that makes letters for the others of its server: it listens, and answers each of them."""

from __future__ import annotations

import os
import socket
import struct
import time
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from threading import Condition, Thread
from typing import Any

from webapp.domain.errors import ApostilleError, RenderingError
from webapp.renderers.service import RenderService

_PAUSE = 0.05  # seconds, where nobody can be let in: there are no file descriptors left


class Host:
    """Answers at an address of Linux's abstract sockets; raises `OSError` where another process does."""

    def __init__(self, service: RenderService, address: str) -> None:
        self._verbs: dict[str, Callable[..., object]] = {
            "run": service.run,
            "pdf": service.pdf,
            "prepare": service.prepare,
        }
        self._patience = service.seconds
        self._listener = socket.socket(socket.AF_UNIX)
        self._quiet: set[Connection] = set()
        self._answering: set[Connection] = set()
        self._changed = Condition()
        self._is_closed = False
        try:
            self._listener.bind(address)
            self._listener.listen()
        except OSError:
            self._listener.close()
            raise

    def listen(self) -> None:
        """Answer whoever connects and is of the same user, each in a thread, until this is closed."""
        while not self._is_closed:
            try:
                client, _ = self._listener.accept()
            except OSError:  # it is closed, or this may pass
                time.sleep(_PAUSE)
                continue
            if is_of_our_user(client):
                connection = Connection(client.detach())
                Thread(target=self._answer_all, args=(connection,), name="asked", daemon=True).start()
            else:
                client.close()

    def close(self) -> None:
        """Free the address at once; return when all that was asked is answered."""
        self._is_closed = True
        with suppress(OSError):  # to close it alone would leave a thread accepting
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        with self._changed:
            for connection in self._quiet:
                _hang_up(connection)
            self._changed.wait_for(lambda: not self._answering, self._patience)

    def _answer_all(self, connection: Connection) -> None:
        """Answer what one thread of another process asks, until it asks no more."""
        try:
            while not self._is_closed:
                self._move(connection, self._quiet)
                verb, args, options = connection.recv()
                self._move(connection, self._answering)
                connection.send(self._outcome(verb, args, options))
        except (EOFError, OSError):
            pass
        finally:
            self._move(connection, None)
            connection.close()

    def _move(self, connection: Connection, to: set[Connection] | None) -> None:
        with self._changed:
            self._quiet.discard(connection)
            self._answering.discard(connection)
            if to is not None:
                to.add(connection)
            self._changed.notify_all()

    def _outcome(
        self, verb: str, args: tuple[Any, ...], options: dict[str, Any]
    ) -> tuple[object, ApostilleError | None]:
        """Return an answer, or the error: never one of a library, whose words may quote the letter."""
        try:
            return self._verbs[verb](*args, **options), None
        except ApostilleError as error:
            error.__cause__ = error.__context__ = None
            return None, error
        except Exception as error:
            return None, RenderingError(f"The letter could not be made ({type(error).__name__}).")


def is_of_our_user(peer: socket.socket) -> bool:
    """Return whether the process at the other end is of the user of this one."""
    said = peer.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, struct.calcsize("3i"))
    _pid, user, _group = struct.unpack("3i", said)
    return bool(user == os.geteuid())


def _hang_up(connection: Connection) -> None:
    """End a connection that another thread reads from: to close it here would leave that thread reading."""
    with suppress(OSError), socket.socket(fileno=os.dup(connection.fileno())) as line:
        line.shutdown(socket.SHUT_RDWR)
