"""Suggestions while somebody types, and the button that finds the riding without JavaScript."""

from __future__ import annotations

import re

import pytest
from inspection import InspectingClient

CAMPAIGN = "campaigns/ice-offices-canada/"
NBSP = "\u00a0"
CONTROLS = "Remove the hidden control characters (such as line breaks or direction marks): type it again."
UNREADABLE = "Type it again: some characters did not arrive in a readable form."


def suggest(client: InspectingClient, riding: str, language: str = "en") -> dict[str, object]:
    response = client.post(f"/{language}/ridings", data={"riding": riding})
    assert (response.status_code, response.headers["Cache-Control"]) == (200, "no-store")
    answer: dict[str, object] = response.get_json()
    return answer


def find(client: InspectingClient, language: str = "en", **typed: str | list[str]) -> str:
    response = client.post(f"/{language}/{CAMPAIGN}", data={"find": "riding", **typed})
    assert (response.status_code, response.headers["Cache-Control"]) == (200, "no-store")
    return response.get_data(as_text=True)


def found(page: str) -> list[str]:
    return re.findall(r'id="riding-found">(.*?)</p>', page)


def note(page: str) -> list[str]:
    return re.findall(r'id="riding-note">(.*?)</p>', page)


def errors(page: str) -> list[str]:
    return re.findall(r'<li><a href="#[^"]+">(.*?)</a></li>', page)


def offered(page: str) -> list[str]:
    return re.findall(r'<input type="radio" name="riding" value="(\d{5})">', page)


def postal_code(page: str) -> list[str]:
    return re.findall(r'name="postal_code" value="(.*?)"', page)


def test_riding_is_suggested_with_its_name_province_and_certainty(client: InspectingClient) -> None:
    assert suggest(client, "edmonton strathcona") == {
        "query": "edmonton strathcona",
        "note": "",
        "matches": [
            {
                "code": "48022",
                "name": "Edmonton Strathcona",
                "province": "AB",
                "reason": "",
                "sure": True,
            }
        ],
        "said": "One riding found.",
    }


@pytest.mark.parametrize(
    ("language", "reason", "said"),
    [
        ("en", "its member’s name", "One riding found."),
        ("fr", "le nom de la personne qui la représente", "Une circonscription trouvée."),
    ],
)
def test_reason_and_count_are_in_the_page_s_language(
    client: InspectingClient, language: str, reason: str, said: str
) -> None:
    answer = suggest(client, "Heather McPherson", language)

    shown = [(match["name"], match["reason"]) for match in answer["matches"]]  # type: ignore[attr-defined]
    assert (shown, answer["said"]) == ([("Edmonton Strathcona", reason)], said)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "en",
            [
                "No riding found.",
                "One riding found.",
                "2 ridings found.",
                "9 ridings found, of which 8 are shown.",
            ],
        ),
        (
            "fr",
            [
                "Aucune circonscription trouvée.",
                "Une circonscription trouvée.",
                "2 circonscriptions trouvées.",
                "9 circonscriptions trouvées, dont 8 sont affichées.",
            ],
        ),
    ],
)
def test_number_found_is_said_in_its_own_form(
    client: InspectingClient, language: str, said: list[str]
) -> None:
    queries = ("xyzzy", "edmonton strathcona", "halifax", "edmonton")

    assert [suggest(client, query, language)["said"] for query in queries] == said


def test_no_more_than_eight_are_suggested(client: InspectingClient) -> None:
    codes = [match["code"] for match in suggest(client, "edmonton")["matches"]]  # type: ignore[attr-defined]

    assert codes == [f"480{number}" for number in range(15, 23)]


def test_postal_code_without_a_riding_is_explained(client: InspectingClient) -> None:
    answer = suggest(client, "H0H 0H0", "fr")

    assert answer["matches"] == []
    assert str(answer["note"]).startswith("C’est le code postal du père Noël.")


@pytest.mark.parametrize("body", [{}, {"riding": ""}, {"riding": " \t "}, {"find": "riding"}])
def test_nothing_typed_gets_no_suggestion(client: InspectingClient, body: dict[str, str]) -> None:
    response = client.post("/en/ridings", data=body)

    nothing = {"query": "", "note": "", "matches": [], "said": ""}
    assert (response.status_code, response.get_json()) == (200, nothing)


@pytest.mark.parametrize(
    ("body", "note"),
    [
        (b"riding=edmonton%00", CONTROLS),
        (b"riding=ed%0d%0amonton", CONTROLS),
        (b"riding=%e2%80%aeedmonton", CONTROLS),
        (b"riding=%ef%bf%bd", UNREADABLE),
        (b"riding=" + b"x" * 100_000, "Shorten it to 200 characters: it has 100,000."),
    ],
)
def test_hostile_text_gets_a_word_of_advice_and_no_suggestion(
    client: InspectingClient, body: bytes, note: str
) -> None:
    response = client.post("/en/ridings", data=body, content_type="application/x-www-form-urlencoded")

    advice = {"query": "", "note": note, "matches": [], "said": "No riding found."}
    assert (response.status_code, response.get_json()) == (200, advice)


@pytest.mark.parametrize("body", [b"riding=%ed%a0%80", b"riding=\xff\xfe", b"\xff\x00=&&&==%", b""])
@pytest.mark.parametrize("media_type", ["application/x-www-form-urlencoded", "application/json"])
def test_damaged_body_gets_no_suggestion(client: InspectingClient, body: bytes, media_type: str) -> None:
    response = client.post("/fr/ridings", data=body, content_type=media_type)

    assert (response.status_code, response.get_json()["matches"]) == (200, [])


def test_suggestions_are_never_asked_for_in_an_address(client: InspectingClient) -> None:
    assert client.get("/en/ridings?riding=T6G1X6").status_code == 405


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "Your riding: Edmonton Strathcona (AB)"),
        ("fr", f"Votre circonscription{NBSP}: Edmonton Strathcona (AB)"),
    ],
)
def test_button_says_which_riding_is_certain(client: InspectingClient, language: str, sentence: str) -> None:
    page = find(client, language, riding="edmonton strathcona")

    assert (found(page), errors(page), offered(page)) == ([sentence], [], [])
    assert 'name="riding" value="edmonton strathcona"' in page
    assert 'aria-describedby="riding-hint riding-found"' in page


def test_button_offers_the_ridings_that_may_be_meant(client: InspectingClient) -> None:
    page = find(client, riding="edmonton", name="Anne Tremblay")

    assert note(page) == ["Several ridings match “edmonton”. Choose yours."]
    assert (found(page), errors(page)) == ([], [])
    assert offered(page) == [f"480{number}" for number in range(15, 24)]
    assert 'name="name" value="Anne Tremblay"' in page


@pytest.mark.parametrize(
    ("riding", "advice"),
    [
        ("", "Enter your riding: its name, or your postal code."),
        ("xyzzy", "No riding matches “xyzzy”. Check the spelling, or type one word of its name."),
        ("nul\x00", CONTROLS),
    ],
)
def test_button_says_what_to_do_about_the_riding_and_of_no_other_field(
    client: InspectingClient, riding: str, advice: str
) -> None:
    page = find(client, riding=riding)

    assert (errors(page), found(page), offered(page)) == ([advice], [], [])


def test_button_reads_the_riding_that_was_chosen(client: InspectingClient) -> None:
    page = find(client, riding=["48022", ""])

    assert found(page) == ["Your riding: Edmonton Strathcona (AB)"]
    assert 'name="riding" value="Edmonton Strathcona"' in page


def test_riding_whose_name_another_may_bear_keeps_its_code(client: InspectingClient) -> None:
    page = find(client, riding=["Victoria", "59042"])

    assert found(page) == ["Your riding: Victoria (BC)"]
    assert 'name="riding" value="59042"' in page


@pytest.mark.parametrize(
    ("riding", "given", "carried"),
    [
        ("t6g1x6", "", "T6G 1X6"),
        ("T6G IX6", "", "T6G 1X6"),
        ("my code is T6G-1X6, thanks", " ", "T6G 1X6"),
        ("t6g1x6", "T6E 2B3", "T6E 2B3"),
        ("T6G", "", ""),
        ("X9X 9X9", "", ""),
        ("H0H 0H0", "", ""),
        ("Edmonton Strathcona", "", ""),
    ],
)
def test_postal_code_that_finds_a_riding_is_carried_over(
    client: InspectingClient, riding: str, given: str, carried: str
) -> None:
    assert postal_code(find(client, riding=riding, postal_code=given)) == [carried]


def test_postal_code_that_finds_the_riding_is_the_letter_s(client: InspectingClient, filled: dict) -> None:
    response = client.post(f"/en/{CAMPAIGN}letter", data=filled | {"riding": "t6g1x6", "postal_code": ""})

    page = response.get_data(as_text=True)
    assert (response.status_code, set(postal_code(page))) == (200, {"T6G 1X6"})


def test_form_to_be_mended_says_which_riding_is_certain(client: InspectingClient, filled: dict) -> None:
    page = client.post(f"/en/{CAMPAIGN}letter", data=filled | {"name": ""}).get_data(as_text=True)

    assert (errors(page), found(page)) == (["Enter your name."], ["Your riding: Edmonton Strathcona (AB)"])


@pytest.mark.parametrize("language", ["en", "fr"])
def test_field_says_where_to_ask_for_suggestions(client: InspectingClient, language: str) -> None:
    page = client.get(f"/{language}/{CAMPAIGN}").get_data(as_text=True)

    assert re.findall(r'data-suggests="(.*?)"', page) == [f"/{language}/ridings"]
    assert re.findall(r'<button [^>]*name="find"[^>]*>', page) == [
        f'<button type="submit" name="find" value="riding" formaction="/{language}/{CAMPAIGN}#riding-field">'
    ]
