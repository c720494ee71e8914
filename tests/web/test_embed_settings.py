"""Who may frame the pages: nobody, or the sites that a setting names; and what the form then offers."""

from __future__ import annotations

import html5lib
import pytest
from flask.testing import FlaskClient
from inspection import XHTML

from webapp.app import create_app
from webapp.settings import BadSetting, Settings

FORM = "/en/campaigns/ice-offices-canada/"
ORIGINS = ("https://union.example.ca", "http://localhost:8001")


def client(**settings: object) -> FlaskClient:
    return create_app(Settings(**settings)).test_client()  # type: ignore[arg-type]


def policy(client: FlaskClient, path: str = FORM) -> dict[str, str]:
    """Return the content security policy by its directives."""
    directives = client.get(path).headers["Content-Security-Policy"].split("; ")
    return dict(directive.split(" ", 1) for directive in directives)


def snippets(client: FlaskClient, path: str = FORM) -> dict[str, str]:
    """Return what may be copied from the form's foot, by the id of its field."""
    fields = html5lib.parse(client.get(path).get_data(as_text=True)).iter(f"{XHTML}textarea")
    return {field.get("id", ""): field.text or "" for field in fields if field.get("readonly") is not None}


@pytest.mark.parametrize("path", [FORM, "/en/", "/assets/letter.css", "/nothing"])
def test_nobody_may_frame_a_page_by_default(path: str) -> None:
    assert policy(client(), path)["frame-ancestors"] == "'none'"


@pytest.mark.parametrize("path", [FORM, "/en/", "/nothing"])
def test_sites_of_the_setting_may_and_nothing_else_changes(path: str) -> None:
    open_to_some = policy(client(embed=ORIGINS), path)

    assert open_to_some.pop("frame-ancestors") == " ".join(ORIGINS)
    closed = policy(client(), path)
    del closed["frame-ancestors"]
    assert open_to_some == closed


def test_two_sites_of_one_process_keep_their_own_policy() -> None:
    some, none = client(embed=ORIGINS), client()

    assert [policy(one)["frame-ancestors"] for one in (some, none)] == [" ".join(ORIGINS), "'none'"]


@pytest.mark.parametrize(
    "value",
    [
        "union.example.ca",
        "http://union.example.ca",
        "https://union.example.ca/page",
        "https://union.example.ca;script-src",
        "https://*",
        "https://*.example.ca",
        "https://union.example.ca,https://b.example",
        "'self'",
        "https://ünion.example.ca",
        "https://union.example.ca:port",
    ],
)
def test_what_is_not_an_origin_stops_the_start(value: str) -> None:
    with pytest.raises(BadSetting) as caught:
        Settings.from_environment({"APOSTILLE_EMBED": f"https://good.example {value}"})

    told = f"write origins such as https://union.example.ca, with a space between, not {value}"
    assert str(caught.value) == f"APOSTILLE_EMBED: {told}"


@pytest.mark.parametrize(
    ("embed", "offered"), [((), {"share-button"}), (ORIGINS, {"share-button", "share-frame"})]
)
def test_form_offers_a_frame_only_where_one_would_be_shown(embed: tuple[str, ...], offered: set[str]) -> None:
    assert set(snippets(client(embed=embed))) == offered


@pytest.mark.parametrize(
    ("name", "tag", "attribute"), [("share-button", "a", "href"), ("share-frame", "iframe", "src")]
)
def test_snippet_is_one_element_that_leads_to_the_campaign(name: str, tag: str, attribute: str) -> None:
    site = client(embed=ORIGINS, site="https://letters.example.ca")

    html = snippets(site, "/fr/campaigns/ice-offices-canada/?stance=close")[name]

    (element,) = html5lib.HTMLParser(strict=True).parseFragment(html)
    assert element.tag == XHTML + tag
    assert element.get(attribute) == "https://letters.example.ca/fr/campaigns/ice-offices-canada/"
    assert "script" not in html


def test_frame_has_a_name_for_those_who_do_not_see_it() -> None:
    html = snippets(client(embed=ORIGINS))["share-frame"]

    (element,) = html5lib.parseFragment(html)
    assert element.get("title") == "Write a letter – ICE offices in Canada"
