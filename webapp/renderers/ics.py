"""A reminder to follow up, four weeks after the letter, as an iCalendar file (RFC 5545)."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, time, timedelta

from icalendar import Alarm, Calendar, Event

from webapp.domain.letters import Letter
from webapp.domain.locales import Language, long_date

AFTER = timedelta(weeks=4)

_SUMMARY = {
    "en": "Any answer to my letter of {day}?",
    "fr": "Une réponse à ma lettre du {day}?",
}
_DESCRIPTION = {
    "en": "If there is none, write a second letter that recalls the first: {subject}",
    "fr": "S’il n’y en a pas, écrivez une seconde lettre qui rappelle la première : {subject}",
}


def render(letter: Letter) -> bytes:
    """Return an all-day event in the letter's first language; it tells nothing of the writer.

    The same letter gives the same bytes: its stamp and its identifier come from the letter itself.
    """
    language: Language = letter.parts[0].language
    day = letter.written_on + AFTER
    words = {"day": long_date(letter.written_on, language), "subject": letter.parts[0].subject}
    event = Event()
    event.add("uid", f"{_identifier(letter)}@apostille.invalid")
    event.add("dtstamp", datetime.combine(letter.written_on, time(), UTC))
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("summary", _SUMMARY[language].format(**words))
    event.add("description", _DESCRIPTION[language].format(**words))
    event.add("transp", "TRANSPARENT")
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", _SUMMARY[language].format(**words))
    alarm.add("trigger", timedelta(hours=9))
    event.add_component(alarm)
    calendar = Calendar()
    calendar.add("prodid", "-//Apostille//Letters//EN")
    calendar.add("version", "2.0")
    calendar.add_component(event)
    content: bytes = calendar.to_ical()
    return content


def _identifier(letter: Letter) -> str:
    made_from = f"{letter.fingerprint} {letter.written_on.isoformat()}"
    return hashlib.sha256(made_from.encode()).hexdigest()[:20]
