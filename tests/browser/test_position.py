"""The button that asks Represent by the writer's position, with a server that speaks as it does."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from playwright.sync_api import Browser
from serving import site

SET = "federal-electoral-districts-2023-representation-order"
RIDING = {
    "name": "Edmonton Strathcona",
    "external_id": "48022",
    "url": f"/boundaries/{SET}/edmonton-strathcona/",
    "related": {"boundary_set_url": f"/boundary-sets/{SET}/"},
}


class Represent(BaseHTTPRequestHandler):
    asked: list[str] = []  # noqa: RUF012 - one server, one list

    def do_GET(self) -> None:
        self.asked.append(self.path)
        body = json.dumps({"objects": [RIDING]}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_args: object) -> None:
        pass


@pytest.fixture
def asking() -> Iterator[str]:
    """Return the address of a site that asks a Represent of ours."""
    represent = HTTPServer(("127.0.0.1", 0), Represent)
    thread = threading.Thread(target=represent.serve_forever)
    thread.start()
    with site(REPRESENT_URL=f"http://127.0.0.1:{represent.server_port}") as address:
        yield address
    represent.shutdown()
    represent.server_close()
    thread.join()


def test_position_finds_the_riding_and_keeps_what_was_typed(browser: Browser, asking: str) -> None:
    context = browser.new_context(
        geolocation={"latitude": 53.523456, "longitude": -113.523456}, permissions=["geolocation"]
    )
    page = context.new_page()
    page.goto(f"{asking}/en/campaigns/ice-offices-canada/")
    page.get_by_label("Your name").fill("Anne Tremblay")
    page.get_by_role("button", name="Ask by my position").click()
    page.wait_for_url("**/where")

    assert page.get_by_role("radio", name="Edmonton Strathcona (AB)").is_checked()
    assert page.get_by_label("Your name").input_value() == "Anne Tremblay"
    assert Represent.asked == [f"/boundaries/?contains=53.5235%2C-113.5235&sets={SET}"]
    context.close()


def test_refused_position_says_what_to_do(browser: Browser, asking: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{asking}/en/campaigns/ice-offices-canada/")
    page.get_by_role("button", name="Ask by my position").click()

    page.get_by_text("Your browser did not give your position. Type your postal code instead.").wait_for()
    assert page.url.endswith("/campaigns/ice-offices-canada/")
    context.close()
