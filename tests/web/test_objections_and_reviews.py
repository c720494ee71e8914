"""The page of sources shows the best objection to each request, and who checked each fact."""

from __future__ import annotations

import shutil
from pathlib import Path

import html5lib
import pytest
from flask import Flask
from inspection import XHTML, InspectingClient

from webapp.app import create_app
from webapp.content.catalogue import LETTER_TEMPLATES
from webapp.domain.campaigns import Campaign
from webapp.domain.locales import LANGUAGES, Language
from webapp.settings import Settings

SOURCES = "campaigns/ice-offices-canada/sources"
NOT_YET = {
    "en": "No review by a second person is recorded yet.",
    "fr": "Aucune relecture par une deuxième personne n’a encore été consignée.",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_request_has_its_objection_its_answer_and_their_facts(
    client: InspectingClient, campaign: Campaign, language: Language
) -> None:
    document = html5lib.parse(client.get(f"/{language}/{SOURCES}").get_data(as_text=True))
    cards = [a for a in document.iter(f"{XHTML}article") if (a.get("id") or "").startswith("objection-")]
    shown = [
        (
            card.find(f"{XHTML}h3").text,
            [dd.text for dd in card.iter(f"{XHTML}dd")],
            [link.get("href") for link in card.iter(f"{XHTML}a")],
        )
        for card in cards
    ]

    assert shown == [
        (
            stance.label.in_(language),
            [stance.objection.text.in_(language), stance.objection.answer.in_(language)],
            [f"#fact-{slug}" for slug in stance.objection.facts],
        )
        for stance in campaign.stances.values()
        if stance.objection
    ]
    assert len(shown) == 5


@pytest.mark.parametrize("language", LANGUAGES)
def test_campaign_without_reviews_says_so_once(client: InspectingClient, language: Language) -> None:
    assert client.get(f"/{language}/{SOURCES}").get_data(as_text=True).count(NOT_YET[language]) == 1


@pytest.fixture
def reviewed(tmp_path: Path) -> Flask:
    """Return a site of a campaign in which two people checked the first fact."""
    shutil.copytree(LETTER_TEMPLATES, tmp_path / "campaigns")
    facts = tmp_path / "campaigns" / "ice-offices-canada" / "facts.toml"
    by = '[{ by = "A. Reader", on = "2026-11-25" }, { by = "B. Reader", on = "2026-12-01" }]'
    text = facts.read_text(encoding="utf-8")
    facts.write_text(text.replace('id = "F01"', f'id = "F01"\nreviews = {by}', 1), encoding="utf-8")
    return create_app(Settings(campaigns=tmp_path / "campaigns"))


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "en",
            [
                "Checked against its sources by A. Reader on November\u00a025, 2026.",
                "Checked against its sources by B. Reader on December\u00a01, 2026.",
            ],
        ),
        (
            "fr",
            [
                "Vérifié d’après ses sources par A. Reader le 25\u00a0novembre\u00a02026.",
                "Vérifié d’après ses sources par B. Reader le 1er\u00a0décembre\u00a02026.",
            ],
        ),
    ],
)
def test_reviews_stand_in_the_evidence_of_their_fact(
    reviewed: Flask, campaign: Campaign, language: Language, said: list[str]
) -> None:
    page = reviewed.test_client().get(f"/{language}/{SOURCES}").get_data(as_text=True)
    (card,) = [a for a in html5lib.parse(page).iter(f"{XHTML}article") if a.get("id") == "fact-five-cities"]

    assert [p.text for p in card.iter(f"{XHTML}p") if p.get("class") == "hint"] == said
    assert page.count(NOT_YET[language]) == len(campaign.facts) - 1
