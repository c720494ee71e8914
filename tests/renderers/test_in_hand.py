"""A PDF made before it is asked for: the same bytes, made once, kept in bounds and not for long."""

from __future__ import annotations

import weakref
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import cast

import pool_tasks as tasks
import pytest
from quick_format import SIZE
from specimens import MakeLetter
from waiting import until

from webapp.domain.letters import Letter
from webapp.renderers import pdf
from webapp.renderers.formats import FORMATS, Format
from webapp.renderers.in_hand import Bounds, InHand
from webapp.renderers.pool import Limits, RenderPool

ANNE, BASIL = b"anne", b"basil"


class Heard:
    """Keeps what an observer hears."""

    def __init__(self) -> None:
        self.made: list[str] = []
        self.outcomes: list[str] = []

    def rendered(self, task: str, outcome: str, seconds: float) -> None:
        assert seconds >= 0
        self.made.append(f"{task} {outcome}")

    def queue(self, length: int) -> None:
        """Do nothing."""

    def refused(self, reason: str) -> None:
        raise AssertionError(reason)

    def in_hand(self, outcome: str) -> None:
        self.outcomes.append(outcome)


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def pool(heard: Heard) -> Iterator[RenderPool]:
    pool = RenderPool(Limits(renderers=1, queue=8), heard)
    yield pool
    pool.close()


MakeInHand = Callable[..., InHand]


@pytest.fixture
def make_in_hand(pool: RenderPool, heard: Heard) -> MakeInHand:
    return lambda **bounds: InHand(pool, Bounds(**{"megabytes": 8, **bounds}), heard)


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put a PDF into the table that takes no time."""
    changed = replace(FORMATS["pdf"], module="quick_format")
    monkeypatch.setitem(cast("dict[str, Format]", FORMATS), "pdf", changed)


@pytest.fixture
def letters(make_letter: MakeLetter) -> list[Letter]:
    letter = make_letter()
    return [replace(letter, sources_url=f"https://letters.example.ca/{number}") for number in range(30)]


def test_letter_made_beforehand_is_given_as_it_would_be_made(
    make_in_hand: MakeInHand, heard: Heard, make_letter: MakeLetter
) -> None:
    in_hand, letter = make_in_hand(), make_letter(layout="window")
    in_hand.prepare(letter, ANNE)
    until(lambda: heard.outcomes == ["prepared"])

    assert in_hand.pdf(make_letter(layout="window")).content == pdf.render(letter)
    assert (heard.outcomes, heard.made) == (["prepared", "ready"], ["pdf made"])


@pytest.mark.usefixtures("quick")
def test_another_letter_is_another(make_in_hand: MakeInHand, heard: Heard, make_letter: MakeLetter) -> None:
    in_hand = make_in_hand()
    made = [in_hand.pdf(make_letter(**changes)) for changes in ({}, {"layout": "window"}, {"language": "fr"})]

    assert [document.filename[:6] for document in made] == ["letter", "letter", "lettre"]
    assert heard.outcomes == ["not there"] * 3


@pytest.mark.usefixtures("quick")
def test_letter_asked_for_while_it_waits_is_made_next_and_once(
    pool: RenderPool, make_in_hand: MakeInHand, heard: Heard, letters: list[Letter], tmp_path: Path
) -> None:
    in_hand, gate = make_in_hand(), tmp_path / "gate"
    with ThreadPoolExecutor(2) as clients:
        work = clients.submit(pool.run, "wait", tasks.hold, str(tmp_path / "begun"), str(gate))
        tasks.wait_for(str(tmp_path / "begun"))
        in_hand.prepare(letters[0], BASIL)
        in_hand.prepare(letters[1], ANNE)
        asked = clients.submit(in_hand.pdf, letters[1])
        until(lambda: heard.outcomes == ["under way"])
        gate.touch()
        assert (len(asked.result().content), work.result()) == (SIZE, "waited")
    until(lambda: heard.outcomes.count("prepared") == 2)

    assert heard.made == ["wait made", "pdf made", "pdf made"]


@pytest.mark.usefixtures("quick")
def test_newer_letter_of_somebody_takes_the_place_of_one_that_waits(
    pool: RenderPool, make_in_hand: MakeInHand, heard: Heard, letters: list[Letter], tmp_path: Path
) -> None:
    in_hand, gate = make_in_hand(), tmp_path / "gate"
    with ThreadPoolExecutor(1) as client:
        client.submit(pool.run, "wait", tasks.hold, str(tmp_path / "begun"), str(gate))
        tasks.wait_for(str(tmp_path / "begun"))
        in_hand.prepare(letters[0], BASIL)
        for letter in letters[1:4]:
            in_hand.prepare(letter, ANNE)
        until(lambda: heard.outcomes == ["dropped"] * 2)
        gate.touch()
    until(lambda: heard.outcomes.count("prepared") == 2)
    for letter in (letters[0], letters[3], letters[1]):
        in_hand.pdf(letter)

    assert heard.outcomes[-3:] == ["ready", "ready", "not there"]


@pytest.mark.usefixtures("quick")
def test_no_more_wait_than_may(
    pool: RenderPool, make_in_hand: MakeInHand, heard: Heard, letters: list[Letter], tmp_path: Path
) -> None:
    in_hand, gate = make_in_hand(waiting=2), tmp_path / "gate"
    with ThreadPoolExecutor(1) as client:
        client.submit(pool.run, "wait", tasks.hold, str(tmp_path / "begun"), str(gate))
        tasks.wait_for(str(tmp_path / "begun"))
        for number in range(5):
            in_hand.prepare(letters[number], bytes([number]))
        gate.touch()
    until(lambda: len(heard.outcomes) == 5)

    assert heard.outcomes == ["dropped"] * 3 + ["prepared"] * 2


@pytest.mark.usefixtures("quick")
def test_what_was_used_longest_ago_makes_room(
    make_in_hand: MakeInHand, heard: Heard, letters: list[Letter]
) -> None:
    in_hand = make_in_hand(megabytes=1)
    for letter in letters[:3]:
        in_hand.pdf(letter)
    for letter in (letters[2], letters[1], letters[0]):
        in_hand.pdf(letter)

    assert heard.outcomes == ["not there"] * 3 + ["ready", "ready", "not there"]


@pytest.mark.usefixtures("quick")
def test_letter_is_let_go_in_time_though_nobody_asks(make_in_hand: MakeInHand, letters: list[Letter]) -> None:
    in_hand = make_in_hand(seconds=2)
    kept = weakref.ref(in_hand.pdf(letters[0]))

    assert in_hand.pdf(letters[0]) is kept()
    until(lambda: kept() is None)


def test_letter_that_cannot_be_made_is_tried_again(
    make_in_hand: MakeInHand, heard: Heard, letters: list[Letter], monkeypatch: pytest.MonkeyPatch
) -> None:
    in_hand = make_in_hand()
    with monkeypatch.context() as patch:
        broken = replace(FORMATS["pdf"], module="pool_tasks")
        patch.setitem(cast("dict[str, Format]", FORMATS), "pdf", broken)
        in_hand.prepare(letters[0], ANNE)
        until(lambda: heard.outcomes == ["dropped"])

    assert in_hand.pdf(letters[0]).content[:4] == b"%PDF"
    assert heard.made == ["pdf RendererLost", "pdf made"]


@pytest.mark.usefixtures("quick")
def test_turned_off_nothing_is_made_beforehand_or_kept(
    make_in_hand: MakeInHand, heard: Heard, letters: list[Letter]
) -> None:
    in_hand = make_in_hand(megabytes=0)
    in_hand.prepare(letters[0], ANNE)
    kept = weakref.ref(in_hand.pdf(letters[0]))

    assert (kept(), heard.outcomes, heard.made) == (None, [], ["pdf made"])
