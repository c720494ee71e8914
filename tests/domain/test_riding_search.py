"""Finding a riding by code or by name in either language, and never guessing one."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.domain.catalogue import Catalogue
from webapp.domain.ridings import PROVINCES, TIME_ZONES, Riding, RidingAnswer, find_ridings, fold, sort_key


def search(query: str, catalogue: Catalogue) -> RidingAnswer:
    return find_ridings(query, catalogue.ridings.values())


def sure(query: str, catalogue: Catalogue) -> str | None:
    """Return the code of the riding that the query names beyond doubt."""
    riding = search(query, catalogue).sure
    return riding.code if riding else None


@pytest.mark.parametrize(
    "written",
    [
        lambda riding: riding.code,
        lambda riding: riding.name.en,
        lambda riding: riding.name.fr if riding.name.fr != riding.name.en else "",
        lambda riding: fold(riding.name.en).upper(),
    ],
    ids=["code", "english", "french", "folded and in capitals"],
)
def test_every_riding_is_found_beyond_doubt(catalogue: Catalogue, written: Callable[[Riding], str]) -> None:
    queries = {code: query for code, riding in catalogue.ridings.items() if (query := written(riding))}
    assert [code for code, query in queries.items() if sure(query, catalogue) != code] == []


def test_french_name_differs_in_80_ridings(catalogue: Catalogue) -> None:
    ridings = catalogue.ridings.values()
    assert (len(ridings), sum(riding.name.en != riding.name.fr for riding in ridings)) == (343, 80)


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("edmonton strathcona", "48022"),
        ("Edmonton—Strathcona", "48022"),
        ("EDMONTON-STRATHCONA", "48022"),
        ("  edmonton   strathcona ", "48022"),
        ("edmonton strath", "48022"),
        ("48022", "48022"),
        ("48016", "48016"),
        ("Edmonton Gateway", "48016"),
        ("beauport limoilou", "24008"),
        ("Territoires du Nord-Ouest", "61001"),
        ("northwest territories", "61001"),
        ("NUNAVUT", "62001"),
    ],
)
def test_query_names_one_riding(catalogue: Catalogue, query: str, code: str) -> None:
    assert sure(query, catalogue) == code


def test_city_gives_all_its_ridings_and_none_for_sure(catalogue: Catalogue) -> None:
    answer = search("edmonton", catalogue)
    codes = sorted(match.riding.code for match in answer.matches)
    assert (codes, answer.sure) == ([f"480{n}" for n in range(15, 24)], None)


@pytest.mark.parametrize("query", ["strathcona", "STRATHCONA", "strathcona edmonton"])
def test_words_of_a_name_are_offered_but_never_taken(catalogue: Catalogue, query: str) -> None:
    answer = search(query, catalogue)
    offered = [(match.riding.code, match.reason) for match in answer.matches]
    assert (offered, answer.sure) == ([("48022", "words")], None)


@pytest.mark.parametrize("query", ["", " ", "—", "!?", "xyzzy", "99999", "4802", "ᓄᓇᕗᑦ"])
def test_query_that_names_nothing_finds_nothing(catalogue: Catalogue, query: str) -> None:
    assert search(query, catalogue).matches == ()


def test_matches_stand_in_order_of_their_reasons(catalogue: Catalogue) -> None:
    reasons = list(dict.fromkeys(match.reason for match in search("saint", catalogue).matches))
    assert reasons == sorted(reasons, key=["code", "name", "beginning", "words", "place"].index)


def test_whole_name_is_sure_where_it_begins_another(catalogue: Catalogue) -> None:
    answer = search("Saint-Laurent", catalogue)
    assert (answer.matches[0].reason, sure("Saint-Laurent", catalogue)) == ("name", "24068")


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Ville-Marie—Le Sud-Ouest—Île-des-Sœurs", "ville marie le sud ouest ile des soeurs"),
        ("Rosemont—La Petite-Patrie", "rosemont la petite patrie"),
        ("  St. John’s  East ", "st john s east"),
        ("ŒUF ÆGIS", "oeuf aegis"),
        ("—", ""),
    ],
)
def test_folded_text_has_no_accents_case_or_dashes(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_sorting_follows_the_language_asked_for(catalogue: Catalogue) -> None:
    territories = catalogue.ridings["61001"]
    assert (sort_key(territories, "en"), sort_key(territories, "fr")) == (
        "northwest territories",
        "territoires du nord ouest",
    )


def test_every_province_has_a_time_zone() -> None:
    assert set(TIME_ZONES) == set(PROVINCES)
