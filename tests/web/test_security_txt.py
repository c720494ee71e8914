"""Where to report a fault: a file that RFC 9116 describes, if a setting says where."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from flask.testing import FlaskClient
from inspection import InspectingClient

from webapp.app import create_app
from webapp.domain.catalogue import Catalogue
from webapp.settings import Settings

PATH = "/.well-known/security.txt"


def fields(client: FlaskClient) -> dict[str, str]:
    """Return the fields of the file by their names, none of them twice."""
    lines = client.get(PATH).get_data(as_text=True).splitlines()
    named = dict(line.split(": ", 1) for line in lines)
    assert len(named) == len(lines)
    return named


@pytest.mark.parametrize(
    ("site", "canonical"),
    [
        ("", {}),
        ("https://letters.example.ca", {"Canonical": f"https://letters.example.ca{PATH}"}),
        ("http://letters.example.ca", {}),
    ],
)
def test_file_names_the_contact_and_where_it_belongs(
    catalogue: Catalogue, site: str, canonical: dict[str, str]
) -> None:
    settings = Settings(security_contact="mailto:security@example.ca", site=site)
    found = fields(create_app(settings, catalogue).test_client())

    del found["Expires"]
    usual = {"Contact": "mailto:security@example.ca", "Preferred-Languages": "en, fr"}
    assert found == usual | canonical


def test_file_may_be_relied_on_for_less_than_a_year(catalogue: Catalogue) -> None:
    settings = Settings(security_contact="https://example.ca/security")
    expires = fields(create_app(settings, catalogue).test_client())["Expires"]

    left = datetime.strptime(expires, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC) - datetime.now(UTC)
    assert timedelta(days=90) < left < timedelta(days=365)


def test_file_is_plain_text_in_utf_8(catalogue: Catalogue) -> None:
    settings = Settings(security_contact="mailto:security@example.ca")
    response = create_app(settings, catalogue).test_client().get(PATH)

    assert (response.status_code, response.content_type) == (200, "text/plain; charset=utf-8")


def test_without_a_contact_there_is_no_file(client: InspectingClient) -> None:
    response = client.get(PATH, headers={"Accept-Language": "fr"})

    assert (response.status_code, response.mimetype) == (404, "text/html")
    assert 'lang="fr-CA"' in response.get_data(as_text=True)
