"""One field, many ways in: names, codes, postal codes, towns and members, never guessed."""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.composition.riding_search import search
from webapp.content.catalogue import DATA
from webapp.content.postal_tables import load_postal_table
from webapp.domain.catalogue import Catalogue
from webapp.domain.postal import PostalAnswer
from webapp.domain.ridings import Riding, RidingAnswer, fold

Find = Callable[[str], RidingAnswer]

SLIPS = Path(__file__).resolve().parents[1] / "slips.csv"
IN_DOUBT = [
    "Burlington", "Charlottetown", "Gatineau", "Halifax", "Kelowna", "Nepean", "North York", "Oshawa",
    "Papineau", "Sherbrooke", "Sudbury", "Thornhill", "Victoria",
]  # fmt: skip
"""Whole names that may also mean another riding's main place, or a part of it: these ask."""
SANTA = (
    "That is Santa Claus’s postal code. His letters reach him, but he elects no member: "
    "enter your own postal code, or the name of your riding."
)


@dataclass(frozen=True)
class FewCodes:
    """A table of a few postal codes."""

    codes: dict[str, PostalAnswer] = field(default_factory=dict)
    prefixes: dict[str, PostalAnswer] = field(default_factory=dict)

    def code(self, text: str) -> PostalAnswer | None:
        return self.codes.get(text)

    def prefix(self, text: str) -> PostalAnswer | None:
        return self.prefixes.get(text)


FEW_CODES = FewCodes(
    {
        "T6G1X6": PostalAnswer("T6G1X6", (("48022", 1.0),)),
        "T6E0A1": PostalAnswer("T6E0A1", (("48016", 1.0),), near_boundary=True),
    },
    {
        "T6G": PostalAnswer("T6G", (("48022", 1.0),)),
        "T6E": PostalAnswer("T6E", (("48022", 0.9), ("48016", 0.07), ("48015", 0.03))),
    },
)


@pytest.fixture(scope="session")
def find(catalogue: Catalogue) -> Find:
    return partial(search, catalogue=catalogue, postal=FEW_CODES)


def sure(answer: RidingAnswer) -> str | None:
    return answer.sure.code if answer.sure else None


def codes(answer: RidingAnswer) -> list[str]:
    return [match.riding.code for match in answer.matches]


def without_one_accent(name: str) -> str:
    """Return a name whose first accented letter has lost its accent; the name itself where there is none."""
    for place, letter in enumerate(name):
        bare = unicodedata.normalize("NFD", letter)[0]
        if bare != letter:
            return name[:place] + bare + name[place + 1 :]
    return name


def transposed(name: str) -> list[str]:
    """Return a name with the middle pair of letters changed about, for each word of five or more."""
    words = fold(name).split()
    slips = []
    for place, word in enumerate(words):
        middle = len(word) // 2
        slip = word[: middle - 1] + word[middle] + word[middle - 1] + word[middle + 1 :]
        if len(word) >= 5 and slip != word:
            slips.append(" ".join([*words[:place], slip, *words[place + 1 :]]))
    return slips


@pytest.mark.parametrize(
    "written",
    [
        lambda riding: riding.code,
        lambda riding: riding.name.en,
        lambda riding: riding.name.fr,
        lambda riding: fold(riding.name.en).upper(),
        lambda riding: without_one_accent(riding.name.fr),
        lambda riding: fold(riding.name.fr).replace(" ", ""),
    ],
    ids=["code", "english", "french", "folded", "one accent dropped", "closed up"],
)
def test_every_riding_is_first_and_sure_but_for_divided_towns(
    catalogue: Catalogue, find: Find, written: Callable[[Riding], str]
) -> None:
    asked = {code: written(riding) for code, riding in catalogue.ridings.items()}
    answers = {code: find(query) for code, query in asked.items()}
    assert [code for code, answer in answers.items() if codes(answer)[:1] != [code]] == []
    unsure = {catalogue.ridings[code].name.en for code, answer in answers.items() if sure(answer) != code}
    assert sorted(unsure - set(IN_DOUBT)) == []


def test_whole_names_that_ask_are_those_of_divided_towns(catalogue: Catalogue, find: Find) -> None:
    names = {riding.name.en for riding in catalogue.ridings.values()}
    assert sorted(name for name in names if not find(name).sure) == IN_DOUBT


def test_every_other_name_of_a_renamed_riding_finds_it(catalogue: Catalogue, find: Find) -> None:
    renamed = {code: riding for code, riding in catalogue.ridings.items() if riding.other_names}
    found = {code: {sure(find(name)) for name in riding.other_names} for code, riding in renamed.items()}
    assert (len(renamed), [code for code, sures in found.items() if sures != {code}]) == (19, [])


@pytest.mark.parametrize(
    ("code", "shown", "others"),
    [
        ("24041", "Longueuil—Charles-LeMoyne", "Longueuil—Greenfield Park"),
        ("24041", "Longueuil—Charles-LeMoyne", "Longueuil—Charles-LeMoyne—Greenfield Park"),
        ("24061", "Richmond—Arthabaska", "Richmond—Arthabaska—Val-des-Sources"),
        ("24061", "Richmond—Arthabaska", "Richmond—Arthabaska—des-Sources"),
        ("35040", "Hastings—Lennox and Addington—Tyendinaga", "Hastings—Lennox and Addington"),
        ("35090", "Sarnia—Lambton—Bkejwanong", "Sarnia—Lambton"),
    ],
)
def test_doubtful_renaming_shows_the_old_name_and_finds_by_every_variant(
    catalogue: Catalogue, find: Find, code: str, shown: str, others: str
) -> None:
    answer = find(others)
    assert (catalogue.ridings[code].name.en, sure(answer), answer.matches[0].reason) == (
        shown,
        code,
        "other name",
    )


def test_agreed_renaming_shows_the_new_name_in_both_languages(catalogue: Catalogue) -> None:
    riding = catalogue.ridings["13009"]
    assert (riding.name.en, riding.name.fr, riding.other_names) == (
        "New Brunswick Southwest",
        "Nouveau-Brunswick-Sud-Ouest",
        ("Saint John—St. Croix",),
    )


@pytest.mark.parametrize("language", ["en", "fr"])
def test_transposed_pair_of_letters_finds_the_riding_and_never_another_for_sure(
    catalogue: Catalogue, find: Find, language: str
) -> None:
    names = {code: getattr(riding.name, language) for code, riding in catalogue.ridings.items()}
    slips = [(code, slip) for code, name in names.items() for slip in transposed(name)]
    assert [(c, s) for c, s in slips if c not in codes(find(s))[:3] or sure(find(s)) not in (None, c)] == []


@pytest.mark.parametrize("query", ["t6g1x6", "T6G 1X6", "T6G-1X6", "t6g–1x6", "T6G lX6", "T6G 1X6, Canada"])
def test_known_postal_code_is_sure_however_it_is_typed(find: Find, query: str) -> None:
    answer = find(query)
    assert (sure(answer), [match.reason for match in answer.matches]) == ("48022", ["postal code"])


@pytest.mark.parametrize(
    ("query", "note"),
    [
        ("T6G 1X6", "None"),
        ("T6G lX6", "We read “l” as “1”: your postal code is then T6G 1X6."),
        ("T6G 9Z9", "We do not know the postal code T6G 9Z9. These are the ridings of its first three "
                    "characters: choose yours."),
        ("T6E OA1", "The postal code T6E 0A1 lies near the boundary of a riding, and its addresses may be on "
                    "either side: choose yours."),
        ("T6E", "Three characters may lie in several ridings. Choose yours, or enter the whole postal code."),
        ("X9X 9X9", "We know no postal code that begins with X9X. Check it, or enter the name of your riding "
                    "or town."),
        ("h0h 0h0", SANTA),
        ("HOH OHO", SANTA),
    ],
)  # fmt: skip
def test_note_says_how_a_postal_code_was_read(find: Find, query: str, note: str) -> None:
    assert str(find(query).note) == note


@pytest.mark.parametrize(
    ("query", "matches"),
    [
        ("T6E 0A1", [("48016", "near a boundary", 1.0), ("48022", "other side", 0.9),
                     ("48015", "other side", 0.03)]),
        ("T6E 9Z9", [("48022", "prefix", 0.9), ("48016", "prefix", 0.07), ("48015", "prefix", 0.03)]),
        ("T6G", [("48022", "prefix", 1.0)]),
        ("t6g1", [("48022", "prefix", 1.0)]),
        ("X9X", []),
        ("H0H 0H0", []),
    ],
)  # fmt: skip
def test_uncertain_postal_code_asks(find: Find, query: str, matches: list[tuple[str, str, float]]) -> None:
    answer = find(query)
    offered = [(match.riding.code, match.reason, match.share) for match in answer.matches]
    assert (offered, answer.sure) == (matches, None)


@pytest.mark.parametrize("query", ["kiosk", "Ottawa", "Studio", "48022", "K1", "O"])
def test_words_and_numbers_are_not_read_as_postal_codes(find: Find, query: str) -> None:
    assert find(query).note is None


@pytest.mark.parametrize(
    ("query", "code", "is_sure"),
    [
        ("heather mcpherson", "48022", True),
        ("Michael D. Chong", "35115", True),
        ("michael chong", "35115", False),
        ("mcpherson", "48022", False),
        ("heather mcphersn", "48022", False),
    ],
)
def test_member_is_sure_by_full_name_alone(find: Find, query: str, code: str, is_sure: bool) -> None:
    answer = find(query)
    assert (codes(answer)[0], answer.sure is not None) == (code, is_sure)


@pytest.mark.parametrize("code", ["24037", "24065", "24066", "35015", "35095", "47014"])
def test_empty_seat_is_found_by_its_name(catalogue: Catalogue, find: Find, code: str) -> None:
    assert (catalogue.members[code].vacant, sure(find(catalogue.ridings[code].name.fr))) == (True, code)


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("perth", "35085"),
        ("hull", "24028"),
        ("sherwood park", "48035"),
        ("vim", "24078"),
        ("fort mc", "48025"),
    ],
)
def test_beginning_that_may_be_a_town_elsewhere_asks(find: Find, query: str, code: str) -> None:
    answer = find(query)
    assert (codes(answer)[0], answer.sure) == (code, None)


@pytest.mark.parametrize(
    ("query", "code"),
    [("edmonton strath", "48022"), ("edmonton st", "48022"), ("perth w", "35085"), ("st johns e", "10006")],
)
def test_beginning_past_the_first_word_and_part_is_sure(find: Find, query: str, code: str) -> None:
    assert sure(find(query)) == code


@pytest.mark.parametrize(
    ("query", "matches"), [("waterloo ontario", ["35114"]), ("halifax, ns", ["12006", "12007"])]
)
def test_province_at_the_end_narrows(find: Find, query: str, matches: list[str]) -> None:
    assert codes(find(query))[:2] == matches


@pytest.mark.parametrize("query", ["whitehorse", "Iqaluit", "montréal", "Corner Brook"])
def test_town_is_offered_by_its_place_and_never_sure(find: Find, query: str) -> None:
    answer = find(query)
    assert (answer.matches[0].reason, answer.sure) == ("place", None)


@pytest.mark.parametrize("query", ["", " ", "—", "!?", "xyzzy", "99999", "4802", "ᓄᓇᕗᑦ", "asdfgh", "my dog"])
def test_junk_finds_nothing(find: Find, query: str) -> None:
    assert find(query).matches == ()


@pytest.mark.parametrize("query", ["edmnton strathcna", "brampton", "papinau", "downtown toronto"])
def test_misspelled_name_has_at_most_eight_suggestions(find: Find, query: str) -> None:
    answer = find(query)
    assert (1 <= len(answer.matches) <= 8, answer.sure) == (True, None)


@given(st.text(max_size=300))
def test_junk_never_fails_and_is_never_sure(catalogue: Catalogue, text: str) -> None:
    answer = search(f"{text}zq", catalogue, FEW_CODES)
    assert (answer.query, answer.sure) == (f"{text}zq", None)


def test_slips_are_answered_right_first_97_in_100_within_three_995_in_1000(catalogue: Catalogue) -> None:
    postal = load_postal_table(DATA / "postal_codes.bin")
    with SLIPS.open(encoding="utf-8", newline="") as file:
        slips = [(row["query"], row["expected_code"]) for row in csv.DictReader(file)]
    answers = [(search(query, catalogue, postal), expected) for query, expected in slips]
    first = sum(codes(answer)[:1] == [expected] for answer, expected in answers) / len(slips)
    third = sum(expected in codes(answer)[:3] for answer, expected in answers) / len(slips)
    wrongly = [answer.query for answer, expected in answers if sure(answer) not in (None, expected)]
    assert (len(slips) >= 300, first >= 0.97, third >= 0.995, wrongly) == (True, True, True, [])
