"""Fetches one address over HTTP within a time limit and a size, or says in one line why it could not."""

from __future__ import annotations

import http.client
import io
import socket
import time
from email.message import Message
from http import HTTPStatus
from typing import IO, Any, cast
from urllib import error, request
from urllib.parse import urlsplit

from webapp.domain.errors import ApostilleError

TIME_LIMIT = 10.0
LARGEST = 5_000_000
USER_AGENT = "apostille"
_PIECE = 64 * 1024


class NotFetched(ApostilleError):
    """An address gave no usable answer.

    ``reason`` names neither the address nor anything in it, so that it may be logged. ``status`` is the
    HTTP status, where there was one.
    """

    def __init__(self, host: str, reason: str, *, status: int | None = None) -> None:
        super().__init__(f"{host}: {reason}")
        self.reason = reason
        self.status = status


def fetch(url: str, *, accept: str, limit: float = TIME_LIMIT, largest: int = LARGEST) -> bytes:
    """Return the body at ``url``; raise `NotFetched` for anything but a whole answer of status 200.

    ``limit`` in seconds bounds connection, headers and body together: a server that sends a byte now and then
    gains nothing. Only the lookup of the host's name is left to the system. ``largest`` is in bytes.
    """
    host, asked = _request(url, accept)
    try:
        with opener(limit, _Redirects()).open(asked, timeout=limit) as response:
            return _body(response, host, largest)
    except error.HTTPError as answer:
        answer.close()
        raise NotFetched(
            host, f"it answered {answer.code} {_phrase(answer.code)}", status=answer.code
        ) from None
    except TimeoutError:
        raise NotFetched(host, f"it gave no whole answer within {limit:g} seconds") from None
    except error.URLError as failure:
        slow = isinstance(failure.reason, TimeoutError)
        reason = f"it gave no whole answer within {limit:g} seconds" if slow else "it cannot be reached"
        raise NotFetched(host, reason) from None
    except http.client.IncompleteRead:
        raise NotFetched(host, "its answer broke off") from None
    except (http.client.HTTPException, OSError, ValueError):
        raise NotFetched(host, "it did not answer as a web server does") from None


def _request(url: str, accept: str) -> tuple[str, request.Request]:
    """Return the host and the request; refuse an address that is not of the web."""
    try:
        host = urlsplit(url).hostname
        asked = request.Request(url, headers={"User-Agent": USER_AGENT, "Accept": accept})  # noqa: S310
    except ValueError:
        host = None
    if not host or asked.type not in ("http", "https"):
        raise NotFetched("the address", "it must begin with https:// or http:// and name a host")
    return host, asked


def _body(response: http.client.HTTPResponse, host: str, largest: int) -> bytes:
    if response.status != HTTPStatus.OK:
        raise NotFetched(host, f"it answered {response.status}", status=response.status)
    length = response.headers.get("Content-Length", "")
    body = bytearray()
    while piece := response.read(_PIECE):
        body += piece
        if len(body) > largest:
            raise NotFetched(host, f"its answer is larger than {largest:,} bytes")
    if length.isdecimal() and int(length) != len(body):
        raise NotFetched(host, "its answer broke off")
    return bytes(body)


def _phrase(status: int) -> str:
    try:
        return f"({HTTPStatus(status).phrase})"
    except ValueError:
        return "(no status of HTTP)"


class _TimedReader(io.RawIOBase):
    """Reads from a socket until a moment, however many small pieces come before it."""

    def __init__(self, connection: socket.socket, until: float) -> None:
        self._socket = connection
        self._raw = connection.makefile("rb", buffering=0)
        self._until = until

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        left = self._until - time.monotonic()
        if left <= 0:
            raise TimeoutError
        self._socket.settimeout(left)
        return cast("io.RawIOBase", self._raw).readinto(buffer)

    def close(self) -> None:
        self._raw.close()
        super().close()


class _TimedSocket:
    """What `http.client` needs of a socket, its answer read by a `_TimedReader`."""

    def __init__(self, connection: socket.socket, until: float) -> None:
        self._socket = connection
        self._until = until

    def makefile(self, _mode: str) -> IO[bytes]:
        return io.BufferedReader(_TimedReader(self._socket, self._until))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._socket, name)


class _Connection(http.client.HTTPConnection):
    """A connection whose answer must be whole by a moment."""

    until: float

    def connect(self) -> None:
        super().connect()
        self.sock = cast("Any", _TimedSocket(self.sock, self.until))


class _SecureConnection(http.client.HTTPSConnection):
    """The same, by TLS."""

    until: float

    def connect(self) -> None:
        super().connect()
        self.sock = cast("Any", _TimedSocket(self.sock, self.until))


class _Handler(request.HTTPHandler, request.HTTPSHandler):
    """Opens timed connections."""

    def __init__(self, limit: float) -> None:
        super().__init__()
        self._until = time.monotonic() + limit

    def http_open(self, req: request.Request) -> http.client.HTTPResponse:
        return self.do_open(self._timed(_Connection), req)

    def https_open(self, req: request.Request) -> http.client.HTTPResponse:
        return self.do_open(self._timed(_SecureConnection), req)

    def _timed(self, kind: type[_Connection] | type[_SecureConnection]) -> Any:
        return type(kind.__name__, (kind,), {"until": self._until})


class _Redirects(request.HTTPRedirectHandler):
    """Follows redirects within a host (with or without ``www.``), and never from https to http."""

    def redirect_request(
        self, req: request.Request, fp: IO[bytes], code: int, msg: str, headers: Message, newurl: str
    ) -> request.Request | None:
        here, there = urlsplit(req.full_url), urlsplit(newurl)
        names = {(part.hostname or "").removeprefix("www.") for part in (here, there)}
        if len(names) > 1 or there.scheme not in (here.scheme, "https"):
            fp.close()
            raise NotFetched(here.hostname or "", "it sent us to another address, which was not followed")
        return super().redirect_request(req, fp, code, msg, headers, newurl)  # type: ignore[arg-type]


def opener(limit: float, redirects: request.HTTPRedirectHandler) -> request.OpenerDirector:
    """Return an opener for http and https alone, no file, no FTP; all within ``limit`` seconds."""
    made = request.OpenerDirector()
    for handler in (
        request.ProxyHandler(),
        _Handler(limit),
        redirects,
        request.HTTPDefaultErrorHandler(),
        request.HTTPErrorProcessor(),
    ):
        made.add_handler(handler)
    return made
