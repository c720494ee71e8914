"""Passages: which wording a letter has, and the order of what a writer moves."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.domain.passages import in_order, usual_wording

names = st.lists(st.text("abcdef", min_size=1, max_size=2), unique=True, max_size=6)


@pytest.mark.parametrize(
    ("seed", "passage", "count", "wording"),
    [
        (("close", "48022", "T6E 2B3"), "close.opening", 4, 1),
        (("close", "48022", "T6E 2B3"), "close.closing", 3, 0),
        (("close", "48022", "T6E 2B4"), "close.opening", 4, 3),
        (("keep", "35022", "K1A 0A6"), "keep.opening", 4, 3),
        ((), "", 3, 1),
    ],
)
def test_wording_of_a_seed_is_the_same_for_ever(
    seed: tuple[str, ...], passage: str, count: int, wording: int
) -> None:
    assert usual_wording(seed, passage, count) == wording


@given(st.lists(st.text(max_size=8), max_size=3), st.text(max_size=8), st.integers(1, 9))
def test_wording_is_one_of_those_there_are(seed: list[str], passage: str, count: int) -> None:
    assert usual_wording(seed, passage, count) in range(count)


def test_wordings_are_equally_common() -> None:
    codes = [
        f"K1A {digit}{letter}{other}" for digit in range(10) for letter in "ABCEGHJKLM" for other in range(10)
    ]
    chosen = Counter(usual_wording(("close", "48022", code), "close.opening", 4) for code in codes)

    assert sorted(chosen) == [0, 1, 2, 3]
    assert max(abs(times - 250) for times in chosen.values()) < 50  # some four standard deviations


def test_wording_of_one_passage_does_not_tell_that_of_another() -> None:
    pairs = {
        (
            usual_wording(("close", str(seed)), "close.opening", 3),
            usual_wording(("close", str(seed)), "close.closing", 3),
        )
        for seed in range(100)
    }

    assert pairs == {(one, other) for one in range(3) for other in range(3)}


@pytest.mark.parametrize(
    ("wanted", "order"),
    [
        ("", "abcd"),
        ("abcd", "abcd"),
        ("dcba", "dcba"),
        ("ba", "bcda"),
        ("da", "dabc"),
        ("cb", "acdb"),
        ("bb", "abcd"),
        ("xby", "abcd"),
        ("dx", "abcd"),
    ],
)
def test_name_not_wanted_stays_behind_the_one_it_usually_follows(wanted: str, order: str) -> None:
    assert "".join(in_order("abcd", wanted)) == order


@given(names, names)
def test_order_holds_every_name_once(usual: list[str], wanted: list[str]) -> None:
    assert sorted(in_order(usual, wanted)) == sorted(usual)


@given(names, names)
def test_names_wanted_stand_as_wanted(usual: list[str], wanted: list[str]) -> None:
    order = in_order(usual, wanted)

    assert [name for name in order if name in wanted] == [name for name in wanted if name in usual]


@given(st.data())
def test_order_of_all_names_is_the_order_itself(data: st.DataObject) -> None:
    usual = data.draw(names)
    wanted = data.draw(st.permutations(usual))

    assert in_order(usual, wanted) == wanted
