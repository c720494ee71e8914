"""Past its review date, an office is written to without a name, and the writer is told."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from specimens import MakeLetter

from webapp.domain.catalogue import Catalogue

LAST_DAY = date(2027, 3, 31)
LATER = LAST_DAY + timedelta(days=1)


def test_every_confirmed_official_has_a_day_of_review(catalogue: Catalogue) -> None:
    without = [o.id for o in catalogue.officials.values() if o.confirmed and o.review_by is None]

    assert without == []


@pytest.mark.parametrize(
    ("day", "line"),
    [(LAST_DAY, "The Right Honourable Mark Carney, P.C., M.P."), (LATER, "Prime Minister of Canada")],
)
def test_name_is_printed_to_the_last_day(make_letter: MakeLetter, day: date, line: str) -> None:
    assert make_letter(written_on=day).parts[0].addressee[0] == line


def test_unnamed_french_letter_guesses_no_gender(make_letter: MakeLetter) -> None:
    part = make_letter(language="fr", written_on=LATER).parts[0]

    assert part.salutation == "Bonjour,"
    assert part.closing == "Je vous prie d’agréer l’expression de ma très haute considération."


def test_letter_no_longer_says_you_asked_of_an_unnamed_holder(make_letter: MakeLetter) -> None:
    claims = [claim.text for claim in make_letter(written_on=LATER).parts[0].claims]

    assert [text for text in claims if "asked you" in text] == []


def test_writer_is_told_why(make_letter: MakeLetter) -> None:
    notice = make_letter(written_on=LATER).notices[0]

    assert notice.message % notice.params_in("en") == (
        "We last checked who is Prime Minister of Canada in September\u00a02026, which is too long ago, "
        "so the letter names the office alone."
    )


def test_past_its_day_no_address_of_a_person_is_copied(make_letter: MakeLetter) -> None:
    assert make_letter(written_on=LATER).cc == ("Heather.McPherson@parl.gc.ca",)
