"""A connection on which nobody waits: what has arrived is read, what can be sent is sent, and no more."""

from __future__ import annotations

import logging
import socket
import time
from http import HTTPStatus
from typing import Any

from gunicorn.workers.gthread import TConn

from webapp.serving.arrival import Arrival, Refused

_LOG = logging.getLogger(__name__)

SEND_SECONDS = 30  # without a byte of an answer taken
LINGER_SECONDS = 2
_PIECE = 65_536  # bytes read at once
_IN_SYSTEM = 131_072  # bytes of an answer that the system keeps, as much again for itself


class Wire:
    """A socket as gunicorn sees it: nothing more to read than was put before it, and room for every answer.

    An answer is a page or a letter, in memory as it is: what the client does not take at once is kept in
    ``unsent`` and goes out with `flush`, so that no thread waits in the middle of a write.
    """

    def __init__(self, sock: socket.socket) -> None:
        sock.setblocking(False)  # noqa: FBT003 - the signature is a socket's
        # Unbound, the system would keep up to 4 MB for each client that does not read.
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _IN_SYSTEM)
        self._sock = sock
        self.unsent = bytearray()
        self.progress = time.monotonic()

    def fileno(self) -> int:
        """Return the file descriptor, which pollers want."""
        return self._sock.fileno()

    def arrived(self) -> bytes | None:
        """Return what has arrived, nothing at the end of the stream, and None where there is nothing yet."""
        try:
            return self._sock.recv(_PIECE)
        except BlockingIOError:
            return None

    def flush(self) -> None:
        """Send of ``unsent`` what the client takes now."""
        try:
            while self.unsent:
                del self.unsent[: self._sock.send(self.unsent)]
                self.progress = time.monotonic()
        except BlockingIOError:
            return

    def sendall(self, data: bytes) -> None:
        """Send ``data``, now or later."""
        if not self.unsent:
            self.progress = time.monotonic()
        self.unsent += data
        self.flush()

    def refuse(self, status: HTTPStatus) -> None:
        """Send an answer that is its status, and no more."""
        line = f"{status} {status.phrase}"
        head = f"HTTP/1.1 {line}\r\nConnection: close\r\nContent-Type: text/plain\r\n"
        self.sendall(f"{head}Content-Length: {len(line)}\r\n\r\n{line}".encode())

    def recv(self, _size: int) -> bytes:
        """Return nothing: gunicorn is given whole requests, and must not wait for more."""
        return b""

    def setblocking(self, _flag: bool) -> None:  # noqa: FBT001 - the signature is a socket's
        """Change nothing: this socket never waits."""

    def settimeout(self, _seconds: float | None) -> None:
        """Change nothing."""

    def gettimeout(self) -> float:
        """Return the timeout of a socket that never waits."""
        return 0.0

    def shutdown(self, how: int) -> None:
        """Say that nothing more will be written."""
        self._sock.shutdown(how)

    def close(self) -> None:
        """Close the socket; what was not sent by now will not be."""
        self.unsent.clear()
        self._sock.close()


class Connection(TConn):
    """One client: a request arrives, its answer is sent; again, or the connection is left."""

    sock: Wire

    def __init__(self, cfg: Any, sock: socket.socket, client: Any, server: Any, largest: int) -> None:
        super().__init__(cfg, Wire(sock), client, server)
        self.arrival = Arrival(cfg, client, largest)
        self.request = b""
        self.answered = False
        self.is_over = False
        self.left: float | None = None

    def advance(self) -> bool:
        """Send and read what can be at once; return whether a whole ``request`` is to be answered now.

        Raise `OSError` where the client is gone.
        """
        self.sock.flush()
        if not self.sock.unsent and self.left is None:
            try:
                self.request = self._take()
            except Refused as refused:
                _LOG.info("refused a request", extra={"fields": {"status": refused.status}})
                self.sock.refuse(refused.status)
                self.leave()
            else:
                return bool(self.request)
        self.is_over = not self.sock.unsent and self.left is not None and self._has_left()
        return False

    def _take(self) -> bytes:
        """Return the next whole request, or nothing while it is not; raise `Refused` for a late one."""
        while not (request := self.arrival.take()):
            if self.arrival.wants_continue:
                self.arrival.wants_continue = False
                self.sock.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")
            piece = self.sock.arrived()
            if piece is None:
                self.arrival.check_time()
                return b""
            if not piece:
                raise ConnectionAbortedError
            self.arrival.add(piece)
        return request

    def leave(self) -> None:
        """Answer nothing more; the client has a moment to read what it was sent."""
        self.left = self.left or time.monotonic()

    def _has_left(self) -> bool:
        """Return whether the client has closed its end too; until then, what it still sends is dropped.

        To close while bytes stand unread would reset the connection, and the answer with it
        (RFC 9112, section 9.6).
        """
        self.sock.shutdown(socket.SHUT_WR)
        for _ in range(16):
            piece = self.sock.arrived()
            if not piece:
                return piece == b""
        return False

    def is_idle(self) -> bool:
        """Return whether nothing of a request has arrived, and nothing is being sent."""
        return not self.arrival and not self.sock.unsent and self.left is None

    def is_arriving(self) -> bool:
        """Return whether some of a request has arrived, and not all of it."""
        return bool(self.arrival) and not self.sock.unsent and self.left is None

    def held(self) -> int:
        """Return how many bytes are kept for this client."""
        return len(self.arrival) + len(self.sock.unsent)

    def deadline(self) -> float:
        """Return when this client has had its time, on the monotonic clock."""
        if self.sock.unsent:
            return self.sock.progress + SEND_SECONDS
        return max(self.left, self.sock.progress) + LINGER_SECONDS if self.left else self.arrival.deadline()
