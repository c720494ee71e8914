"""A gunicorn worker whose threads never wait for a client: they answer whole requests, and do nothing else.

gunicorn's threaded worker reads a request and writes its answer in a thread, however slow the client is: as
many slow clients as it has threads stop the site, and one that is slow to close stops the worker for two
seconds. No setting changes that. Here the main thread, which never waits either, reads what arrives and sends
what is left; a thread gets a request once it is whole, and only to answer it. Written for and tested with
gunicorn 27.0.1 (``gunicorn/workers/gthread.py``).
"""

from __future__ import annotations

import logging
import selectors
import time
from functools import partial
from http import HTTPStatus
from typing import Any

from gunicorn.workers.gthread import STOP_KEEPALIVE_LINGER, ThreadWorker

from webapp import logs
from webapp.renderers.readback import MAX_BYTES
from webapp.serving.connection import Connection
from webapp.serving.starting import settings

_LOG = logging.getLogger(__name__)
MOST_WAITING = 800  # connections of one worker that wait for their clients; those next to their end give way
MOST_HELD = 64_000_000  # bytes kept for them
_FORM = 10_000  # bytes of a form around the file that it sends
_LOOK_EVERY = 0.5  # seconds


class PatientWorker(ThreadWorker):
    """Takes requests from clients as slowly as they come, and gives answers as slowly as they are read."""

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.largest_body = max(settings().max_body, MAX_BYTES + _FORM)
        self.max_keepalived = self.worker_connections - self.cfg.threads - MOST_WAITING
        self._next_look = 0.0

    @classmethod
    def check_config(cls, cfg: Any, log: Any) -> None:
        """Stop the start where gunicorn is to speak TLS: that would have to wait for clients again."""
        super().check_config(cfg, log)
        if cfg.is_ssl:
            raise RuntimeError("leave TLS to a proxy in front: remove certfile and keyfile")

    def set_accept_enabled(self, enabled: bool) -> None:  # noqa: FBT001 - the signature is gunicorn's
        """Accept connections or not; a stopping worker takes those that queue, and closes the door."""
        super().set_accept_enabled(enabled)
        if not self.alive:
            for listener in self.sockets:
                while self.accept(listener):
                    pass
                listener.close()

    def accept(self, listener: Any) -> bool:
        """Accept a connection, and return whether there was one."""
        try:
            sock, client = listener.accept()
        except OSError:  # none, or it is gone, or there are no file descriptors: all pass
            return False
        self.nr_conns += 1
        self.enqueue_req(Connection(self.cfg, sock, client, listener.getsockname(), self.largest_body))
        return True

    def enqueue_req(self, conn: Connection) -> None:
        """Do what can be done for a client without waiting; have its request answered in a thread once whole.

        gunicorn calls it in the main thread, for new connections and those that are ready again.
        """
        try:
            if conn.advance():
                super().enqueue_req(conn)
            elif conn.is_over:
                self._close(conn)
            else:
                self._wait_for(conn)
        except OSError:  # the client has gone
            self._close(conn)

    def handle(self, conn: Connection) -> bool:
        """Have gunicorn answer a request, in a thread; return whether the client may ask again."""
        conn.init()
        conn.parser.unreader.unread(conn.request)
        return bool(super().handle(conn))

    def handle_error(self, req: object, client: Any, addr: object, exc: BaseException) -> None:  # noqa: ARG002
        """Answer 500; log where it failed alone, for gunicorn would log what was asked for and by whom."""
        _LOG.error("an answer failed", extra={"fields": {"exceptions": logs.chain(exc)}})
        client.refuse(HTTPStatus.INTERNAL_SERVER_ERROR)

    def finish_request(self, conn: Connection, fs: Any) -> None:
        """Go on with a client whose request is answered."""
        conn.answered = True
        if fs.cancelled() or fs.exception() or not fs.result():
            conn.leave()
        self.enqueue_req(conn)

    def _wait_for(self, conn: Connection) -> None:
        """Put a connection into the poller, with gunicorn's idle ones where it may ask again and does not."""
        if conn.answered and conn.is_idle():
            conn.timeout = time.monotonic() + (self.cfg.keepalive if self.alive else STOP_KEEPALIVE_LINGER)
            waiting, go_on = self.keepalived_conns, self.on_client_socket_readable
        else:
            waiting, go_on = self.pending_conns, self.on_pending_socket_readable
        waiting.append(conn)
        event = selectors.EVENT_WRITE if conn.sock.unsent else selectors.EVENT_READ
        self.poller.register(conn.sock, event, partial(go_on, conn))

    def _close(self, conn: Connection) -> None:
        self.nr_conns -= 1
        conn.sock.close()

    def murder_pending(self) -> None:
        """End the wait for clients that have had their time, and for the oldest where there are too many."""
        now = time.monotonic()
        if now < self._next_look and self.alive and len(self.pending_conns) <= MOST_WAITING:
            return
        self._next_look = now + _LOOK_EVERY
        too_many = len(self.pending_conns) - MOST_WAITING
        held = sum(conn.held() for conn in self.pending_conns)
        for conn in sorted(self.pending_conns, key=Connection.deadline):
            if too_many > 0 or (held > MOST_HELD and conn.held()) or self._is_over(conn, now):
                self._end_wait(conn, is_late=conn.deadline() <= now)
                too_many, held = too_many - 1, held - conn.held()

    def _is_over(self, conn: Connection, now: float) -> bool:
        """Return whether a client has had its time; one that asks nothing of a stopping worker has little."""
        idle_while_stopping = not self.alive and conn.is_idle()
        return conn.deadline() <= now or (idle_while_stopping and conn.arrival.age() >= STOP_KEEPALIVE_LINGER)

    def _end_wait(self, conn: Connection, *, is_late: bool) -> None:
        """Tell a late client so, where some of its request is here; close any other."""
        self.pending_conns.remove(conn)
        self.poller.unregister(conn.sock)
        if is_late and conn.is_arriving():
            self.enqueue_req(conn)
        else:
            self._close(conn)
