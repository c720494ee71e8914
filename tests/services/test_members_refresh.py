"""The House says who sits, Represent gives addresses; anything partial or absurd is refused."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest
from speaking import represent_json

from webapp.domain.ridings import fold
from webapp.services.members_refresh import (
    Refresh,
    SeatRow,
    is_same_person,
    refreshed_from_house,
    refreshed_from_represent,
)
from webapp.services.ourcommons import SittingMember, UnusableAnswer
from webapp.services.represent import Listed, read_represent

DAY = date(2026, 11, 24)
Names = Mapping[str, tuple[str, ...]]
Seats = tuple[SeatRow, ...]


def house(seats: Seats, names: Names, **changes: SittingMember | None) -> list[SittingMember]:
    """Return the House's list of a table, but for the seats changed (``s10001=…``); None leaves one out."""
    members = [
        changes.get(f"s{row.fed_code}", SittingMember(row.name, row.party, names[row.fed_code][0]))
        for row in seats
        if row.name or f"s{row.fed_code}" in changes
    ]
    return [member for member in members if member]


def listed(seats: Seats, names: Names, **changes: Listed | None) -> list[Listed]:
    """Return Represent's list of a table, changed as `house` is."""
    entries = [
        changes.get(f"s{row.fed_code}", Listed(row.name, names[row.fed_code][0], row.email))
        for row in seats
        if row.name or f"s{row.fed_code}" in changes
    ]
    return [entry for entry in entries if entry]


def row_of(fresh: Refresh, code: str) -> SeatRow:
    return next(row for row in fresh.rows if row.fed_code == code)


def words(fresh: Refresh) -> dict[str, str]:
    return {change.fed_code: change.words for change in fresh.changes}


def test_no_two_ridings_share_a_name_old_or_new(names: Names) -> None:
    claimed = Counter(folded for known in names.values() for folded in {fold(name) for name in known})

    assert [name for name, count in claimed.items() if count > 1] == []


def test_same_members_are_confirmed_for_the_day(seats: Seats, names: Names) -> None:
    fresh = refreshed_from_house(seats, house(seats, names), names, DAY)

    assert words(fresh) == {"24037": "vacant? → vacant"}
    assert {row.as_of for row in fresh.rows} == {"2026-11-24"}
    assert row_of(fresh, "10001") == replace(
        seats[0], as_of="2026-11-24", sources="represent-2026-01+ourcommons-2026-11-24"
    )


def test_second_refresh_takes_the_place_of_the_first_among_the_sources(seats: Seats, names: Names) -> None:
    first = refreshed_from_house(seats, house(seats, names), names, date(2026, 11, 1))
    second = refreshed_from_house(first.rows, house(seats, names), names, DAY)

    assert row_of(second, "10001").sources == "represent-2026-01+ourcommons-2026-11-24"
    assert second.changes == ()


def test_new_member_does_not_get_the_address_of_the_last(seats: Seats, names: Names) -> None:
    new = SittingMember("Marie Roy", "NDP", "Avalon")
    fresh = refreshed_from_house(seats, house(seats, names, s10001=new), names, DAY)

    assert row_of(fresh, "10001") == SeatRow(
        "10001", "Marie Roy", "NDP", "", "sitting", "2026-11-24",
        "before 2026-11-24: Given F10001 (Liberal)", "ourcommons-2026-11-24",
    )  # fmt: skip
    assert words(fresh)["10001"] == (
        "Given F10001 (Liberal) → Marie Roy (NDP); e-mail given.f10001@parl.gc.ca dropped"
    )


def test_member_who_crossed_the_floor_keeps_their_address(seats: Seats, names: Names) -> None:
    crossed = SittingMember("Given F10001", "NDP", "Avalon")
    fresh = refreshed_from_house(seats, house(seats, names, s10001=crossed), names, DAY)

    assert row_of(fresh, "10001").email == "given.f10001@parl.gc.ca"
    assert row_of(fresh, "10001").note == "Liberal before 2026-11-24"
    assert words(fresh)["10001"] == "Given F10001 (Liberal) → Given F10001 (NDP)"


def test_seat_that_the_house_leaves_out_becomes_vacant(seats: Seats, names: Names) -> None:
    fresh = refreshed_from_house(seats, house(seats, names, s10001=None), names, DAY)

    assert row_of(fresh, "10001") == SeatRow(
        "10001", "", "Liberal (former)", "", "vacant", "2026-11-24",
        "not in the House's list on 2026-11-24; before: Given F10001", "ourcommons-2026-11-24",
    )  # fmt: skip
    assert words(fresh)["10001"] == "Given F10001 (Liberal) → vacant; e-mail given.f10001@parl.gc.ca dropped"


def test_vacant_seat_is_filled(seats: Seats, names: Names) -> None:
    new = SittingMember("Marie Roy", "NDP", names["35058"][0])
    fresh = refreshed_from_house(seats, house(seats, names, s35058=new), names, DAY)

    assert row_of(fresh, "35058").note == "vacant before 2026-11-24"
    assert words(fresh)["35058"] == "vacant → Marie Roy (NDP)"


@pytest.mark.parametrize("nth", [0, 1, -1])
def test_riding_is_found_by_its_old_name_and_its_new(seats: Seats, names: Names, nth: int) -> None:
    members = [
        SittingMember(row.name, row.party, names[row.fed_code][min(nth, len(names[row.fed_code]) - 1)])
        for row in seats
        if row.name
    ]

    assert words(refreshed_from_house(seats, members, names, DAY)) == {"24037": "vacant? → vacant"}


def test_riding_is_found_without_its_dashes_and_accents(seats: Seats, names: Names) -> None:
    members = [replace(member, riding=fold(member.riding).upper()) for member in house(seats, names)]

    assert words(refreshed_from_house(seats, members, names, DAY)) == {"24037": "vacant? → vacant"}


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"s10001": SittingMember("A B", "NDP", "Mount Doom")},
         "the answer names a riding that is not known here: “Mount Doom”"),
        ({"s10001": SittingMember("A B", "NDP", "Gotham"),
          "s10002": SittingMember("C D", "NDP", "Mount Doom")},
         "the answer names a riding that is not known here: “Gotham” and 1 more"),
        ({"s10001": SittingMember("A B", "NDP", "Labrador")}, "the answer gives two members to one seat"),
    ],
)  # fmt: skip
def test_absurd_list_is_refused(
    seats: Seats, names: Names, change: dict[str, SittingMember], message: str
) -> None:
    with pytest.raises(UnusableAnswer) as refused:
        refreshed_from_house(seats, house(seats, names, **change), names, DAY)
    assert str(refused.value) == message


def test_fewer_than_330_members_are_refused_and_330_are_not(seats: Seats, names: Names) -> None:
    members = house(seats, names)

    assert len(refreshed_from_house(seats, members[:330], names, DAY).rows) == 343
    with pytest.raises(UnusableAnswer, match=r"^the answer lists 329 members, fewer than 330$"):
        refreshed_from_house(seats, members[:329], names, DAY)
    with pytest.raises(UnusableAnswer, match=r"^the answer lists 329 members, fewer than 330$"):
        refreshed_from_represent(seats, listed(seats, names)[:329], names, DAY)


def test_day_before_the_table_s_own_is_refused(seats: Seats, names: Names) -> None:
    with pytest.raises(UnusableAnswer) as refused:
        refreshed_from_house(seats, house(seats, names), names, date(2026, 7, 31))
    assert str(refused.value) == (
        "the table already holds rows of 2026-08: refresh it with a later day than 2026-07-31"
    )


def test_represent_fills_in_an_address_and_says_nothing_of_the_day(seats: Seats, names: Names) -> None:
    lacking = (replace(seats[0], email="", note="by-election; e-mail not found"), *seats[1:])
    fresh = refreshed_from_represent(lacking, listed(seats, names), names, DAY)

    assert row_of(fresh, "10001") == replace(
        seats[0], note="by-election", sources="represent-2026-01+represent-2026-11-24"
    )
    assert words(fresh) == {"10001": "e-mail unknown → given.f10001@parl.gc.ca"}


def test_represent_does_not_take_a_known_address_away(seats: Seats, names: Names) -> None:
    entries = [replace(entry, email="") for entry in listed(seats, names)]

    assert refreshed_from_represent(seats, entries, names, DAY).rows == seats


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"s10001": Listed("Marie Roy", "Avalon", "marie.roy@parl.gc.ca")},
         "Represent names Marie Roy, but Given F10001 sits here"),
        ({"s10001": Listed("Given F10001", "Avalon", "given@example.com")},
         "Represent gives Given F10001 an address that is not at parl.gc.ca"),
        ({"s10001": Listed("Given F10001", "Avalon", "a@parl.gc.ca, b@example.com")},
         "Represent gives Given F10001 an address that is not at parl.gc.ca"),
    ],
)  # fmt: skip
def test_represent_does_not_decide_who_sits(
    seats: Seats, names: Names, change: dict[str, Listed], reason: str
) -> None:
    fresh = refreshed_from_represent(seats, listed(seats, names, **change), names, DAY)

    assert fresh.rows == seats
    assert [(left.fed_code, left.words) for left in fresh.left_out] == [("10001", reason)]


def test_represent_does_not_fill_a_vacant_seat(seats: Seats, names: Names) -> None:
    last = Listed("Michael Ma", names["35058"][0], "michael.ma@parl.gc.ca")
    fresh = refreshed_from_represent(seats, listed(seats, names, s35058=last), names, DAY)

    assert fresh.rows == seats
    assert [left.words for left in fresh.left_out] == [
        "Represent names Michael Ma, but the seat is vacant here"
    ]


def test_one_address_for_several_members_is_refused(seats: Seats, names: Names) -> None:
    entries = [replace(entry, email="Info@parl.gc.ca") for entry in listed(seats, names)]

    with pytest.raises(UnusableAnswer, match=r"^the answer gives one address to several members$"):
        refreshed_from_represent(seats, entries, names, DAY)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Hélène Roy", "Helene Roy", True),
        ("MaryAnn Roy", "Mary Ann Roy", True),
        ("Robert Morrissey", "Robert J. Morrissey", True),
        ("Chris d'Entremont", "Chris d’Entremont", True),
        ("Jean Roy", "Jeanne Roy", False),
        ("Jean Roy", "Jean Roy Tremblay", False),
        ("Roy", "Marie Roy", False),
        ("", "Marie Roy", False),
    ],
)
def test_same_person_is_known_by_the_name(one: str, other: str, same: bool) -> None:
    assert (is_same_person(one, other), is_same_person(other, one)) == (same, same)


def test_represent_s_list_is_read() -> None:
    content = represent_json([("Éric Roy", "Avalon", "eric.roy@parl.gc.ca")])

    assert read_represent(content) == (Listed("Éric Roy", "Avalon", "eric.roy@parl.gc.ca"),)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"<!DOCTYPE html><html>", "the answer is a web page, not Represent's list in JSON"),
        (b'{"objects": [', "the answer is not whole JSON: it is cut short or spoilt"),
        (b"[" * 100_000, "the answer is not whole JSON: it is cut short or spoilt"),
        ('{"objects": ["é"]}'.encode("latin-1"), "the answer is not in UTF-8"),
        (b"[]", "the answer has no list of “objects”: it is not Represent's list of members"),
        (b'{"error": "no"}', "the answer has no list of “objects”: it is not Represent's list of members"),
        (b'{"objects": [1]}', "a member has no name: Represent may have renamed its fields"),
        (b'{"objects": [{"name": "A B", "district": "Avalon"}]}',
         "a member has no district_name: Represent may have renamed its fields"),
        (represent_json([], next="/representatives/?offset=20"),
         "the answer is one page of several: ask for all with limit=500"),
        (represent_json([("A\nB", "Avalon", "")]),
         "a member's name holds characters that no name has, or too many"),
    ],
)  # fmt: skip
def test_spoilt_list_of_represent_is_refused(content: bytes, message: str) -> None:
    with pytest.raises(UnusableAnswer) as refused:
        read_represent(content)
    assert str(refused.value) == message
