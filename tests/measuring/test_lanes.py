"""A lane does what it is asked in a process of its own, and ends with its owner."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator

import pytest
from bench.lanes import Lane, LaneFailed, Lanes, in_a_copy, lanes


@pytest.fixture
def lane() -> Iterator[Lane]:
    with lanes() as given:
        yield given["one"]


def test_a_lane_is_one_process_that_is_not_ours(lane: Lane) -> None:
    first, second = lane.call(os.getpid), lane.call(os.getpid)

    assert first == second
    assert first != os.getpid()


def test_lanes_of_other_names_are_other_processes() -> None:
    with lanes() as given:
        assert given["one"] is given["one"]
        assert given["one"].call(os.getpid) != given["two"].call(os.getpid)


def test_all_lanes_run_on_the_same_core() -> None:
    with lanes() as given:
        cores = [given[name].call(os.sched_getaffinity, 0) for name in ("one", "two")]

    assert cores == [{max(os.sched_getaffinity(0))}] * 2


def test_a_lane_times_its_work(lane: Lane) -> None:
    assert lane.time(time.sleep, 0.05) >= 0.05


def test_an_error_keeps_its_words_and_the_lane_goes_on(lane: Lane) -> None:
    with pytest.raises(LaneFailed, match=r"^listdir: FileNotFoundError: .*/nowhere"):
        lane.call(os.listdir, "/nowhere")

    assert lane.call(abs, -1) == 1


def test_a_process_that_ends_is_told(lane: Lane) -> None:
    with pytest.raises(LaneFailed, match="_exit ended its process"):
        lane.call(os._exit, 3)


def test_what_a_copy_does_leaves_its_process_as_it_was(lane: Lane) -> None:
    assert lane.call(in_a_copy, time.sleep, (0,), time.sleep, (0.05,)) >= 0.05

    with pytest.raises(LaneFailed, match="in_a_copy: LaneFailed: seconds ended its process"):
        lane.call(in_a_copy, abs, (1,), os._exit, (3,))
    assert lane.call(abs, -2) == 2


def test_closing_ends_every_process() -> None:
    given = Lanes()
    numbers = [given[name].call(os.getpid) for name in ("one", "two")]
    given.close()

    assert [number for number in numbers if is_running(number)] == []


def is_running(number: int) -> bool:
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    return True
