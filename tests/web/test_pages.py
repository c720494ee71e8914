"""The pages that are only read."""

from __future__ import annotations

import re

import pytest
from inspection import InspectingClient

CAMPAIGN = "campaigns/ice-offices-canada/"


@pytest.mark.parametrize(
    ("asked", "home"),
    [
        ("fr-CA,fr;q=0.9,en;q=0.5", "/fr/"),
        ("en", "/en/"),
        ("de", "/en/"),
        ("", "/en/"),
        ("es,fr;q=0.2", "/fr/"),
        ("fr-CA,en;q=0.5", "/fr/"),
        ("fr;q=0,en-CA;q=0.1", "/en/"),
    ],
)
def test_root_sends_the_browser_to_its_language(client: InspectingClient, asked: str, home: str) -> None:
    response = client.get("/", headers={"Accept-Language": asked})

    assert (response.status_code, response.location) == (302, home)
    assert response.headers["Vary"] == "Accept-Language"


@pytest.mark.parametrize("path", ["", "verify", CAMPAIGN + "sources"])
@pytest.mark.parametrize(("language", "other", "link"), [("en", "fr", "Français"), ("fr", "en", "English")])
def test_page_links_to_itself_in_the_other_language(
    client: InspectingClient, path: str, language: str, other: str, link: str
) -> None:
    page = client.get(f"/{language}/{path}").get_data(as_text=True)

    assert f'<a href="/{other}/{path}" lang="{other}" hreflang="{other}">{link}</a>' in page


@pytest.mark.parametrize(("language", "other"), [("en", "fr"), ("fr", "en")])
def test_form_says_where_it_stands_in_the_other_language(
    client: InspectingClient, language: str, other: str
) -> None:
    page = client.get(f"/{language}/{CAMPAIGN}").get_data(as_text=True)

    assert f'<link rel="alternate" hreflang="{other}" href="http://localhost/{other}/{CAMPAIGN}">' in page


@pytest.mark.parametrize(("chosen", "then"), [("en", "fr"), ("both", "both")])
def test_switching_the_form_s_language_switches_a_letter_that_followed_it(
    client: InspectingClient, filled: dict, chosen: str, then: str
) -> None:
    switched = filled | {"language": chosen, "switched_from": "en"}
    page = client.post(f"/fr/{CAMPAIGN}", data=switched).get_data(as_text=True)

    assert re.findall(r'name="language" value="(\w+)" checked', page) == [then]


def test_form_preselects_no_stance(client: InspectingClient) -> None:
    page = client.get("/en/" + CAMPAIGN).get_data(as_text=True)

    assert [line for line in page.splitlines() if 'name="stance"' in line and "checked" in line] == []


@pytest.mark.parametrize("language", ["en", "fr"])
def test_form_shows_every_stance_with_its_ask_in_the_campaign_s_order(
    client: InspectingClient, campaign: object, language: str
) -> None:
    page = client.get(f"/{language}/{CAMPAIGN}").get_data(as_text=True)

    places = [page.index(stance.ask_line.in_(language)) for stance in campaign.stances.values()]  # type: ignore[attr-defined]
    assert places == sorted(places)
    assert len(places) == 5


def test_organiser_s_link_fills_in_stance_and_riding(client: InspectingClient) -> None:
    page = client.get("/en/" + CAMPAIGN + "?stance=keep&riding=48022").get_data(as_text=True)

    assert 'value="keep" aria-describedby="stance-4-ask" checked' in page
    assert 'id="riding" name="riding" value="Edmonton Strathcona"' in page


@pytest.mark.parametrize("language", ["en", "fr"])
def test_sources_page_shows_every_fact_in_both_languages(
    client: InspectingClient, campaign: object, language: str
) -> None:
    from markupsafe import escape

    page = client.get(f"/{language}/{CAMPAIGN}sources").get_data(as_text=True)

    facts = campaign.facts.values()  # type: ignore[attr-defined]
    texts = [text for fact in facts for text in (fact.claim.en, fact.claim.fr, fact.note.in_(language))]
    texts += [fact.quotation.text for fact in facts if fact.quotation]
    assert [text for text in texts if str(escape(text)) not in page] == []


@pytest.mark.parametrize("path", ["/en/nothing", "/fr/campaigns/nothing/", "/en/campaigns/nothing/sources"])
def test_unknown_page_says_so(client: InspectingClient, path: str) -> None:
    response = client.get(path)

    heading = "Cette page n’existe pas" if path.startswith("/fr") else "There is no such page"
    assert (response.status_code, heading in response.get_data(as_text=True)) == (404, True)


@pytest.mark.parametrize("path", ["letter", "letter.pdf", "letter.txt"])
def test_letter_opened_without_a_form_leads_to_the_form(client: InspectingClient, path: str) -> None:
    response = client.get("/fr/" + CAMPAIGN + path)

    assert (response.status_code, response.location) == (302, "/fr/" + CAMPAIGN)


@pytest.mark.parametrize(
    ("path", "media_type"),
    [
        ("/assets/fonts.css", "text/css"),
        ("/assets/letter.css", "text/css"),
        ("/assets/fonts/serif.ttf", "font/ttf"),
        ("/static/css/tokens.css", "text/css"),
        ("/static/js/copy.js", "text/javascript"),
    ],
)
def test_asset_is_served_by_ourselves(client: InspectingClient, path: str, media_type: str) -> None:
    response = client.get(path)

    assert (response.status_code, response.mimetype) == (200, media_type)


def test_unknown_font_is_not_found(client: InspectingClient) -> None:
    assert client.get("/assets/fonts/..%2Fpasswd.ttf").status_code == 404
