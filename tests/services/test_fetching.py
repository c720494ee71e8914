"""An answer is whole, of bounded size and in time, or it is refused in one line."""

from __future__ import annotations

import socket
from http.server import BaseHTTPRequestHandler

import pytest
from speaking import Serve, Server, send

from webapp.services.fetching import NotFetched, fetch

ACCEPT = "text/plain"


def refusal(url: str, **how: float) -> str:
    with pytest.raises(NotFetched) as refused:
        fetch(url, accept=ACCEPT, **how)  # type: ignore[arg-type]
    return str(refused.value)


def test_body_is_returned_as_it_was_sent(serve: Serve) -> None:
    server = serve("é".encode())

    assert fetch(server.url + "/list?limit=500", accept=ACCEPT) == "é".encode()
    assert (server.asked, server.agents) == (["/list?limit=500"], ["apostille"])


def test_chunked_body_is_returned_whole(serve: Serve) -> None:
    def speak(handler: BaseHTTPRequestHandler, _server: Server) -> None:
        handler.protocol_version = "HTTP/1.1"
        send(handler, b"3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n", Content_Length=None, Transfer_Encoding="chunked")

    assert fetch(serve(speak=speak).url, accept=ACCEPT) == b"abcde"


@pytest.mark.parametrize(
    ("status", "words"),
    [(503, "503 (Service Unavailable)"), (404, "404 (Not Found)"), (599, "599 (no status of HTTP)")],
)
def test_status_of_an_error_is_named(serve: Serve, status: int, words: str) -> None:
    assert refusal(serve(b"busy", status=status).url) == f"127.0.0.1: it answered {words}"


def test_success_without_a_whole_body_is_refused(serve: Serve) -> None:
    assert refusal(serve(b"part", status=206).url) == "127.0.0.1: it answered 206"


def test_server_that_never_answers_is_left(serve: Serve) -> None:
    server = serve(speak=lambda _handler, server: server.over.wait())

    assert refusal(server.url, limit=0.2) == "127.0.0.1: it gave no whole answer within 0.2 seconds"


@pytest.mark.parametrize("begin", [b"", b"HTTP/1.0 200 OK\r\n", b"HTTP/1.0 200 OK\r\n\r\n"])
def test_server_that_answers_byte_by_byte_gains_no_time(serve: Serve, begin: bytes) -> None:
    def drip(handler: BaseHTTPRequestHandler, server: Server) -> None:
        handler.wfile.write(begin)
        while not server.over.wait(0.02):
            handler.wfile.write(b"X")

    refused = refusal(serve(speak=drip).url, limit=0.3)

    assert refused == "127.0.0.1: it gave no whole answer within 0.3 seconds"


def test_body_that_breaks_off_is_refused(serve: Serve) -> None:
    assert refusal(serve(b"abc", Content_Length="10").url) == "127.0.0.1: its answer broke off"


def test_chunked_body_that_breaks_off_is_refused(serve: Serve) -> None:
    def speak(handler: BaseHTTPRequestHandler, _server: Server) -> None:
        handler.protocol_version = "HTTP/1.1"
        handler.close_connection = True
        headers = {"Content_Length": None, "Transfer_Encoding": "chunked", "Connection": "close"}
        send(handler, b"ff\r\nabc", **headers)
        handler.close_connection = True

    assert refusal(serve(speak=speak).url) == "127.0.0.1: its answer broke off"


@pytest.mark.parametrize("length", [None, "101"])
def test_body_that_is_too_large_is_refused(serve: Serve, length: str | None) -> None:
    server = serve(b"x" * 101, Content_Length=length)

    assert refusal(server.url, largest=100) == "127.0.0.1: its answer is larger than 100 bytes"


def test_closed_port_cannot_be_reached() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]

    assert refusal(f"http://127.0.0.1:{port}/") == "127.0.0.1: it cannot be reached"


def test_server_of_another_protocol_is_refused(serve: Serve) -> None:
    server = serve(speak=lambda handler, _server: handler.wfile.write(b"220 mail ready\r\n"))

    assert refusal(server.url) == "127.0.0.1: it did not answer as a web server does"


def test_redirect_within_the_host_is_followed(serve: Serve) -> None:
    def speak(handler: BaseHTTPRequestHandler, _server: Server) -> None:
        if handler.path == "/old":
            send(handler, b"", status=301, Location="/new")
        else:
            send(handler, b"here")

    server = serve(speak=speak)

    assert fetch(server.url + "/old", accept=ACCEPT) == b"here"
    assert server.asked == ["/old", "/new"]


@pytest.mark.parametrize("there", ["http://localhost/", "file:///etc/hosts", "ftp://127.0.0.1/"])
def test_redirect_elsewhere_is_not_followed(serve: Serve, there: str) -> None:
    server = serve(status=302, Location=there)

    assert refusal(server.url).startswith("127.0.0.1: it ")
    assert len(server.asked) == 1


def test_endless_redirect_is_refused(serve: Serve) -> None:
    assert refusal(serve(status=302, Location="/").url + "/") == "127.0.0.1: it answered 302 (Found)"


@pytest.mark.parametrize(
    "url", ["file:///etc/hosts", "ftp://127.0.0.1/", "members.xml", "http://", "http://[", ""]
)
def test_address_that_is_not_of_the_web_is_refused(url: str) -> None:
    assert refusal(url) == "the address: it must begin with https:// or http:// and name a host"
