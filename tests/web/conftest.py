"""The application and its inspecting client."""

from __future__ import annotations

import pytest
from flask import Flask
from inspection import InspectingClient

from webapp.app import create_app
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
