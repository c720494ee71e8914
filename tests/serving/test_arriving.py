"""Requests arrive in whatever pieces the network makes of them; each is answered as if it came whole."""

from __future__ import annotations

import time
from http import HTTPStatus

import pytest
from gunicorn.config import Config
from talking import GET, LETTER, Answer, ask, connect, post, read_answer

from webapp.serving.arrival import LONGEST_HEAD, Arrival, Refused

POST = b"POST /x HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\nthree"
LARGEST = 100


def arrival() -> Arrival:
    return Arrival(Config(), ("127.0.0.1", 1), LARGEST)


@pytest.mark.parametrize("cut", range(1, len(POST)))
def test_request_cut_anywhere_is_whole_with_its_last_byte(cut: int) -> None:
    arriving = arrival()
    arriving.add(POST[:cut])
    before = arriving.take()
    arriving.add(POST[cut:])

    assert (before, arriving.take(), arriving.take()) == (None, POST, None)


def test_requests_that_follow_at_once_are_given_one_by_one() -> None:
    arriving = arrival()
    arriving.add(POST + GET + POST)

    assert [arriving.take() for _ in range(4)] == [POST, GET, POST, None]


def test_empty_line_before_a_request_is_dropped() -> None:
    arriving = arrival()
    arriving.add(b"\r\n" + GET)

    assert arriving.take() == GET


def test_expectation_is_met_here_and_not_again() -> None:
    arriving = arrival()
    arriving.add(POST.replace(b"\r\nContent", b"\r\nExpect: 100-continue\r\nContent", 1)[:-5])

    assert (arriving.take(), arriving.wants_continue) == (None, True)
    arriving.add(b"three")
    assert (arriving.take(), arriving.wants_continue) == (POST, False)


def test_body_longer_than_any_that_is_read_is_not_awaited() -> None:
    arriving = arrival()
    arriving.add(b"POST /x HTTP/1.1\r\nContent-Length: 101\r\n\r\nthree")

    assert arriving.take() == b"POST /x HTTP/1.1\r\nConnection: close\r\nContent-Length: 101\r\n\r\n"


@pytest.mark.parametrize(
    ("head", "status"),
    [
        (b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n", HTTPStatus.LENGTH_REQUIRED),
        (b"POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n", HTTPStatus.BAD_REQUEST),
        (b"POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n", HTTPStatus.BAD_REQUEST),
        (b"POST / HTTP/1.1\r\nExpect: cake\r\n\r\n", HTTPStatus.EXPECTATION_FAILED),
        (b"GET /" + b"x" * 5000 + b" HTTP/1.1\r\n\r\n", HTTPStatus.REQUEST_URI_TOO_LONG),
        (b"GET / HTTP/1.1\r\n" + b"A: 1\r\n" * 200 + b"\r\n", HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE),
        (b"GET / HTTP/1.1\r\nA: " + b"x" * LONGEST_HEAD, HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE),
        (b"\r\n\r\n", HTTPStatus.BAD_REQUEST),
        (b"\x16\x03\x01 hello\r\n\r\n", HTTPStatus.BAD_REQUEST),
    ],
)
def test_request_that_cannot_be_read_is_refused(head: bytes, status: HTTPStatus) -> None:
    arriving = arrival()
    arriving.add(head)
    with pytest.raises(Refused) as refused:
        arriving.take()

    assert refused.value.status == status


def test_time_is_up_only_where_something_has_arrived(monkeypatch: pytest.MonkeyPatch) -> None:
    idle, begun = arrival(), arrival()
    begun.add(POST[:-1])
    later = time.monotonic() + 31
    monkeypatch.setattr(time, "monotonic", lambda: later)

    idle.check_time()
    with pytest.raises(Refused) as refused:
        begun.check_time()
    assert refused.value.status == HTTPStatus.REQUEST_TIMEOUT


def test_head_in_single_bytes_is_answered(port: int) -> None:
    with connect(port) as client, client.makefile("rb") as stream:
        for byte in GET:
            client.sendall(bytes([byte]))
            time.sleep(0.002)

        assert read_answer(stream).status == 200


def test_form_in_small_pieces_becomes_its_letter(port: int, filled: dict[str, object]) -> None:
    request = post(LETTER + ".txt", filled)
    with connect(port) as client, client.makefile("rb") as stream:
        for start in range(0, len(request), 50):
            client.sendall(request[start : start + 50])
            time.sleep(0.002)
        in_pieces = read_answer(stream)

    assert (in_pieces.status, in_pieces.body) == (200, ask(port, request).body)


def test_connection_is_kept_for_the_next_request(port: int, filled: dict[str, object]) -> None:
    with connect(port) as client, client.makefile("rb") as stream:
        statuses = []
        for request in (GET, post(LETTER, filled), GET):
            client.sendall(request)
            statuses.append(read_answer(stream).status)

    assert statuses == [200, 200, 200]


def test_requests_sent_at_once_are_answered_in_order(port: int, filled: dict[str, object]) -> None:
    letter = post(LETTER + ".txt", filled)
    with connect(port) as client, client.makefile("rb") as stream:
        client.sendall((GET + letter) * 10)
        types = [read_answer(stream).headers["content-type"] for _ in range(20)]

    assert types == ["text/html; charset=utf-8", "text/plain; charset=utf-8"] * 10


def test_hundreds_of_requests_sent_at_once_wait_for_their_reader(port: int) -> None:
    with connect(port, room=65_536) as client, client.makefile("rb") as stream:
        client.sendall(GET * 200)
        time.sleep(1)
        lengths = {len(read_answer(stream).body) for _ in range(200)}

    assert len(lengths) == 1


def test_sender_who_asks_first_is_told_to_go_on(port: int, filled: dict[str, object]) -> None:
    head, _, body = post(LETTER, filled, "Expect: 100-continue").partition(b"\r\n\r\n")
    with connect(port) as client, client.makefile("rb") as stream:
        client.sendall(head + b"\r\n\r\n")
        first = read_answer(stream)
        client.sendall(body)
        second = read_answer(stream)

    assert (first, second.status) == (Answer(100, {}, b""), 200)


def test_too_much_is_refused_before_it_is_sent(port: int) -> None:
    head = b"POST /en/verify HTTP/1.1\r\nHost: localhost\r\nContent-Type: multipart/form-data; boundary=x\r\n"
    with connect(port) as client, client.makefile("rb") as stream:
        client.sendall(head + b"Expect: 100-continue\r\nContent-Length: 3000000\r\n\r\n")
        answer = read_answer(stream)

        assert (answer.status, answer.headers["connection"], stream.read()) == (413, "close", b"")


def test_answer_to_too_much_is_read_by_a_client_that_sends_it_all(port: int) -> None:
    head = b"POST /en/verify HTTP/1.1\r\nHost: localhost\r\nContent-Type: multipart/form-data; boundary=x\r\n"
    with connect(port) as client, client.makefile("rb") as stream:
        client.sendall(head + b"Content-Length: 30000000\r\n\r\n" + bytes(30_000_000))

        assert read_answer(stream).status == 413


def test_form_above_its_bound_is_refused_and_the_connection_kept(port: int) -> None:
    with connect(port) as client, client.makefile("rb") as stream:
        client.sendall(post(LETTER, {"own_words": "x" * 140_000}))
        assert read_answer(stream).status == 413


def test_head_answers_with_a_length_and_no_body(port: int) -> None:
    with connect(port) as client, client.makefile("rb") as stream:
        client.sendall(GET.replace(b"GET", b"HEAD"))
        lengths = [read_answer(stream, to="HEAD").headers["content-length"]]
        client.sendall(GET)
        lengths.append(str(len(read_answer(stream).body)))

    assert len(set(lengths)) == 1


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        (b"POST /en/verify HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 411),
        (b"GET / HTTP/1.1\r\nHost: x\r\nCookie: " + b"x" * 40_000 + b"\r\n\r\n", 431),
        (b"nonsense\r\n\r\n", 400),
    ],
)
def test_unreadable_request_is_answered_by_its_status_alone(port: int, request_: bytes, status: int) -> None:
    answer = ask(port, request_)

    assert (answer.status, answer.headers["connection"]) == (status, "close")
    assert answer.body == f"{status} {HTTPStatus(status).phrase}".encode()


def test_client_that_closes_its_end_still_gets_its_answer(port: int) -> None:
    with connect(port) as client, client.makefile("rb") as stream:
        client.sendall(GET)
        client.shutdown(1)

        assert (read_answer(stream).status, stream.read()) == (200, b"")
