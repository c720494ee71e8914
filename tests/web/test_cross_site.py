"""Who may post a form: our own pages, and those of the sites that may frame them; the API is open to all."""

from __future__ import annotations

import html5lib
import pytest
from flask import Flask
from inspection import XHTML

from webapp.app import create_app
from webapp.domain.campaigns import Campaign
from webapp.domain.catalogue import Catalogue
from webapp.settings import Settings
from webapp.web.api_document import order_example

FORM = "/campaigns/ice-offices-canada/"
UNION = "https://union.example.ca"
PUBLIC = "https://letters.example.ca"
HERE = "http://localhost"
ELSEWHERE = "https://elsewhere.example"


@pytest.fixture(scope="module")
def site(catalogue: Catalogue) -> Flask:
    """Return an application that a union's site may frame, and that has a public address."""
    return create_app(Settings(embed=(UNION,), site=f"{PUBLIC}/write", letters_per_minute=0), catalogue)


@pytest.mark.parametrize(
    ("fetch_site", "origin", "status"),
    [
        ("same-origin", None, 200),
        ("same-origin", HERE, 200),
        ("same-origin", "null", 200),
        ("none", None, 200),
        ("cross-site", None, 403),
        ("cross-site", "null", 403),
        ("cross-site", ELSEWHERE, 403),
        ("cross-site", HERE, 403),
        ("cross-site", PUBLIC, 403),
        ("cross-site", UNION, 200),
        ("cross-site", f"{UNION}:8443", 403),
        ("cross-site", "http://union.example.ca", 403),
        ("same-site", None, 403),
        ("same-site", "null", 403),
        ("same-site", "https://other.example.ca", 403),
        ("same-site", UNION, 200),
        (None, None, 200),
        (None, "null", 200),
        (None, HERE, 200),
        (None, PUBLIC, 200),
        (None, UNION, 200),
        (None, ELSEWHERE, 403),
        (None, "https://localhost", 403),
        (None, "http://localhost:8000", 403),
        (None, "http://letters.example.ca", 403),
        (None, "", 403),
        ("anything", None, 200),
        ("anything", ELSEWHERE, 403),
        ("", ELSEWHERE, 403),
    ],
)
def test_form_is_taken_from_where_it_may_come(
    site: Flask, filled: dict[str, object], fetch_site: str | None, origin: str | None, status: int
) -> None:
    sent = {"Sec-Fetch-Site": fetch_site, "Origin": origin}
    headers = {name: value for name, value in sent.items() if value is not None}
    response = site.test_client().post(f"/en{FORM}letter", data=filled, headers=headers)

    assert response.status_code == status


def test_site_that_nobody_may_frame_takes_no_form_from_another(app: Flask, filled: dict[str, object]) -> None:
    headers = {"Sec-Fetch-Site": "cross-site", "Origin": UNION}

    assert app.test_client().post(f"/en{FORM}letter", data=filled, headers=headers).status_code == 403


@pytest.mark.parametrize(
    "path", [f"/en{FORM}", f"/en{FORM}preview", f"/en{FORM}letter.pdf", f"/en{FORM}where", "/en/ridings"]
)
def test_no_address_of_the_pages_takes_a_form_from_another_site(app: Flask, path: str) -> None:
    response = app.test_client().post(path, headers={"Sec-Fetch-Site": "cross-site"})

    assert response.status_code == 403


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE"])
def test_other_methods_that_change_something_are_refused_like_it(app: Flask, method: str) -> None:
    response = app.test_client().open("/en/", method=method, headers={"Sec-Fetch-Site": "cross-site"})

    assert response.status_code == 403


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS"])
def test_whoever_follows_a_link_from_another_site_is_let_in(app: Flask, method: str) -> None:
    headers = {"Sec-Fetch-Site": "cross-site", "Origin": ELSEWHERE}

    assert app.test_client().open(f"/en{FORM}", method=method, headers=headers).status_code == 200


def test_api_takes_orders_from_pages_of_every_site(app: Flask, campaign: Campaign) -> None:
    headers = {"Sec-Fetch-Site": "cross-site", "Origin": ELSEWHERE}
    response = app.test_client().post("/api/v1/letters", json=order_example(campaign), headers=headers)

    assert (response.status_code, response.headers["Access-Control-Allow-Origin"]) == (200, "*")


@pytest.mark.parametrize(
    ("path", "heading", "leads_to", "words"),
    [
        (f"/en{FORM}letter", "This form was sent from another site", f"/en{FORM}", "Open the form here"),
        (
            f"/fr{FORM}letter",
            "Ce formulaire a été envoyé depuis un autre site",
            f"/fr{FORM}",
            "Ouvrir le formulaire ici",
        ),
        ("/en/verify", "This form was sent from another site", "/en/verify", "Check a letter"),
        ("/fr/ridings", "Ce formulaire a été envoyé depuis un autre site", "/fr/", "Page d’accueil"),
    ],
)
def test_page_says_what_happened_and_leads_to_the_form_and_repeats_nothing(
    app: Flask, path: str, heading: str, leads_to: str, words: str
) -> None:
    response = app.test_client().post(
        path, data={"name": "Anne Tremblay"}, headers={"Sec-Fetch-Site": "cross-site"}
    )
    page = html5lib.parse(response.get_data(as_text=True))

    main = page.find(f".//{XHTML}main")
    (link,) = main.iter(f"{XHTML}a")
    assert main.find(f"{XHTML}h1").text == heading
    assert (link.get("href"), link.text) == (leads_to, words)
    assert "Anne Tremblay" not in response.get_data(as_text=True)
