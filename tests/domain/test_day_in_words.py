"""A day found in words is the day that was written."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from webapp.domain.locales import LANGUAGES, Language, day_in, long_date

YEAR = [date(2028, 1, 1) + timedelta(days=number) for number in range(366)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_day_is_read_as_it_is_written(language: Language) -> None:
    assert [day_in(f"Town, {long_date(day, language)}") for day in YEAR] == YEAR


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("The Right Honourable Mark Carney, P.C., M.P., November\u00a024, 2026", date(2026, 11, 24)),
        ("Edmonton, le\u00a01er\u00a0décembre\u00a02026", date(2026, 12, 1)),
        ("November 1, 2026, and then le 2 mars 2027", date(2027, 3, 2)),
        ("le 31 février 2026", None),
        ("2026-11-24", None),
        ("", None),
    ],
)
def test_last_day_that_there_is_counts(text: str, day: date | None) -> None:
    assert day_in(text) == day
