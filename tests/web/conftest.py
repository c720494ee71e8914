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
    app = create_app(Settings())
    app.test_client_class = InspectingClient
    return app


@pytest.fixture
def client(app: Flask) -> InspectingClient:
    client = app.test_client()
    assert isinstance(client, InspectingClient)
    return client
