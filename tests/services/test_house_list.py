"""The House's list is read whole, or refused with what is wrong with it."""

from __future__ import annotations

from datetime import date

import pytest
from speaking import NIL, house_xml

from webapp.services.ourcommons import SittingMember, UnusableAnswer, read_house

DAY = date(2026, 11, 24)
LIST = house_xml([("Anne Roy", "Liberal", "Avalon"), ("Éric d'Août", "NDP", "Cape Spear")])
NO_NAME = "holds characters that no name has, or too many"
BOMB = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'


def refusal(content: bytes) -> str:
    with pytest.raises(UnusableAnswer) as refused:
        read_house(content, DAY)
    return str(refused.value)


def changed(old: str, new: str) -> bytes:
    assert old.encode() in LIST
    return LIST.replace(old.encode(), new.encode())


@pytest.mark.parametrize("content", [LIST, LIST.removeprefix(b"\xef\xbb\xbf")], ids=["BOM", "no BOM"])
def test_members_are_read_with_or_without_a_byte_order_mark(content: bytes) -> None:
    assert read_house(content, DAY) == (
        SittingMember("Anne Roy", "Liberal", "Avalon"),
        SittingMember("Éric d'Août", "NDP", "Cape Spear"),
    )


@pytest.mark.parametrize(("until", "still_sit"), [("2026-11-24", 0), ("2026-11-25", 2)])
def test_member_sits_until_the_day_they_leave(until: str, still_sit: int) -> None:
    content = changed(NIL, f"<ToDateTime>{until}T00:00:00</ToDateTime>")

    assert len(read_house(content, DAY)) == still_sit


@pytest.mark.parametrize(
    "field",
    ["PersonId", "PersonOfficialFirstName", "PersonOfficialLastName", "ConstituencyName", "CaucusShortName"],
)
def test_renamed_field_is_named(field: str) -> None:
    content = LIST.replace(f"<{field}>".encode(), b"<New>").replace(f"</{field}>".encode(), b"</New>")

    assert refusal(content) == f"a member has no {field}: the House may have renamed its fields"


def test_list_that_does_not_say_who_has_left_is_refused() -> None:
    assert refusal(changed(NIL, "")) == "a member has no ToDateTime: the House may have renamed its fields"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (NIL, "<ToDateTime>soon</ToDateTime>", "a member's ToDateTime is “soon”, not a date"),
        ("Avalon", "", "a member has an empty ConstituencyName"),
        ("Avalon", "Ava\u202elon", f"a member's ConstituencyName {NO_NAME}"),
        ("Avalon", "A" * 201, f"a member's ConstituencyName {NO_NAME}"),
        ("Anne", "Ann\ufffd", f"a member's PersonOfficialFirstName {NO_NAME}"),
        (">1001<", ">1000<", "the House's list holds 1 people more than once"),
        ("ArrayOfMemberOfParliament", "Members",
         "the answer is <Members>, not the House's list (ArrayOfMemberOfParliament)"),
        ("<MemberOfParliament>", "<Senator/><MemberOfParliament>",
         "the House's list holds <Senator>, not MemberOfParliament"),
    ],
)  # fmt: skip
def test_absurd_list_is_refused(old: str, new: str, message: str) -> None:
    assert refusal(changed(old, new)) == message


@pytest.mark.parametrize("cut", [0, 1, 200, len(LIST) // 2, len(LIST) - 1])
def test_list_cut_short_is_refused(cut: int) -> None:
    assert refusal(LIST[:cut].decode("utf-8", "ignore").encode()) == (
        "the answer is not whole XML: it is cut short or spoilt"
    )


@pytest.mark.parametrize("encoding", ["utf-16", "latin-1"])
def test_list_in_another_encoding_is_refused(encoding: str) -> None:
    assert refusal(LIST.decode("utf-8-sig").encode(encoding)) == "the answer is not in UTF-8"


@pytest.mark.parametrize(
    "page",
    [b"<!DOCTYPE html><title>Busy</title>", b"\n<html><body>", b'<?xml version="1.0"?><html xmlns="x">'],
)
def test_web_page_is_refused(page: bytes) -> None:
    assert refusal(page) == "the answer is a web page, not the House's list in XML"


@pytest.mark.parametrize("where", ["<ArrayOf", "<MemberOfParliament>"])
def test_entities_are_refused_before_they_are_read(where: str) -> None:
    at = LIST.index(where.encode())

    assert refusal(LIST[:at] + BOMB + LIST[at:].replace(b"Avalon", b"&b;")) == (
        "the answer declares a document type or entities, which the House's list never does"
    )
