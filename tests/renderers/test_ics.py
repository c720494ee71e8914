"""The reminder is a valid calendar, four weeks on, and tells nothing of the writer."""

from __future__ import annotations

from datetime import date

import pytest
from icalendar import Calendar
from specimens import ANNE, MakeLetter

from webapp.renderers import ics


def test_reminder_is_an_event_four_weeks_on(make_letter: MakeLetter) -> None:
    calendar = Calendar.from_ical(ics.render(make_letter()))
    (event,) = calendar.events

    assert (event.start, event.end) == (date(2026, 12, 22), date(2026, 12, 23))
    assert calendar["version"] == "2.0"
    assert [part.errors for part in calendar.walk()] == [[], [], []]


@pytest.mark.parametrize(
    ("language", "summary"),
    [
        ("en", "Any answer to my letter of November\u00a024, 2026?"),
        ("fr", "Une réponse à ma lettre du 24\u00a0novembre\u00a02026?"),
    ],
)
def test_reminder_speaks_the_letter_s_language(make_letter: MakeLetter, language: str, summary: str) -> None:
    (event,) = Calendar.from_ical(ics.render(make_letter(language=language))).events

    assert str(event["summary"]) == summary


def test_lines_are_folded_and_ended_as_rfc_5545_says(make_letter: MakeLetter) -> None:
    lines = ics.render(make_letter(language="fr")).split(b"\r\n")

    assert [line for line in lines if len(line) > 75] == []
    assert lines[-1] == b""


def test_reminder_tells_nothing_of_the_writer(make_letter: MakeLetter) -> None:
    content = ics.render(make_letter(own_words=("My neighbour.",))).decode()

    assert [word for word in (ANNE.name, ANNE.street, ANNE.city, "neighbour") if word in content] == []
