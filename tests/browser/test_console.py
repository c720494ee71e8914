"""The browser has nothing to say of our pages: no unknown permission, nothing that the policy blocks."""

from __future__ import annotations

import pytest
from playwright.sync_api import BrowserContext

PAGES = [
    "/en/",
    "/fr/campaigns/ice-offices-canada/",
    "/en/campaigns/ice-offices-canada/sources",
    "/fr/verify",
]


@pytest.mark.parametrize("path", PAGES)
def test_page_leaves_the_console_empty(context: BrowserContext, address: str, path: str) -> None:
    said: list[str] = []
    page = context.new_page()
    page.on("console", lambda message: said.append(message.text))
    page.goto(address + path)
    page.wait_for_load_state("networkidle")

    assert said == []
