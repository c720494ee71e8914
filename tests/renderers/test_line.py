"""Who is next: in their order those who ask, and what is made beforehand when nobody does."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from queue import Empty

import pytest
from waiting import until

from webapp.renderers.line import Dropped, Line, Turn

SOON = 20  # seconds: more than anything here takes


class Queue:
    """A line with all its places taken, and who has come to one since, in order."""

    def __init__(self, *places: str) -> None:
        self.line = Line(places)
        self.came: list[str] = []
        self._threads = ThreadPoolExecutor(8)
        for _ in places:
            self.line.take(Turn(), 0)

    def wait(self, name: str, turn: Turn) -> Future[str]:
        """Have somebody wait; return once they do."""

        def take() -> str:
            place = self.line.take(turn, SOON)
            self.came.append(name)
            return place

        before = len(self.line)
        future = self._threads.submit(take)
        until(lambda: len(self.line) > before)
        return future


def test_those_who_ask_come_in_their_order_and_the_patient_last() -> None:
    queue = Queue("place")
    patient = queue.wait("patient", Turn(is_patient=True))
    asking = [queue.wait(name, Turn()) for name in ("first", "second")]
    for future in (*asking, patient):
        queue.line.give("place")
        assert future.result() == "place"

    assert queue.came == ["first", "second", "patient"]


def test_patient_leave_one_of_several_places_free() -> None:
    queue = Queue("one", "two")
    patient = queue.wait("patient", Turn(is_patient=True))
    queue.line.give("one")

    assert queue.wait("patient too", Turn(is_patient=True)).done() is False
    queue.line.give("two")
    assert patient.result() == "two"
    assert (queue.line.take(Turn(), 0), len(queue.line)) == ("one", 1)


def test_patient_turn_that_somebody_waits_for_comes_like_any_other() -> None:
    queue = Queue("one", "two")
    turn = Turn(is_patient=True)
    patient = queue.wait("patient", turn)
    queue.line.give("one")
    queue.line.hurry(turn)

    assert patient.result() == "one"


def test_patient_turn_may_be_given_up_and_no_other() -> None:
    queue = Queue("place")
    turns = [Turn(is_patient=True), Turn()]
    patient, asking = [queue.wait("", turn) for turn in turns]
    for turn in turns:
        queue.line.drop(turn)

    with pytest.raises(Dropped):
        patient.result()
    queue.line.give("place")
    assert asking.result() == "place"


def test_nobody_waits_longer_than_they_will() -> None:
    queue = Queue("place")

    with pytest.raises(Empty):
        queue.line.take(Turn(), 0.01)
    assert len(queue.line) == 0


def test_free_places_can_be_taken_all_at_once() -> None:
    line = Line(["one", "two"])

    assert (line.take_free(), line.take_free()) == (["one", "two"], [])
