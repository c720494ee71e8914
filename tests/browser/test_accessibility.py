"""No axe finding on any page or state, and nothing cut off on a narrow screen or at twice the text size."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from desk import Desk
from playwright.sync_api import Browser, Page

STATES = ("home", "form", "errors", "choices", "letter", "sources", "verify", "missing")


def show(page: Page, address: str, language: str, state: str) -> None:
    """Bring ``page`` to one of the states."""
    plain = {"home": "", "missing": "nothing", "verify": "verify"}
    if state in plain:
        page.goto(f"{address}/{language}/{plain[state]}")
        return
    desk = Desk(page, address, language)
    if state == "sources":
        page.goto(page.url + "sources")
    elif state in ("choices", "letter"):
        desk.fill(riding="edmonton" if state == "choices" else "edmonton strathcona")
    if state in ("errors", "choices", "letter"):
        desk.see_letter()
    for details in page.locator("details").all():
        details.evaluate("element => { element.open = true }")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("language", ["en", "fr"])
def test_axe_finds_nothing(browser: Browser, address: str, language: str, state: str, scheme: str) -> None:
    context = browser.new_context(color_scheme=scheme, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    show(page, address, language, state)

    violations = Axe().run(page).response["violations"]

    assert [(v["id"], [node["html"][:200] for node in v["nodes"]]) for v in violations] == []
    context.close()


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize(("width", "text_size"), [(320, "100%"), (640, "200%")])
def test_nothing_is_cut_off(browser: Browser, address: str, state: str, width: int, text_size: str) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800})
    page = context.new_page()
    show(page, address, "fr", state)
    page.evaluate("size => { document.documentElement.style.fontSize = size }", f"calc({text_size} * 1.125)")

    assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()
