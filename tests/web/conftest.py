"""The application, its inspecting client, and a form filled in."""

from __future__ import annotations

import pytest
from flask import Flask
from inspection import InspectingClient

from webapp.app import create_app
from webapp.domain.campaigns import Campaign
from webapp.settings import Settings

CAMPAIGN = "/campaigns/ice-offices-canada/"


@pytest.fixture(scope="session")
def app() -> Flask:
    """Return the application without limits: one address sends more than anybody would."""
    return create_app(Settings(letters_per_minute=0))


@pytest.fixture
def client(app: Flask) -> InspectingClient:
    client = app.test_client()
    assert isinstance(client, InspectingClient)
    return client


@pytest.fixture
def filled(campaign: Campaign) -> dict[str, object]:
    """Return a form filled in, every passage in its first wording."""
    return {
        **{f"wording.{passage}": "0" for passage in campaign.passages},
        "riding": "Edmonton Strathcona",
        "stance": "close",
        "language": "en",
        "name": "Anne Tremblay",
        "street": "10832 82 Avenue NW",
        "city": "Edmonton",
        "province": "AB",
        "postal_code": "t6e2b3",
        "email": "",
        "own_words": "",
        "copy_mp": "y",
        "date": "2026-11-24",
    }
