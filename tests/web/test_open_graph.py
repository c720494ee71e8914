"""What a link to a campaign shows where it is shared: words, language, and a picture made here."""

from __future__ import annotations

import io

import html5lib
import pytest
from inspection import XHTML, InspectingClient
from PIL import Image

from webapp.app import create_app
from webapp.domain.campaigns import Campaign
from webapp.settings import Settings

CAMPAIGN = "/campaigns/ice-offices-canada/"
SITE = "https://letters.example.ca"
PAGES = ["", "sources"]


def said(client: InspectingClient, path: str) -> dict[str, str]:
    """Return what a page says of itself to those who share it; nothing is said twice."""
    metas = list(html5lib.parse(client.get(path).get_data(as_text=True)).iter(f"{XHTML}meta"))
    pairs = [(meta.get("property") or meta.get("name") or "", meta.get("content") or "") for meta in metas]
    found = [(name, value) for name, value in pairs if name.startswith(("og:", "twitter:"))]
    assert len(dict(found)) == len(found)
    return dict(found)


@pytest.fixture(scope="module")
def public() -> InspectingClient:
    """Return a client of a site whose address is set."""
    app = create_app(Settings(site=SITE))
    client = app.test_client()
    assert isinstance(client, InspectingClient)
    return client


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(("language", "here", "other"), [("en", "en_CA", "fr_CA"), ("fr", "fr_CA", "en_CA")])
def test_campaign_s_page_says_what_it_is(
    client: InspectingClient, campaign: Campaign, page: str, language: str, here: str, other: str
) -> None:
    card = said(client, f"/{language}{CAMPAIGN}{page}")

    title = campaign.title.fr if language == "fr" else campaign.title.en
    assert title in card["og:title"]
    assert len(card["og:description"]) > 80
    assert (card["og:type"], card["og:locale"], card["og:locale:alternate"]) == ("website", here, other)
    assert card["twitter:card"] == "summary_large_image"


@pytest.mark.parametrize("page", PAGES)
def test_without_its_own_address_a_site_gives_none(client: InspectingClient, page: str) -> None:
    card = said(client, f"/en{CAMPAIGN}{page}")

    assert [name for name in card if "url" in name or "image" in name] == []


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("language", ["en", "fr"])
def test_with_its_address_a_page_names_itself_and_its_picture(
    public: InspectingClient, language: str, page: str
) -> None:
    path = f"/{language}{CAMPAIGN}{page}"

    card = said(public, f"{path}?riding=48022")

    assert card["og:url"] == SITE + path
    assert card["og:image"].startswith(SITE)
    picture = public.get(card["og:image"].removeprefix(SITE))
    image = Image.open(io.BytesIO(picture.get_data()))
    assert image.size == (int(card["og:image:width"]), int(card["og:image:height"])) == (1200, 630)


def test_picture_is_kept_a_day_and_may_be_shown_anywhere(client: InspectingClient) -> None:
    response = client.get("/assets/cards/ice-offices-canada.fr.png")

    assert (response.mimetype, response.headers["Cache-Control"]) == ("image/png", "public, max-age=86400")
    assert response.headers["Cross-Origin-Resource-Policy"] == "cross-origin"


@pytest.mark.parametrize("name", ["nothing.en", "ice-offices-canada.de", "..%2Fpasswd.en"])
def test_there_is_no_other_picture(client: InspectingClient, name: str) -> None:
    assert client.get(f"/assets/cards/{name}.png").status_code == 404


def test_form_sent_back_says_nothing_of_itself(client: InspectingClient, filled: dict) -> None:
    page = client.post(f"/en{CAMPAIGN}", data=filled).get_data(as_text=True)

    assert "og:" not in page


def test_home_has_no_picture(client: InspectingClient) -> None:
    assert said(client, "/en/") == {}
