"""Represent is asked politely and briefly; whatever fails, the answer is None and the log says nothing."""

from __future__ import annotations

import json
from http.server import BaseHTTPRequestHandler

import pytest
from speaking import SET, Serve, Server, boundary

from webapp.services.politeness import RememberedAnswers, TokenBucket
from webapp.services.represent import RepresentClient

ANSWER = {
    "code": "K1A0A6",
    "boundaries_centroid": [boundary("35075")],
    "boundaries_concordance": [boundary("35079"), boundary("35075")],
}
BODY = json.dumps(ANSWER).encode()


class Clock:
    """A clock that stands still until it is set on."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_full_code_gives_its_ridings_the_centre_s_first(serve: Serve) -> None:
    server = serve(BODY)

    assert RepresentClient(server.url + "/").ridings_of_code("k1a 0a6") == ("35075", "35079")
    assert server.asked == [f"/postcodes/K1A0A6/?sets={SET}"]


def test_place_is_sent_to_four_decimals(serve: Serve) -> None:
    server = serve(json.dumps({"objects": [boundary("48022")], "meta": {}}).encode())

    assert RepresentClient(server.url).ridings_at(53.52111111, -113.49999999) == ("48022",)
    assert server.asked == [f"/boundaries/?contains=53.5211%2C-113.5000&sets={SET}"]


@pytest.mark.parametrize("place", [(0.0, 0.0), (48.85, 2.35), (float("nan"), -113.5), (53.5, float("inf"))])
def test_place_outside_canada_is_not_asked_for(serve: Serve, place: tuple[float, float]) -> None:
    server = serve(BODY)

    assert RepresentClient(server.url).ridings_at(*place) == ()
    assert server.asked == []


@pytest.mark.parametrize("code", ["", "K1A", "O1A 0A6", "K1A0A6/../x"])
def test_malformed_code_is_not_asked_for(serve: Serve, code: str) -> None:
    server = serve(BODY)

    assert RepresentClient(server.url).ridings_of_code(code) is None
    assert server.asked == []


def test_code_that_represent_does_not_know_has_no_riding(serve: Serve) -> None:
    assert RepresentClient(serve(b"{}", status=404).url).ridings_of_code("K1A 0A6") == ()


def test_answer_is_remembered_for_a_day(serve: Serve) -> None:
    server, clock = serve(BODY), Clock()
    client = RepresentClient(server.url, clock=clock)

    for hours in (0, 23.9, 0.2):
        clock.now += hours * 3600
        assert client.ridings_of_code("K1A 0A6") == ("35075", "35079")
    assert len(server.asked) == 2


def test_failure_is_not_remembered(serve: Serve) -> None:
    server = serve(b"", status=503)
    client = RepresentClient(server.url)

    assert [client.ridings_of_code("K1A 0A6"), client.ridings_of_code("K1A 0A6")] == [None, None]
    assert len(server.asked) == 2


def told(caplog: pytest.LogCaptureFixture) -> list[str]:
    """Return what was logged, each with its reason as the log has it."""
    return [f"{record.getMessage()}: {record.fields['reason']}" for record in caplog.records]


@pytest.mark.parametrize(
    ("body", "how", "line"),
    [
        (b"", {"status": 503}, "gave no answer: it answered 503 (Service Unavailable)"),
        (BODY, {"Content_Length": "9999"}, "gave no answer: its answer broke off"),
        (b"<!DOCTYPE html>", {},
         "'s answer cannot be used: the answer is a web page, not Represent's list in JSON"),
        (BODY[:50], {}, "'s answer cannot be used: the answer is not whole JSON: it is cut short or spoilt"),
        (b"[]", {}, "'s answer cannot be used: it is not an object"),
        (b"{}", {}, "'s answer cannot be used: its lists of boundaries are missing"),
        (b'{"boundaries_centroid": [1]}', {}, "'s answer cannot be used: a boundary is not an object"),
        (b'{"boundaries_centroid": [{"id": "35075"}]}', {},
         "'s answer cannot be used: a boundary has no code of a riding"),
        (json.dumps({"boundaries_centroid": [boundary("35075", "federal-electoral-districts")]}).encode(), {},
         "'s answer cannot be used: a boundary is not of the 2023 order"),
    ],
)  # fmt: skip
def test_failure_is_none_and_one_line_without_the_code(
    serve: Serve, caplog: pytest.LogCaptureFixture, body: bytes, how: dict[str, object], line: str
) -> None:
    assert RepresentClient(serve(body, **how).url).ridings_of_code("K1A 0A6") is None
    assert told(caplog) == [f"Represent{line}" if line.startswith("'") else f"Represent {line}"]
    assert "K1A" not in caplog.text


def test_slow_service_is_left(serve: Serve, caplog: pytest.LogCaptureFixture) -> None:
    def wait(_handler: BaseHTTPRequestHandler, server: Server) -> None:
        server.over.wait()

    client = RepresentClient(serve(speak=wait).url, limit=0.2)

    assert client.ridings_at(53.5211, -113.5) is None
    assert told(caplog) == ["Represent gave no answer: it gave no whole answer within 0.2 seconds"]


def test_service_that_moved_elsewhere_does_not_learn_the_code(serve: Serve) -> None:
    elsewhere = serve(BODY)
    moved = elsewhere.url.replace("127.0.0.1", "localhost") + "/postcodes/K1A0A6/"

    assert RepresentClient(serve(status=302, Location=moved).url).ridings_of_code("K1A 0A6") is None
    assert elsewhere.asked == []


def test_requests_beyond_the_limit_are_not_made(serve: Serve, caplog: pytest.LogCaptureFixture) -> None:
    server = serve(BODY)
    client = RepresentClient(server.url, per_minute=4, clock=Clock())

    assert client.ridings_of_code("K1A 0A6") == ("35075", "35079")
    assert client.ridings_of_code("K1A 0A7") is None
    assert client.ridings_of_code("K1A 0A6") == ("35075", "35079")
    assert len(server.asked) == 1
    assert [record.getMessage() for record in caplog.records] == [
        "Represent was not asked: the requests of this minute are used up"
    ]


@pytest.mark.parametrize("step", [0.0, 0.25, 1.0, 2.5])
def test_bucket_gives_at_most_60_in_any_minute(step: float) -> None:
    clock = Clock()
    bucket = TokenBucket(60, clock)
    taken = []
    for _ in range(1200):
        if bucket.take():
            taken.append(clock.now)
        clock.now += step

    assert max(sum(start <= moment < start + 60 for moment in taken) for start in taken) <= 60


def test_bucket_gives_a_quarter_at_once_and_fills_again() -> None:
    clock = Clock()
    bucket = TokenBucket(60, clock)

    assert sum(bucket.take() for _ in range(100)) == 15
    clock.now += 3600
    assert sum(bucket.take() for _ in range(100)) == 15


def test_answer_used_longest_ago_is_let_go() -> None:
    answers = RememberedAnswers(2, 60, Clock())
    answers.put("a", ("1",))
    answers.put("b", ("2",))
    answers.get("a")
    answers.put("c", ("3",))

    assert [answers.get(question) for question in "abc"] == [("1",), None, ("3",)]
