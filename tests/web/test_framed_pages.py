"""In another site's frame, what leaves the way to a letter opens a new tab; elsewhere nothing does."""

from __future__ import annotations

from typing import Any

import html5lib
import pytest
from flask import Flask
from flask.testing import FlaskClient
from inspection import XHTML, InspectingClient

CAMPAIGN = "/campaigns/ice-offices-canada"
FRAMED = {"Sec-Fetch-Dest": "iframe"}
SAID = {"en": " (opens in a new tab)", "fr": " (s’ouvre dans un nouvel onglet)"}


def links(html: str) -> list[Any]:
    return [link for link in html5lib.parse(html).iter(f"{XHTML}a") if link.get("href")]


def leaves(href: str, language: str) -> bool:
    """Return whether a link leads away from a form or its letter."""
    return not href.startswith(
        ("#", f"/{language}{CAMPAIGN}/#", f"/{language}{CAMPAIGN}/letter")
    ) and href != (f"/{'fr' if language == 'en' else 'en'}{CAMPAIGN}/")


def page_of(client: FlaskClient, page: str, language: str, filled: dict, headers: dict) -> str:
    """Return the form blank, the form filled in, or the letter."""
    path = f"/{language}{CAMPAIGN}/"
    response = {
        "blank": lambda: client.get(path, headers=headers),
        "filled": lambda: client.post(path, data=filled, headers=headers),
        "letter": lambda: client.post(
            f"{path}letter", data=filled | {"email": "a@example.ca"}, headers=headers
        ),
    }[page]()
    assert response.headers["Vary"].split(", ").count("Sec-Fetch-Dest") == 1
    return response.get_data(as_text=True)


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("page", ["blank", "filled", "letter"])
def test_links_that_leave_open_a_new_tab_and_say_so(
    client: InspectingClient, filled: dict, page: str, language: str
) -> None:
    found = links(page_of(client, page, language, filled, FRAMED))
    leaving = [link for link in found if leaves(link.get("href"), language)]
    staying = [link for link in found if not leaves(link.get("href"), language)]

    assert {(link.get("target"), link.get("rel").split()[0]) for link in leaving} == {("_blank", "noopener")}
    hidden = [list(link.iter(f"{XHTML}span"))[-1] for link in leaving]
    assert {(span.get("class"), span.get("lang"), span.text) for span in hidden} == {
        ("visually-hidden", language, SAID[language])
    }
    assert {link.get("target") for link in staying} == {None}
    assert len(staying) > 2


@pytest.mark.parametrize("headers", [{}, {"Sec-Fetch-Dest": "document"}], ids=["unsaid", "a tab"])
@pytest.mark.parametrize("page", ["blank", "filled", "letter"])
def test_nothing_opens_a_new_tab_elsewhere(
    client: InspectingClient, filled: dict, page: str, headers: dict
) -> None:
    html = page_of(client, page, "en", filled, headers)

    assert (html.count("target="), html.count("new tab")) == (0, 0)


def test_letter_s_mail_links_and_sources_are_among_them(client: InspectingClient, filled: dict) -> None:
    found = links(page_of(client, "letter", "en", filled, FRAMED))
    away = {link.get("href").split(":")[0] for link in found if link.get("target") == "_blank"}

    assert away == {"mailto", "https", f"/en{CAMPAIGN}/sources", "/en/", "/en/verify"}


def test_sources_page_in_a_frame_sends_its_documents_to_tabs(client: InspectingClient) -> None:
    found = links(client.get(f"/en{CAMPAIGN}/sources", headers=FRAMED).get_data(as_text=True))

    documents = [link for link in found if link.get("href").startswith("http")]
    assert {(link.get("target"), link.get("rel")) for link in documents} == {
        ("_blank", "noopener noreferrer")
    }


def test_parts_that_a_script_fetches_for_a_framed_form_have_them_too(app: Flask, filled: dict) -> None:
    client = FlaskClient(app, app.response_class)
    form = client.get(f"/en{CAMPAIGN}/", headers=FRAMED).get_data(as_text=True)
    preview = html5lib.parse(form).find(f".//{XHTML}form[@id='letter-form']").get("data-preview")
    parts = {part["id"]: part["html"] for part in client.post(preview, data=filled).get_json()["parts"]}

    assert preview == f"/en{CAMPAIGN}/preview?framed=y"
    for name in ("preview", "facts"):
        away = [link for link in links(parts[name]) if link.get("href").startswith("http")]
        assert {link.get("target") for link in away} == {"_blank"}


def test_files_and_style_sheets_do_not_depend_on_it(client: InspectingClient) -> None:
    paths = ("/assets/letter.css", f"/en{CAMPAIGN}/sources.bib", f"/en{CAMPAIGN}/corrections.atom")
    assert ["Sec-Fetch-Dest" in client.get(path).headers.get("Vary", "") for path in paths] == [False] * 3
