"""A campaign's sources for other programs: files to cite from, and schema.org on the page of sources."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import html5lib
import pytest
from flask import Flask
from inspection import XHTML, InspectingClient

from webapp.app import create_app
from webapp.domain.campaigns import Campaign
from webapp.domain.locales import LocalisedText
from webapp.settings import Settings

SOURCES = "campaigns/ice-offices-canada/sources"
HOSTILE = "</script><script>alert(1)</script><!-- <script> ]]> & \u2028 «x»"


def data_block(page: str) -> Any:
    """Return what the one data block of a page holds, as a browser finds it."""
    document = html5lib.parse(page)
    (block,) = [element for element in document.iter(f"{XHTML}script") if not element.get("src")]
    assert block.get("type") == "application/ld+json"
    return json.loads(block.text)


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize(
    ("ending", "media_type"),
    [
        ("csl.json", "application/vnd.citationstyles.csl+json"),
        ("bib", "application/x-bibtex"),
        ("jsonld", "application/ld+json"),
    ],
)
def test_page_of_sources_leads_to_each_file(
    client: InspectingClient, language: str, ending: str, media_type: str
) -> None:
    page = client.get(f"/{language}/{SOURCES}").get_data(as_text=True)
    address = f"/{language}/{SOURCES}.{ending}"

    response = client.get(address)

    assert f'href="{address}"' in page
    assert (response.status_code, response.mimetype) == (200, media_type)
    assert "CityNews Calgary" in response.get_data(as_text=True)


def test_files_are_saved_under_the_campaign_s_name(client: InspectingClient) -> None:
    response = client.get(f"/fr/{SOURCES}.bib")

    disposition = response.headers["Content-Disposition"]
    assert disposition == 'attachment; filename="ice-offices-canada.fr.bib"'


@pytest.mark.parametrize("ending", ["csl.json", "bib", "jsonld"])
def test_unknown_campaign_has_no_file(client: InspectingClient, ending: str) -> None:
    assert client.get(f"/en/campaigns/nothing/sources.{ending}").status_code == 404


@pytest.mark.parametrize("language", ["en", "fr"])
def test_page_states_every_fact_as_a_claim_with_its_sources(
    client: InspectingClient, campaign: Campaign, language: Any
) -> None:
    page = client.get(f"/{language}/{SOURCES}").get_data(as_text=True)
    graph = data_block(page)["@graph"]
    by_id = {node["@id"]: node for node in graph}
    claims = [node for node in graph if node["@type"] == "Claim"]

    assert [claim["text"] for claim in claims] == [f.claim.in_(language) for f in campaign.facts.values()]
    assert {node["@type"] for node in graph} == {"Claim", "CreativeWork"}
    for claim, fact in zip(claims, campaign.facts.values(), strict=True):
        works = [by_id[cited["@id"]] for cited in claim["citation"]]
        assert [work["name"] for work in works] == [campaign.sources[s].title for s in fact.sources]
        assert f'id="{claim["@id"].split("#")[1]}"' in page
    assert "Rating" not in json.dumps(graph)


def test_what_is_not_known_of_a_source_is_left_out(client: InspectingClient) -> None:
    graph = client.get(f"/en/{SOURCES}.jsonld").get_json(force=True)["@graph"]
    works = {node["@id"].split("#")[1]: node for node in graph}

    assert "url" not in works["source-S01"]
    assert "datePublished" not in works["source-S03"]
    assert works["source-S02"]["datePublished"] == "2026-02-05"


@pytest.fixture
def hostile_app() -> Flask:
    """Return the app with a campaign whose first fact tries to leave the data block."""
    app = create_app(Settings())
    catalogue = app.extensions["catalogue"]
    campaign = catalogue.campaign("ice-offices-canada")
    first = next(iter(campaign.facts.values()))
    facts = {
        **campaign.facts,
        first.slug: replace(first, claim=LocalisedText(HOSTILE, HOSTILE)),
    }
    changed = replace(campaign, facts=facts, title=LocalisedText(f'"{HOSTILE}', "x"))
    app.extensions["catalogue"] = replace(catalogue, campaigns={campaign.slug: changed})
    return app


def test_no_words_break_out_of_the_data_block(hostile_app: Flask) -> None:
    page = hostile_app.test_client().get(f"/en/{SOURCES}").get_data(as_text=True)

    assert data_block(page)["@graph"][0]["text"] == HOSTILE
    assert "alert(1)</script>" not in page


def test_no_words_break_out_of_what_is_said_of_a_shared_link(hostile_app: Flask) -> None:
    page = hostile_app.test_client().get("/en/campaigns/ice-offices-canada/").get_data(as_text=True)

    metas = html5lib.parse(page).iter(f"{XHTML}meta")
    (title,) = [meta.get("content") for meta in metas if meta.get("property") == "og:title"]
    assert title == f'"{HOSTILE}'
