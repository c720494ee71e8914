"""The page that checks a letter, and the ways out on the letter's page."""

from __future__ import annotations

import pytest
from inspection import InspectingClient
from sending import upload
from specimens import MakeLetter

from webapp.renderers import pdf
from webapp.renderers.formats import FORMATS

LETTER = "/en/campaigns/ice-offices-canada/letter"


def test_letter_s_pdf_is_confirmed(client: InspectingClient, make_letter: MakeLetter) -> None:
    page = client.post("/en/verify", **upload(pdf.render(make_letter()))).get_data(as_text=True)

    assert '<h2 id="verdict">Every cited sentence is unaltered</h2>' in page
    assert page.count("<strong>Unaltered.</strong>") == len(make_letter().facts)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "Choisissez le PDF d’une lettre."),
        (b"not a PDF", "Choisissez le PDF d’une lettre produite avec Apostille"),
        (b"%PDF-1.7\n%%EOF", "Choisissez le PDF d’une lettre produite avec Apostille"),
        (b"%PDF-1.7" + b"\0" * 2_000_000, "Choisissez un fichier plus petit"),
    ],
    ids=["nothing", "no PDF", "empty PDF", "too large"],
)
def test_other_files_are_refused(client: InspectingClient, content: bytes, message: str) -> None:
    response = client.post("/fr/verify", **upload(content))

    assert (response.status_code, message in response.get_data(as_text=True)) == (422, True)


def test_far_too_large_a_file_is_stopped(client: InspectingClient) -> None:
    assert client.post("/en/verify", **upload(b"0" * 5_000_000)).status_code == 413


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_is_a_button_and_a_file(client: InspectingClient, filled: dict, name: str) -> None:
    page = client.post(LETTER, data=filled).get_data(as_text=True)
    response = client.post(f"{LETTER}.{name}", data=filled)

    assert f'formaction="{LETTER}.{name}"' in page
    assert (response.status_code, response.content_type) == (200, FORMATS[name].media_type)


def test_page_says_why_the_letter_is_no_link_and_offers_the_short_one(
    client: InspectingClient, filled: dict
) -> None:
    page = client.post(LETTER, data=filled).get_data(as_text=True)

    assert "A link that opens a written message may hold 1,800 characters" in page
    assert '<a class="button" href="mailto:pm@pm.gc.ca?cc=' in page


def test_short_letter_is_offered_whole(client: InspectingClient, filled: dict) -> None:
    page = client.post(LETTER, data=filled | {"length": "short"}).get_data(as_text=True)

    assert "Open it already written:" in page
    assert "may hold" not in page


def test_follow_up_is_written_from_the_form(client: InspectingClient, filled: dict) -> None:
    body = client.post(f"{LETTER}.txt", data=filled | {"follow_up_to": "2026-10-27"}).get_data(as_text=True)

    assert "On October\u00a027, 2026, I wrote to ask you" in body


@pytest.mark.parametrize("given", ["yesterday", "2026-11-24", "2026-12-01"])
def test_follow_up_to_no_earlier_day_is_refused(client: InspectingClient, filled: dict, given: str) -> None:
    response = client.post(LETTER, data=filled | {"follow_up_to": given})

    message = "Enter the date of your earlier letter as year, month and day, such as 2026-11-22."
    assert (response.status_code, message in response.get_data(as_text=True)) == (422, True)


@pytest.mark.parametrize("changes", [{"layout": "origami"}, {"length": "endless"}])
def test_unknown_choice_is_refused(client: InspectingClient, filled: dict, changes: dict) -> None:
    response = client.post(LETTER, data=filled | changes)

    assert (response.status_code, "Choose one of these" in response.get_data(as_text=True)) == (422, True)


def test_own_words_too_long_for_a_link_stay_out_of_it_and_the_page_says_so(
    client: InspectingClient, filled: dict
) -> None:
    page = client.post(LETTER, data=filled | {"own_words": "é" * 1500}).get_data(as_text=True)

    assert "Your own words are too long for it: add them to the message." in page
