"""Who is written to and copied, and what the writer is told where that is not certain."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from webapp.domain.catalogue import Catalogue
from webapp.domain.letters import Letter

MakeLetter = Callable[..., Letter]

ANAND = "The Honourable Anita Anand, P.C., M.P., Minister of Foreign Affairs"
PUBLIC_SAFETY = "The Minister of Public Safety"
UNCONFIRMED = (
    "Our sources do not agree on who is Minister of Public Safety, so the letter names the office alone and "
    "no e-mail address is given for it. Write to that office at: House of Commons, Ottawa ON K1A 0A6."
)
VACANT = (
    "We cannot confirm who sits for Saint-Hyacinthe—Bagot—Acton (last checked: September\u00a02026), so no "
    "member is copied. See ourcommons.ca for the member, if there is one."
)
NO_EMAIL = (
    "We know no e-mail address for your member, Daniel Gobeil (last checked: August\u00a031, 2026). Send the "
    "copy by mail: House of Commons, Ottawa ON K1A 0A6. No stamp is needed."
)


def notices(letter: Letter) -> list[str]:
    return [notice.message % notice.params_in("en") for notice in letter.notices]


def test_letter_goes_to_the_prime_minister(make_letter: MakeLetter) -> None:
    letter = make_letter()
    assert (letter.to, letter.parts[0].salutation) == ("pm@pm.gc.ca", "Dear Prime Minister,")


def test_french_letter_has_the_french_forms_of_address(make_letter: MakeLetter) -> None:
    (part,) = make_letter(language="fr").parts
    assert (part.salutation, part.addressee[0]) == (
        "Monsieur le Premier Ministre,",
        "Le très honorable Mark Carney, C.P., député",
    )


def test_own_member_is_copied_first(make_letter: MakeLetter) -> None:
    letter = make_letter()
    assert letter.parts[0].copies == (
        "Heather McPherson, M.P. for Edmonton Strathcona", ANAND, PUBLIC_SAFETY
    )  # fmt: skip
    assert letter.cc == ("Heather.McPherson@parl.gc.ca", "Anita.Anand@parl.gc.ca")


def test_french_copies_are_in_french(make_letter: MakeLetter) -> None:
    assert make_letter(language="fr").parts[0].copies == (
        "Heather McPherson, Chambre des communes (Edmonton Strathcona)",
        "L’honorable Anita Anand, C.P., ministre des Affaires étrangères",
        "Ministre de la Sécurité publique",
    )


def test_member_is_not_copied_when_the_writer_says_so(make_letter: MakeLetter) -> None:
    letter = make_letter(copy_mp=False)
    assert letter.parts[0].copies == (ANAND, PUBLIC_SAFETY)
    assert (letter.cc, notices(letter)) == (("Anita.Anand@parl.gc.ca",), [UNCONFIRMED])


def test_unconfirmed_office_is_named_without_a_person(make_letter: MakeLetter) -> None:
    letter = make_letter()
    assert (letter.parts[0].copies[-1], notices(letter)) == (PUBLIC_SAFETY, [UNCONFIRMED])


def test_vacant_seat_copies_no_member_and_says_so(make_letter: MakeLetter) -> None:
    letter = make_letter(riding="24066")
    assert letter.parts[0].copies == (ANAND, PUBLIC_SAFETY)
    assert notices(letter) == [UNCONFIRMED, VACANT]


def test_vacant_seat_is_no_matter_when_no_member_is_copied(make_letter: MakeLetter) -> None:
    assert notices(make_letter(riding="24066", copy_mp=False)) == [UNCONFIRMED]


def test_member_without_an_email_is_copied_by_mail(make_letter: MakeLetter) -> None:
    letter = make_letter(riding="24018")
    assert letter.parts[0].copies[0] == "Daniel Gobeil, M.P. for Chicoutimi—Le Fjord"
    assert (letter.cc, notices(letter)) == (("Anita.Anand@parl.gc.ca",), [UNCONFIRMED, NO_EMAIL])


@pytest.mark.parametrize(("riding", "member"), [("35067", "Mark Carney"), ("35075", "Anita Anand")])
def test_member_who_holds_a_named_office_is_not_copied_twice(
    make_letter: MakeLetter, catalogue: Catalogue, riding: str, member: str
) -> None:
    letter = make_letter(riding=riding)
    assert catalogue.members[riding].name == member
    assert (letter.parts[0].copies, letter.cc) == ((ANAND, PUBLIC_SAFETY), ("Anita.Anand@parl.gc.ca",))


def test_every_riding_copies_its_member_or_says_why_not(
    make_letter: MakeLetter, catalogue: Catalogue
) -> None:
    silent = []
    for code, seat in catalogue.members.items():
        letter = make_letter(riding=code)
        is_copied = not seat.vacant and seat.name not in ("Mark Carney", "Anita Anand")
        expected = 2 + is_copied
        explained = 1 + (not is_copied or not seat.email)
        if (len(letter.parts[0].copies), len(letter.notices)) != (expected, explained):
            silent.append(code)
    assert silent == []
