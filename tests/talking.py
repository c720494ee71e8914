"""HTTP/1.1 spoken byte by byte, as no library would: requests in pieces, and answers read one by one."""

from __future__ import annotations

import socket
from collections.abc import Mapping
from dataclasses import dataclass
from http.client import parse_headers
from typing import BinaryIO
from urllib.parse import urlencode

PATIENCE = 60  # seconds: no test measures time, and none waits for ever
LETTER = "/en/campaigns/ice-offices-canada/letter"
GET = b"GET /en/verify HTTP/1.1\r\nHost: localhost\r\n\r\n"


@dataclass(frozen=True)
class Answer:
    """An answer that came whole: as long as it said it was."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class Cut(Exception):
    """The connection ended where an answer was due; carries what there was of it, if anything."""


def connect(port: int, *, room: int = 0) -> socket.socket:
    """Return a connection that sends at once; ``room`` is how many bytes it takes unread."""
    client = socket.socket()
    client.settimeout(PATIENCE)
    client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    if room:
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, room)
    try:
        client.connect(("127.0.0.1", port))
    except OSError:
        client.close()
        raise
    return client


def read_answer(stream: BinaryIO, *, to: str = "GET") -> Answer:
    """Return the next answer of a connection; raise `Cut` where there is none, or it is not whole."""
    line = stream.readline()
    if not line.endswith(b"\r\n"):
        raise Cut(*filter(None, [line]))
    status = int(line.split()[1])
    headers = {name.lower(): value for name, value in parse_headers(stream).items()}
    length = 0 if to == "HEAD" or status < 200 else int(headers.get("content-length", "0"))
    try:
        body = stream.read(length)
    except ConnectionError:
        body = b""
    if len(body) != length:
        raise Cut(line, body)
    return Answer(status, headers, body)


def ask(port: int, request: bytes) -> Answer:
    """Return the answer to one request on a connection of its own."""
    with connect(port) as client, client.makefile("rb") as stream:
        client.sendall(request)
        return read_answer(stream)


def post(path: str, form: Mapping[str, object], *more: str) -> bytes:
    """Return the request that sends a form; ``more`` are lines of its head."""
    body = urlencode(form).encode()
    lines = (
        f"POST {path} HTTP/1.1",
        "Host: localhost",
        "Content-Type: application/x-www-form-urlencoded",
        f"Content-Length: {len(body)}",
        *more,
    )
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body
