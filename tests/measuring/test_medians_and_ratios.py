"""Samples are taken in turn; medians, ratios and their spread are those of the samples."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from bench.measuring import Measured, Row, Spread, Table, interleaved, percentile, ratio, seconds, spread


def noted(name: str, order: list[str]) -> Callable[[], float]:
    """Return what takes a sample and writes that down: 0.0 the first time, then 1.0 and so on."""

    def sample() -> float:
        order.append(name)
        return float(order.count(name) - 1)

    return sample


def taken(seed: int) -> list[str]:
    order: list[str] = []
    interleaved([Row(name, noted(name, order)) for name in "abc"], 20, seed=seed)
    return order


def test_every_round_takes_one_sample_of_each_row() -> None:
    order = taken(seed=1)

    rounds = [order[start : start + 3] for start in range(0, len(order), 3)]
    assert [sorted(each) for each in rounds] == [["a", "b", "c"]] * 21
    assert {"".join(each) for each in rounds} == {"abc", "acb", "bac", "bca", "cab", "cba"}


def test_order_is_that_of_the_seed() -> None:
    assert taken(seed=1) == taken(seed=1)
    assert taken(seed=1) != taken(seed=2)


@pytest.mark.parametrize(("warm_up", "kept"), [(0, (0, 1, 2)), (1, (1, 2, 3)), (2, (2, 3, 4))])
def test_first_rounds_are_not_kept(warm_up: int, kept: tuple[float, ...]) -> None:
    assert interleaved([Row("a", noted("a", []))], 3, warm_up=warm_up) == (Measured("a", kept),)


def test_row_that_cannot_be_measured_says_why() -> None:
    rows = [Row("a", None, "not installed"), Row("b", lambda: 2.0)]

    assert interleaved(rows, 2) == (Measured("a", (), "not installed"), Measured("b", (2.0, 2.0)))


@pytest.mark.parametrize(
    ("samples", "median"), [((), None), ((3.0,), 3.0), ((9.0, 1.0, 2.0), 2.0), ((4.0, 1.0, 2.0, 9.0), 3.0)]
)
def test_median_is_the_middle_of_the_samples(samples: tuple[float, ...], median: float | None) -> None:
    assert Measured("a", samples).median == median


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([7.0], Spread(7, 7, 7)),
        ([5.0, 1.0, 3.0, 2.0, 4.0], Spread(2, 3, 4)),
        ([1.0, 2.0, 3.0, 4.0], Spread(1.75, 2.5, 3.25)),
    ],
)
def test_spread_is_the_median_and_the_quartiles(values: list[float], expected: Spread) -> None:
    assert spread(values) == expected


def test_ratio_is_taken_within_each_round() -> None:
    """A machine that is ten times slower in one round leaves the ratio as it is."""
    assert ratio([1.0, 10.0, 1.0], [2.0, 20.0, 2.0]) == Spread(0.5, 0.5, 0.5)
    assert ratio([1.0, 3.0, 8.0], [1.0, 1.0, 2.0]) == Spread(2, 3, 3.5)


def test_ratio_needs_both_sides() -> None:
    table = Table("ms", ("b",), (Measured("a", (1.0,)), Measured("b", (), "not installed")))

    assert table.ratio("a", "b") is None
    assert table.ratio("a", "a") == Spread(1, 1, 1)


def test_ratio_of_samples_from_different_rounds_is_refused() -> None:
    with pytest.raises(ValueError, match="shorter"):
        ratio([1.0, 2.0], [1.0])


@pytest.mark.parametrize(("percent", "value"), [(50, 50), (95, 95), (99, 99), (100, 100)])
def test_percentile_is_a_value_that_was_seen(percent: int, value: int) -> None:
    assert percentile(list(range(100, 0, -1)), percent) == value
    assert percentile([3.0], percent) == 3.0


def test_seconds_are_those_of_the_work() -> None:
    given: list[object] = []

    assert seconds(given.append, "a") >= 0
    assert given == ["a"]
