"""Bad input: a clear error in the page's language with everything kept, or a letter that is right."""

from __future__ import annotations

import re

import pytest
from inspection import InspectingClient
from markupsafe import escape

CAMPAIGN = "campaigns/ice-offices-canada/"
LETTER = "/en/" + CAMPAIGN + "letter"
CONTROLS = "Remove the hidden control characters (such as line breaks or direction marks): type it again."
POSTAL_CODE = "Enter a Canadian postal code, such as T6G 1X6: letter, digit, letter, digit, letter, digit."


def messages(page: str) -> list[str]:
    """Return the messages of the error summary."""
    summary = re.search(r'id="error-summary">.*?</div>', page, re.DOTALL)
    return re.findall(r'<li><a href="#[^"]+">(.*?)</a></li>', summary.group()) if summary else []


def test_empty_form_asks_for_what_is_missing(client: InspectingClient) -> None:
    response = client.post(LETTER, data={})

    assert response.status_code == 422
    assert messages(response.get_data(as_text=True)) == [
        "Enter your riding: its name, or your postal code.",
        "Choose what you ask.",
        "Enter your name.",
        "Enter your street address.",
        "Enter your city or town.",
        "Choose your province or territory.",
        "Enter your postal code, such as T6G 1X6.",
        "Choose the language of your letter: English, French or both.",
    ]


def test_errors_are_in_the_page_s_language(client: InspectingClient) -> None:
    page = client.post("/fr/" + CAMPAIGN + "letter", data={}).get_data(as_text=True)

    assert messages(page)[:3] == [
        "Inscrivez votre circonscription\u00a0: son nom, ou votre code postal.",
        "Choisissez ce que vous demandez.",
        "Inscrivez votre nom.",
    ]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"riding": "xyzzy"}, "No riding matches “xyzzy”. Check the spelling, or type one word of its name."),
        ({"riding": "edmonton"}, "Several ridings match “edmonton”. Choose yours."),
        ({"riding": "strathcona"}, "Is this your riding? Choose it, or type another name."),
        ({"stance": "burn"}, "Choose what you ask."),
        ({"postal_code": "12345"}, POSTAL_CODE),
        ({"name": "Anne\r\nBcc: x@y.ca"}, CONTROLS),
        ({"name": "A\u202enne"}, CONTROLS),
        ({"own_words": "nul \x00"}, CONTROLS),
        ({"name": "x" * 81}, "Shorten it to 80 characters: it has 81."),
        ({"own_words": "é" * 1501}, "Shorten your own words to 1,500 characters: they have 1,501."),
        ({"own_words": "w" * 10_000}, "Shorten your own words to 1,500 characters: they have 10,000."),
        ({"name": "李明"}, "Remove or rewrite 李 明: the letter’s typeface cannot print it."),
        ({"email": "anne@"}, "Enter an e-mail address such as name@example.ca, or leave it empty."),
        ({"language": "de"}, "Choose the language of your letter: English, French or both."),
        ({"province": "ZZ"}, "Choose your province or territory."),
        ({"date": "yesterday"}, "Send the form again: its date could not be read."),
        ({"date": "9999-12-31"}, "Send the form again: its date could not be read."),
        ({"facts": "deaths-99"}, "Choose facts from the list for your request: deaths-99 is not among them."),
    ],
)  # fmt: skip
@pytest.mark.parametrize("kind", ["", ".pdf", ".txt"])
def test_mistake_is_explained(
    client: InspectingClient, filled: dict, changes: dict, message: str, kind: str
) -> None:
    response = client.post(LETTER + kind, data=filled | changes)

    assert (response.status_code, messages(response.get_data(as_text=True))) == (422, [message])


def test_everything_typed_is_kept(client: InspectingClient, filled: dict) -> None:
    typed = filled | {
        "postal_code": "nowhere",
        "own_words": "My own\r\nwords & <thoughts>",
        "name": 'Zoë "Zed" O\'Brien',
        "email": "zoe@example.ca",
        "language": "both",
    }
    page = client.post(LETTER, data=typed).get_data(as_text=True)

    for name in ("riding", "name", "street", "city", "postal_code", "email"):
        assert f'name="{name}" value="{escape(typed[name])}"' in page
    assert "My own\nwords &amp; &lt;thoughts&gt;</textarea>" in page.replace("\r\n", "\n")
    for control in ('name="stance" value="close"', 'name="language" value="both"', 'name="copy_mp"'):
        assert re.search(rf"<input[^>]*{control}[^>]* checked>", page)
    assert '<option value="AB" selected>' in page


def test_several_ridings_are_offered_as_choices(client: InspectingClient, filled: dict) -> None:
    page = client.post(LETTER, data=filled | {"riding": "edmonton"}).get_data(as_text=True)

    offered = re.findall(r'<input type="radio" name="riding" value="(\d{5})">', page)
    assert offered == [f"480{n}" for n in range(15, 24)]


def test_chosen_riding_counts_beside_the_empty_text(client: InspectingClient, filled: dict) -> None:
    response = client.post(LETTER, data=filled | {"riding": ["48022", ""]})

    assert "constituent of Edmonton Strathcona" in response.get_data(as_text=True)


@pytest.mark.parametrize(
    "words",
    [
        "{{7*7}} {% raw %} {{ fact('good') }}",
        "<script>alert(1)</script><img src=x onerror=alert(1)>",
        "# not a heading\n- not a list\n**plain** [1] [x](javascript:1)",
        "ᓄᓇᕗᑦ and ᓀᐦᐃᔭᐍᐏᐣ",
        "w" * 1500,
        "O’Brien, Zoë “Zed” <x@y.ca>",
    ],
)
def test_own_words_stay_plain_text(client: InspectingClient, filled: dict, words: str) -> None:
    response = client.post(LETTER, data=filled | {"own_words": words})

    assert response.status_code == 200
    assert f'<p class="own">{escape(words)}</p>' in response.get_data(as_text=True)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_five_megabytes_are_too_much(client: InspectingClient, filled: dict, language: str) -> None:
    response = client.post(f"/{language}/{CAMPAIGN}letter", data=filled | {"own_words": "x" * 5_000_000})

    heading = "That is too much to send" if language == "en" else "L’envoi est trop volumineux"
    assert (response.status_code, heading in response.get_data(as_text=True)) == (413, True)


@pytest.mark.parametrize("body", [b"name=%ff%fe&riding=%ed%a0%80", b"\xff\x00=&&&==%", b""])
def test_damaged_body_is_a_form_to_mend(client: InspectingClient, body: bytes) -> None:
    response = client.post(LETTER, data=body, content_type="application/x-www-form-urlencoded")

    assert response.status_code == 422


@pytest.mark.parametrize(
    ("riding", "message"),
    [
        ("H0H 0H0", "That is Santa Claus’s postal code."),
        ("X9X 9X9", "We know no postal code that begins with X9X."),
    ],
)
def test_postal_code_without_a_riding_gets_its_own_answer(
    client: InspectingClient, filled: dict, riding: str, message: str
) -> None:
    page = client.post(LETTER, data=filled | {"riding": riding}).get_data(as_text=True)

    assert [text.startswith(message) for text in messages(page)] == [True]


def test_postal_code_finds_the_riding(client: InspectingClient, filled: dict) -> None:
    page = client.post(LETTER, data=filled | {"riding": "t6g1x6"}).get_data(as_text=True)

    assert "constituent of Edmonton Strathcona" in page


def test_slip_is_offered_with_its_reason(client: InspectingClient, filled: dict) -> None:
    page = client.post(LETTER, data=filled | {"riding": "edmonton strathcna"}).get_data(as_text=True)

    assert "Edmonton Strathcona (AB) <span" in page
    assert "a name spelled much alike" in page


def test_slip_in_a_postal_code_is_explained(client: InspectingClient, filled: dict) -> None:
    page = client.post(LETTER, data=filled | {"riding": "T6G IX6"}).get_data(as_text=True)

    assert "We read “I” as “1”: your postal code is then T6G 1X6." in page


@pytest.mark.parametrize("host", ["..", "a" * 300])
@pytest.mark.parametrize("path", ["/en/", "/api/v1/campaigns", "/static/css/base.css", "/nowhere"])
def test_host_that_is_no_name_is_refused(client: InspectingClient, host: str, path: str) -> None:
    answer = client.get(path, headers={"Host": host})

    words = "400 Bad Request: write the site’s name into the header Host.\n"
    assert (answer.status_code, answer.mimetype, answer.text) == (400, "text/plain", words)
