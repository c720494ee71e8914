"""The site as it is served: pages and PDFs a second, one core beside two, and a letter in hand at once."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

from serving import served

from bench.clients import Load, Orders, ask_in_turn, letter_order, pages, post, send
from bench.letters import CAMPAIGN, Kind, all_sorts, requests
from bench.measuring import Measured, Row, interleaved
from bench.sizes import Size
from webapp.domain.catalogue import Catalogue
from webapp.domain.letters import LetterRequest

CLIENTS = (1, 8, 64)
PAGE = f"/en/campaigns/{CAMPAIGN}/"
ONE, TWO = "one core", "two cores"
CLICK = "the click on the PDF, after the preview was read"
AT_ONCE = "a PDF asked for without a preview"
_SERVER = {"APOSTILLE_THREADS": "32", "APOSTILLE_LETTERS_PER_MINUTE": "0"}
_AT_ONCE = 8
_WARM_UP = 4


class NotMade(Exception):
    """The server did not make a letter that nothing kept it from making; says what it answered."""


def loads(catalogue: Catalogue, size: Size, folder: Path) -> tuple[Load, ...]:
    """Return pages and PDFs a second by 1, 8 and 64 clients; every PDF is another letter."""
    orders, figures = Orders(all_sorts(catalogue)), []
    with served(**_SERVER) as server:
        ask_in_turn(server.address, orders, 2, seconds=60, most=_WARM_UP)
        for clients in CLIENTS:
            figures.append(pages(server.address, PAGE, clients, seconds=size.load_seconds, folder=folder))
        for clients in CLIENTS:
            made = ask_in_turn(server.address, orders, clients, seconds=size.load_seconds)
            figures.append(made.load(clients))
    return tuple(figures)


def workers(catalogue: Catalogue, size: Size) -> tuple[Measured, ...]:
    """Return letters a second on one core and on two, in turn: server and clients together on them."""
    kind = Kind(own_words=True)

    def rate(address: str, cores: set[int]) -> Callable[[], float]:
        orders = Orders(requests(catalogue, kind))
        ask_in_turn(address, orders, 2, seconds=60, most=_WARM_UP)

        def measure() -> float:
            with _on(cores):
                return ask_in_turn(address, orders, _AT_ONCE, seconds=size.turn_seconds).rate

        return measure

    first, second, *_ = sorted(os.sched_getaffinity(0)) * 2
    with _on({first}), served(**_SERVER) as one, _on({first, second}), served(**_SERVER) as two:
        rows = [Row(ONE, rate(one.address, {first})), Row(TWO, rate(two.address, {first, second}))]
        return interleaved(rows, size.turns, warm_up=size.warm_up)


@contextmanager
def _on(cores: set[int]) -> Iterator[None]:
    """Keep this thread, and the processes and threads it starts, on some cores."""
    usual = os.sched_getaffinity(0)
    os.sched_setaffinity(0, cores)
    try:
        yield
    finally:
        os.sched_setaffinity(0, usual)


def journey(catalogue: Catalogue, size: Size) -> tuple[Measured, ...]:
    """Return the time of the click on the PDF by people who read the preview, and by people who did not."""
    people = requests(catalogue, Kind(own_words=True))
    with served(**_SERVER) as server:
        for each in islice(people, _WARM_UP):
            _made(server.address, each)
        rows = [
            Row(AT_ONCE, lambda: _made(server.address, next(people))),
            Row(CLICK, lambda: _read_first(server.address, next(people), size.reading_seconds)),
        ]
        return interleaved(rows, size.journeys, warm_up=size.warm_up)


def _read_first(address: str, request: LetterRequest, reading: float) -> float:
    """Return the time of the click of somebody who saw the letter beside the form, and then its page."""
    for what in ("preview", "letter"):
        status, *_ = post(address, *letter_order(request, what))
        if status != 200:
            raise NotMade(f"{what}: {status}")
    time.sleep(reading)
    return _made(address, request)


def _made(address: str, request: LetterRequest) -> float:
    began = time.perf_counter()
    end, _ = send(address, *letter_order(request))
    if end != "made":
        raise NotMade(f"letter.pdf: {end}")
    return time.perf_counter() - began
