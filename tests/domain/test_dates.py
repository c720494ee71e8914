"""Dates in words, in both languages, as exact as they are known."""

from __future__ import annotations

from datetime import date

import pytest

from webapp.domain.locales import NBSP, Language, LocalisedText, PartialDate, long_date


@pytest.mark.parametrize(
    ("day", "english", "french"),
    [
        (date(2026, 11, 22), "November~22, 2026", "22~novembre~2026"),
        (date(2026, 2, 1), "February~1, 2026", "1er~février~2026"),
        (date(2026, 8, 21), "August~21, 2026", "21~août~2026"),
        (date(2028, 2, 29), "February~29, 2028", "29~février~2028"),
        (PartialDate(2026, 12, 1), "December~1, 2026", "1er~décembre~2026"),
        (PartialDate(2026, 3), "March~2026", "mars~2026"),
        (PartialDate(1961), "1961", "1961"),
    ],
)
def test_date_is_written_in_words(day: date | PartialDate, english: str, french: str) -> None:
    words = (long_date(day, "en"), long_date(day, "fr"))
    assert words == (english.replace("~", NBSP), french.replace("~", NBSP))


@pytest.mark.parametrize(
    ("language", "months"),
    [
        ("en", "January February March April May June July August September October November December"),
        ("fr", "janvier février mars avril mai juin juillet août septembre octobre novembre décembre"),
    ],
)
def test_every_month_has_its_name(language: Language, months: str) -> None:
    written = [long_date(PartialDate(2026, month), language).split(NBSP)[0] for month in range(1, 13)]
    assert written == months.split()


@pytest.mark.parametrize(
    ("text", "parsed"),
    [
        ("2026-02-04", PartialDate(2026, 2, 4)),
        ("2026-02", PartialDate(2026, 2)),
        ("2026", PartialDate(2026)),
        ("unknown", None),
        ("", None),
    ],
)
def test_partial_date_is_read(text: str, parsed: PartialDate | None) -> None:
    assert PartialDate.parse(text) == parsed


@pytest.mark.parametrize("text", ["2026-02-04", "2026-02", "2026", "0987"])
def test_partial_date_is_written_as_it_was_read(text: str) -> None:
    assert PartialDate.known(text).isoformat() == text


@pytest.mark.parametrize(
    "text", ["26", "2026-2", "2026-02-4", "2026/02/04", "Feb 2026", "2026-02-04 ", "20260204"]
)
def test_other_form_of_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not a date") as refused:
        PartialDate.parse(text)
    assert str(refused.value) == f"“{text}” is not a date: write YYYY, YYYY-MM, YYYY-MM-DD or unknown"


@pytest.mark.parametrize("text", ["2026-13", "2026-00", "2026-02-30", "2027-02-29", "0000"])
def test_day_that_never_was_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"range|must be in"):
        PartialDate.parse(text)


@pytest.mark.parametrize("text", ["", "unknown"])
def test_known_date_may_not_be_unknown(text: str) -> None:
    with pytest.raises(ValueError, match=r"^write a date: YYYY, YYYY-MM or YYYY-MM-DD$"):
        PartialDate.known(text)


@pytest.mark.parametrize(("text", "holds"), [(("", ""), False), (("a", ""), True), (("", "b"), True)])
def test_text_holds_something_when_either_language_does(text: tuple[str, str], *, holds: bool) -> None:
    assert bool(LocalisedText(*text)) is holds
