"""The form's buttons that ask Represent: off by default, announced, and never in the way."""

from __future__ import annotations

import json
from http.server import BaseHTTPRequestHandler

import pytest
from flask.testing import FlaskClient
from speaking import SET, Serve, Server

from webapp.app import create_app
from webapp.settings import Settings

WHERE = "/en/campaigns/ice-offices-canada/where"
FORM = "/en/campaigns/ice-offices-canada/"


def asking(url: str) -> FlaskClient:
    return create_app(Settings(represent=url)).test_client()


def boundary(code: str) -> dict[str, str]:
    return {
        "name": "a riding",
        "external_id": code,
        "boundary_set_name": "Federal electoral district",
        "url": f"/boundaries/{SET}/{code}/",
        "related": {"boundary_set_url": f"/boundary-sets/{SET}/"},
    }


def answers(*codes: str) -> bytes:
    found = [boundary(code) for code in codes]
    return json.dumps(
        {"code": "T6G1X6", "boundaries_centroid": found, "boundaries_concordance": [], "objects": found}
    ).encode()


def offered(page: str) -> list[str]:
    return [part.split('"')[0] for part in page.split('type="radio" name="riding" value="')[1:]]


def test_form_asks_nobody_by_default() -> None:
    page = create_app(Settings()).test_client().get(FORM).get_data(as_text=True)

    assert "/where" not in page


def test_form_says_what_is_sent_and_to_whom_before_it_is_sent() -> None:
    page = asking("https://represent.example.ca").get(FORM).get_data(as_text=True)

    assert (
        "You may ask represent.example.ca. This button sends it your postal code, and nothing else:" in page
    )


def test_one_riding_is_preselected_and_everything_typed_is_kept(serve: Serve) -> None:
    server = serve(answers("48022"), kind="application/json")
    page = asking(server.url).post(WHERE, data={"riding": "t6g 1x6", "name": "Anne"}).get_data(as_text=True)

    assert (offered(page), 'value="48022" checked' in page, 'value="Anne"' in page) == (["48022"], True, True)
    assert server.asked == [f"/postcodes/T6G1X6/?sets={SET}"]


def test_several_ridings_are_a_question(serve: Serve) -> None:
    server = serve(answers("48022", "48024"), kind="application/json")
    page = asking(server.url).post(WHERE, data={"riding": "T6G 1X6"}).get_data(as_text=True)

    assert (offered(page), 'value="48022" checked' in page) == (["48022", "48024"], False)


def test_position_is_sent_to_four_decimals_and_nothing_else(serve: Serve) -> None:
    server = serve(answers("48022"), kind="application/json")
    place = {"latitude": "53.523456", "longitude": "-113.523456", "name": "Anne", "riding": "T6G 1X6"}
    page = asking(server.url).post(WHERE, data=place).get_data(as_text=True)

    assert offered(page) == ["48022"]
    assert server.asked == [f"/boundaries/?contains=53.5235%2C-113.5235&sets={SET}"]


@pytest.mark.parametrize("status", [503, 404, 200])
def test_failure_leaves_the_form_as_it_was(serve: Serve, status: int) -> None:
    def speak(handler: BaseHTTPRequestHandler, _server: Server) -> None:
        handler.send_response(status)
        handler.send_header("Content-Length", "4")
        handler.end_headers()
        handler.wfile.write(b"<ht>")

    server = serve(speak=speak)
    response = asking(server.url).post(WHERE, data={"riding": "T6G 1X6", "name": "Anne"})
    page = response.get_data(as_text=True)

    assert (response.status_code, offered(page), 'value="Anne"' in page) == (200, [], True)
    assert "Represent gave no answer. Choose your riding by its name or postal code below." in page


def test_what_is_no_postal_code_is_sent_to_nobody(serve: Serve) -> None:
    server = serve(answers("48022"), kind="application/json")
    asking(server.url).post(WHERE, data={"riding": "Edmonton Strathcona"})

    assert server.asked == []


def test_nothing_is_sent_where_no_setting_names_a_service() -> None:
    page = create_app(Settings()).test_client().post(WHERE, data={"riding": "T6G 1X6"}).get_data(as_text=True)

    assert offered(page) == []
