"""The system's Chromium, driven against a real server on loopback."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from chromium import HEADLESS, QUIET
from combobox_field import Field
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from serving import site


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "/tests/browser/" in str(item.path):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if HEADLESS is None:
        message = "NO CHROMIUM: browser tests need it (apt-get install chromium)"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=HEADLESS, args=list(QUIET))
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    """Return the address of a server of our own, stopped at the end."""
    with site() as address:
        yield address


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 360, "height": 780}, accept_downloads=True)
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext, address: str) -> Iterator[Page]:
    """Return a page that may ask nothing of anybody but our server, and that reports no error."""
    strangers: list[str] = []
    errors: list[str] = []
    page = context.new_page()
    page.on("request", lambda r: None if r.url.startswith((address, "blob:")) else strangers.append(r.url))
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    assert (strangers, errors) == ([], [])


@pytest.fixture
def field(page: Page, address: str) -> Field:
    """Return the riding field of the desk, in English."""
    return Field(page, address)
