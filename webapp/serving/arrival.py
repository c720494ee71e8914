"""A request while it arrives, piece by piece: whether it is whole yet, or will never be read."""

from __future__ import annotations

import re
import time
from http import HTTPStatus
from typing import Any

from gunicorn.http.errors import (
    ExpectationFailed,
    LimitRequestHeaders,
    LimitRequestLine,
    NoMoreData,
    ParseException,
    UnsupportedTransferCoding,
)
from gunicorn.http.message import Request
from gunicorn.http.unreader import IterUnreader

LONGEST_HEAD = 32_768  # bytes
HEAD_SECONDS, REQUEST_SECONDS = 10, 30

_END = b"\r\n\r\n"
_EXPECT = re.compile(rb"\r\nexpect:[^\r\n]*", re.IGNORECASE)
_STATUS: dict[type[Exception], HTTPStatus] = {
    LimitRequestLine: HTTPStatus.REQUEST_URI_TOO_LONG,
    LimitRequestHeaders: HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE,
    ExpectationFailed: HTTPStatus.EXPECTATION_FAILED,
    UnsupportedTransferCoding: HTTPStatus.NOT_IMPLEMENTED,
}


class Refused(Exception):
    """A request is not read to its end; carries the status that says why, and nothing of what was sent."""

    def __init__(self, status: HTTPStatus) -> None:
        super().__init__(status.phrase)
        self.status = status


class Arrival:
    """What has arrived on one connection and is not answered yet.

    Heads are read by gunicorn's own parser, so that both see the same request in the same bytes.
    ``largest`` is the longest body that any page reads, in bytes.
    """

    def __init__(self, cfg: Any, client: Any, largest: int) -> None:
        self._cfg, self._client, self._largest = cfg, client, largest
        self._received = bytearray()
        self._began = time.monotonic()
        self._head: bytes | None = None
        self._length = 0
        self.wants_continue = False

    def __len__(self) -> int:
        return len(self._head or b"") + len(self._received)

    def deadline(self) -> float:
        """Return when the request must be here, on the monotonic clock."""
        return self._began + (HEAD_SECONDS if self._head is None else REQUEST_SECONDS)

    def age(self) -> float:
        """Return for how many seconds this request has been awaited."""
        return time.monotonic() - self._began

    def add(self, piece: bytes) -> None:
        """Add bytes that have arrived; the first of a request start its clock."""
        if not self:
            self._began = time.monotonic()
        self._received += piece

    def take(self) -> bytes | None:
        """Return the next whole request and forget it, or None; raise `Refused` for one not to be read.

        One that announces a longer body than any page reads is given without it, to be answered and closed.
        """
        if self._head is None:
            self._read_head()
        if self._head is not None and self._length > self._largest:
            return self._head.replace(b"\r\n", b"\r\nConnection: close\r\n", 1) + self._cut(0)
        if self._head is not None and len(self._received) >= self._length:
            return self._head + self._cut(self._length)
        return None

    def check_time(self) -> None:
        """Raise `Refused` where some of a request is here, and the rest is not in time."""
        if self and time.monotonic() >= self.deadline():
            raise Refused(HTTPStatus.REQUEST_TIMEOUT)

    def _cut(self, length: int) -> bytes:
        """Return the body, and begin the next request."""
        body = bytes(self._received[:length])
        del self._received[:length]
        self._head, self._length, self.wants_continue = None, 0, False
        self._began = time.monotonic()
        return body

    def _read_head(self) -> None:
        """Take the head from what was received, once it is whole."""
        end = self._received.find(_END, 0, LONGEST_HEAD)
        if end >= 0:
            head = bytes(self._received[: end + len(_END)])
            self._measure(head)
            del self._received[: len(head)]
            # An empty line may stand before a request (RFC 9112, section 2.2); an expectation is met here.
            self._head = _EXPECT.sub(b"", head.removeprefix(b"\r\n"))
        elif len(self._received) >= LONGEST_HEAD:
            raise Refused(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE)

    def _measure(self, head: bytes) -> None:
        """Learn from a head how long its body is, and whether its sender waits to be told to go on."""
        try:
            request = Request(self._cfg, IterUnreader([head]), self._client)
        except (ParseException, NoMoreData) as error:
            raise Refused(_STATUS.get(type(error), HTTPStatus.BAD_REQUEST)) from None
        headers = dict(request.headers)
        if "TRANSFER-ENCODING" in headers:
            # Browsers send a length. Without one, only who reads a body knows when it is whole.
            raise Refused(HTTPStatus.LENGTH_REQUIRED)
        self._length = int(headers.get("CONTENT-LENGTH", 0))
        self.wants_continue = "EXPECT" in headers and request.version >= (1, 1)
