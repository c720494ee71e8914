"""What people type: printed as it was given, or refused with words that say what to do."""

from __future__ import annotations

import pytest

from webapp.domain.errors import InvalidInput
from webapp.domain.writing import (
    CONTROL_CHARACTERS,
    MAX_OWN_WORDS,
    UNREADABLE,
    clean_email,
    clean_line,
    clean_paragraphs,
    clean_postal_code,
    visible,
)

HIDDEN = {
    "nul": "\x00",
    "bell": "\x07",
    "escape": "\x1b",
    "delete": "\x7f",
    "next line": "\u0085",
    "arabic letter mark": "\u061c",
    "left-to-right mark": "\u200e",
    "right-to-left mark": "\u200f",
    "right-to-left override": "\u202e",
    "pop direction": "\u202c",
    "right-to-left isolate": "\u2067",
    "pop isolate": "\u2069",
    "line separator": "\u2028",
    "paragraph separator": "\u2029",
    "private use": "\ue000",
}
LINE_ENDS = {"next line", "line separator", "paragraph separator"}


def refusal(clean: object, *given: str, **words: str) -> str:
    """Return the message with which ``clean`` refuses what was given."""
    with pytest.raises(InvalidInput) as refused:
        clean(*given, **words)  # type: ignore[operator]
    return str(refused.value)


@pytest.mark.parametrize(
    ("given", "line"),
    [
        ("Anne Tremblay", "Anne Tremblay"),
        ("  Anne \u00a0 Tremblay\t", "Anne Tremblay"),
        ("Anne Tremblay\r\n", "Anne Tremblay"),
        ("Zoe\u0308 Be\u0301dard", "Zoë Bédard"),
        ("O’Brien-D'Arcy “Zed”", "O’Brien-D'Arcy “Zed”"),
        ("ᓄᓇᕗᑦ", "ᓄᓇᕗᑦ"),
        ("ᓀᐦᐃᔭᐍᐏᐣ", "ᓀᐦᐃᔭᐍᐏᐣ"),
        ("Anne 🍁", "Anne 🍁"),
        ("👩🏽\u200d🔬", "👩🏽\u200d🔬"),
        ("{{7*7}} <script>", "{{7*7}} <script>"),
        ("", ""),
    ],
)
def test_line_is_kept_in_nfc_without_space_around(given: str, line: str) -> None:
    assert clean_line("name", given) == line


@pytest.mark.parametrize("hidden", HIDDEN.values(), ids=HIDDEN)
def test_line_refuses_a_hidden_character(hidden: str) -> None:
    assert refusal(clean_line, "name", f"An{hidden}ne") == CONTROL_CHARACTERS


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n", "\v", "\f", "\t"])
def test_line_refuses_a_line_end_inside(end: str) -> None:
    assert refusal(clean_line, "name", f"Anne{end}Bcc: spy@example.ca") == CONTROL_CHARACTERS


@pytest.mark.parametrize("lost", [0xD800, 0xDCFF, 0xDFFF, 0xFFFD])
@pytest.mark.parametrize("clean", [clean_line, clean_paragraphs, clean_postal_code, clean_email])
def test_text_that_arrived_damaged_is_refused(clean: object, lost: int) -> None:
    assert refusal(clean, "field", f"a{chr(lost)}") == UNREADABLE


@pytest.mark.parametrize("empty", ["", " ", "\u00a0", "\r\n"])
def test_missing_line_is_refused_in_the_given_words(empty: str) -> None:
    assert refusal(clean_line, "name", empty, missing="Enter your name.") == "Enter your name."


# Fails: a name of nothing but invisible characters passes for a name.
@pytest.mark.parametrize("invisible", ["\u200b", "\u00ad", "\u2060\ufeff"])
def test_line_that_shows_nothing_is_missing(invisible: str) -> None:
    assert refusal(clean_line, "name", invisible, missing="Enter your name.") == "Enter your name."


# Fails: a noncharacter is kept, and a page that repeats it is no longer valid HTML.
@pytest.mark.parametrize("noncharacter", ["\uffff", "\ufdd0", "\U0001fffe"])
@pytest.mark.parametrize("clean", [clean_line, clean_paragraphs])
def test_noncharacter_is_refused(clean: object, noncharacter: str) -> None:
    assert refusal(clean, "name", f"A{noncharacter}") == CONTROL_CHARACTERS


@pytest.mark.parametrize(("field", "limit"), [("name", 80), ("street", 80), ("city", 60), ("email", 120)])
def test_line_as_long_as_the_limit_is_kept(field: str, limit: int) -> None:
    assert clean_line(field, "é" * limit) == "é" * limit


@pytest.mark.parametrize(("field", "limit"), [("name", 80), ("street", 80), ("city", 60), ("email", 120)])
def test_line_one_longer_than_the_limit_is_refused(field: str, limit: int) -> None:
    message = f"Shorten it to {limit} characters: it has {limit + 1}."
    assert refusal(clean_line, field, "é" * (limit + 1)) == message


def test_line_is_measured_after_it_is_composed() -> None:
    assert clean_line("name", "e\u0301" * 80) == "é" * 80


def test_problem_names_its_field() -> None:
    with pytest.raises(InvalidInput) as refused:
        clean_line("street", "a\x00")
    assert refused.value.problem.field == "street"


@pytest.mark.parametrize(
    ("given", "paragraphs"),
    [
        ("", ()),
        (" \n\n\t\n", ()),
        ("One.", ("One.",)),
        ("One.\n\nTwo.", ("One.", "Two.")),
        ("One.\r\n\r\nTwo.", ("One.", "Two.")),
        ("One.\r\rTwo.", ("One.", "Two.")),
        ("One.\u2029\u2029Two.", ("One.", "Two.")),
        ("One.\n \t \nTwo.", ("One.", "Two.")),
        ("\n\nOne.\n\n\n\nTwo.\n", ("One.", "Two.")),
        ("first line\nsecond line", ("first line\nsecond line",)),
        ("  a\tb   c  \n d ", ("a b c\nd",)),
        ("100\u00a0%", ("100\u00a0%",)),
        ("e\u0301te\u0301", ("été",)),
        ("ᓄᓇᕗᑦ 🍁", ("ᓄᓇᕗᑦ 🍁",)),
        ("# no heading\n- no list\n**plain**", ("# no heading\n- no list\n**plain**",)),
    ],
)
def test_blank_lines_part_paragraphs(given: str, paragraphs: tuple[str, ...]) -> None:
    assert clean_paragraphs("own_words", given) == paragraphs


@pytest.mark.parametrize("name", [name for name in HIDDEN if name not in LINE_ENDS])
def test_paragraphs_refuse_a_hidden_character(name: str) -> None:
    assert refusal(clean_paragraphs, "own_words", f"An{HIDDEN[name]}ne") == CONTROL_CHARACTERS


def test_paragraphs_refuse_the_marks_of_the_template_language() -> None:
    assert refusal(clean_paragraphs, "own_words", "\ue000five-cities/claim\ue001") == CONTROL_CHARACTERS


@pytest.mark.parametrize(
    "words",
    ["w" * MAX_OWN_WORDS, "é\r\n" * 749 + "éé", "  " + "w" * MAX_OWN_WORDS + "\n\n"],
    ids=["one word", "a line end counts as one", "space around does not count"],
)
def test_own_words_may_be_1500_characters(words: str) -> None:
    assert len("\n".join(clean_paragraphs("own_words", words))) == MAX_OWN_WORDS


@pytest.mark.parametrize("length", [1501, 10_000])
def test_longer_own_words_are_refused_with_their_length(length: int) -> None:
    message = f"Shorten your own words to 1500 characters: they have {length}."
    assert refusal(clean_paragraphs, "own_words", "w" * length) == message


@pytest.mark.parametrize(
    "given",
    ["T6G 1X6", "T6G1X6", "t6g1x6", " t6g  1x6 ", "T6G-1X6", "T6G.1X6", "t 6 g 1 x 6", "T6G\u00a01X6"],
)
def test_postal_code_is_written_one_way(given: str) -> None:
    assert clean_postal_code("postal_code", given) == "T6G 1X6"


@pytest.mark.parametrize("first", "ABCEGHJKLMNPRSTVXY")
def test_postal_code_may_begin_with_every_district_s_letter(first: str) -> None:
    assert clean_postal_code("postal_code", f"{first}0A 0W9") == f"{first}0A 0W9"


@pytest.mark.parametrize(
    "given",
    ["12345", "90210-1234", "T6G", "T6G 1X", "T6G 1X66", "6TG 1X6", "TTG 1X6", "T6G/1X6", "hello"]
    + [f"{first}6G 1X6" for first in "DFIOQUWZ"]
    + [f"T6{third} 1X6" for third in "DFIOQU"]
    + [f"T6G 1{fifth}6" for fifth in "DFIOQU"],
)  # fmt: skip
def test_other_postal_code_is_refused(given: str) -> None:
    assert refusal(clean_postal_code, "postal_code", given) == (
        "Enter a Canadian postal code, such as T6G 1X6: letter, digit, letter, digit, letter, digit."
    )


@pytest.mark.parametrize("digit", ["٦", "६", "𝟞"])
def test_postal_code_with_a_digit_of_another_script_is_refused(digit: str) -> None:
    assert refusal(clean_postal_code, "postal_code", f"T{digit}G 1X6").startswith(
        "Enter a Canadian postal code"
    )


def test_missing_postal_code_is_asked_for() -> None:
    assert refusal(clean_postal_code, "postal_code", " ") == "Enter your postal code, such as T6G 1X6."


@pytest.mark.parametrize(
    ("given", "address"),
    [
        ("", ""),
        ("  ", ""),
        (" anne@example.ca ", "anne@example.ca"),
        ("Anne.O'Brien+letters@mail.example.ca", "Anne.O'Brien+letters@mail.example.ca"),
        ("zoë@exemple.québec", "zoë@exemple.québec"),
    ],
)
def test_email_is_kept(given: str, address: str) -> None:
    assert clean_email("email", given) == address


@pytest.mark.parametrize(
    "given",
    ["anne", "anne@", "@example.ca", "anne@example", "anne@example.c", "anne@@example.ca", "a b@example.ca",
     "anne@exam ple.ca", "Anne <anne@example.ca>", "a@example.ca,b@example.ca", "a@example.ca;b@example.ca"],
)  # fmt: skip
def test_other_email_is_refused(given: str) -> None:
    message = "Enter an e-mail address such as name@example.ca, or leave it empty."
    assert refusal(clean_email, "email", given) == message


def test_email_refuses_a_header_of_its_own() -> None:
    assert refusal(clean_email, "email", "a@example.ca\r\nBcc: b@example.ca") == CONTROL_CHARACTERS


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("plain", "plain"),
        ("a\x00b", "a\ufffdb"),
        ("a\u202eb", "a\ufffdb"),
        ("a\r\nb\tc", "a\nb c"),
        ("ᓄ🍁", "ᓄ🍁"),
    ],
)
def test_hidden_characters_are_made_visible(given: str, shown: str) -> None:
    assert visible(given) == shown
