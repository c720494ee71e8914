"""What a form says of the letter's passages, and how a page keeps it."""

from __future__ import annotations

import pytest
from werkzeug.datastructures import MultiDict

from webapp.web.changes import PostedChanges

WAS = "How an agency treats people at home."
EDIT, BESIDE = "edit.close.badge.en", "was.close.badge.en"
BADGE = ("close.badge", "en")


def read(*fields: tuple[str, str], **named: str) -> PostedChanges:
    return PostedChanges.read(MultiDict([*fields, *named.items()]))


@pytest.mark.parametrize(
    ("text", "edits"),
    [
        (WAS, {}),
        (f"  {WAS}\r\n", {}),
        (WAS.replace(" ", "\r\n"), {}),
        (WAS.replace(" ", "\N{NO-BREAK SPACE}"), {}),
        (WAS[:-1], {BADGE: WAS[:-1]}),
        (WAS.lower(), {BADGE: WAS.lower()}),
        ("One.\r\n\r\nTwo.", {BADGE: "One.\r\n\r\nTwo."}),
        ("", {BADGE: ""}),
        (" ", {BADGE: " "}),
    ],
)
def test_text_that_is_as_offered_is_no_edit(text: str, edits: dict) -> None:
    assert read((EDIT, text), (BESIDE, WAS)).edits == edits


def test_offered_text_with_other_line_ends_is_no_edit() -> None:
    assert read((EDIT, "One.\r\nTwo."), (BESIDE, "One.\nTwo.")) == PostedChanges()


def test_text_beside_which_nothing_was_offered_is_an_edit() -> None:
    assert read((EDIT, WAS)) == PostedChanges(edits={BADGE: WAS})


def test_offer_of_the_other_language_is_not_compared() -> None:
    assert read((EDIT, WAS), ("was.close.badge.fr", WAS)).edits == {BADGE: WAS}


@pytest.mark.parametrize("button", ["another", "restore"])
def test_our_words_are_back_where_they_are_asked_for(button: str) -> None:
    fields = [
        (EDIT, "Mine."),
        ("edit.close.badge.fr", "À moi."),
        ("edit.close.closing.en", "Bye."),
        ("drop.close.badge", "y"),
        ("drop.close.agree", "y"),
        ("wording.close.badge", "1"),
    ]

    assert read(*fields, (button, "close.badge")) == PostedChanges(
        wordings={"close.badge": 1}, edits={("close.closing", "en"): "Bye."}, dropped={"close.agree"}
    )


def test_passage_left_out_says_nothing_in_either_language() -> None:
    changes = read(("drop.close.badge", "y"), (EDIT, "Mine."), ("edit.close.closing.en", "Bye."))

    assert (changes.dropped, changes.edits[BADGE]) == ({"close.badge"}, "Mine.")
    assert changes.all_edits() == {
        BADGE: "",
        ("close.badge", "fr"): "",
        ("close.closing", "en"): "Bye.",
    }


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("edit", "x"),
        ("edit.", "x"),
        ("edit.close.badge", "x"),
        ("edit.close.badge.de", "x"),
        ("edit.close.badge.EN", "x"),
        ("edit.close.badge.", "x"),
        ("edits.close.badge.en", "x"),
        ("was.close.badge.en", "x"),
        ("wording.close.badge", ""),
        ("wording.close.badge", "-1"),
        ("wording.close.badge", "1.5"),
        ("wording.close.badge", "two"),
        ("wording.close.badge", "²"),
        ("wording.close.badge", "9999"),
        ("wording.close.badge", "9" * 5000),
        ("order", ""),
        ("order", ",,"),
        ("", "x"),
        (".", "x"),
        ("name", "Anne"),
    ],
)
def test_field_that_is_not_of_a_passage_changes_nothing(name: str, value: str) -> None:
    assert read((name, value)) == PostedChanges()


@pytest.mark.parametrize(("value", "number"), [("0", 0), ("3", 3), ("007", 7), ("999", 999), ("٣", 3)])
def test_wording_is_a_number(value: str, number: int) -> None:
    assert read(("wording.close.badge", value)) == PostedChanges(wordings={"close.badge": number})


def test_order_is_a_list_of_paragraphs() -> None:
    assert read(order="close.law,,close.record") == PostedChanges(order=("close.law", "close.record"))


@pytest.mark.parametrize(("number", "count", "next_one"), [(0, 3, 1), (1, 3, 2), (2, 3, 0), (0, 1, 0)])
def test_another_wording_is_the_next_and_after_the_last_the_first(
    number: int, count: int, next_one: int
) -> None:
    changes = PostedChanges(wordings={"close.badge": number, "close.agree": 2})
    changes.ask_for_another("close.badge", number, count)

    assert changes.wordings == {"close.badge": next_one, "close.agree": 2}


@pytest.mark.parametrize(
    ("order", "paragraph", "by", "moved"),
    [
        ("", "b", 1, "acb"),
        ("", "b", -1, "bac"),
        ("", "a", -1, "abc"),
        ("", "c", 1, "abc"),
        ("cba", "b", -1, "bca"),
        ("c", "c", 1, "abc"),
        ("c", "c", -1, "acb"),
        ("cx", "x", 1, "cx"),
        ("", "x", 1, ""),
    ],
)
def test_paragraph_moves_one_place_among_those_that_stand(
    order: str, paragraph: str, by: int, moved: str
) -> None:
    changes = PostedChanges(order=tuple(order))
    changes.move(paragraph, by, ("a", "b", "c"))

    assert changes.order == tuple(moved)


@pytest.mark.parametrize(
    "changes",
    [
        PostedChanges(),
        PostedChanges(wordings={"close.badge": 0, "close.agree": 12}),
        PostedChanges(edits={BADGE: "One.\n\nTwo.", ("close.closing", "fr"): ""}),
        PostedChanges(dropped={"close.badge", "close.agree"}),
        PostedChanges(order=("close.law", "close.record")),
        PostedChanges({"close.badge": 1}, {BADGE: "Mine."}, {"close.badge"}, ("close.law",)),
    ],
)
def test_changes_kept_in_hidden_fields_are_read_as_they_were(changes: PostedChanges) -> None:
    assert read(*changes.kept()) == changes


def test_hidden_fields_are_in_a_steady_order() -> None:
    changes = PostedChanges(
        {"close.badge": 1}, {BADGE: "Mine."}, {f"close.{letter}" for letter in "abcdefgh"}, ("close.law",)
    )

    assert list(changes.kept()) == [
        ("wording.close.badge", "1"),
        (EDIT, "Mine."),
        *((f"drop.close.{letter}", "y") for letter in "abcdefgh"),
        ("order", "close.law"),
    ]
