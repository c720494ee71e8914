"""`apostille preview` in a browser: what is written shows by itself, and axe finds nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Browser, Page, expect
from test_accessibility import findings

from webapp.app import create_preview
from webapp.content.new_campaign import NewCampaign, make_campaign
from webapp.web.serving import serve

THEIRS = "I also know what speaks against this view."


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    campaign = NewCampaign("Save the night train", ("en", "fr"), "prime-minister", date(2026, 11, 25))
    return make_campaign(campaign, tmp_path_factory.mktemp("campaigns"))


@pytest.fixture(scope="module")
def workshop(folder: Path) -> Iterator[str]:
    """Serve the folder as the command does."""
    server = serve(create_preview(folder), "127.0.0.1", 0)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def shown(browser: Browser, workshop: str) -> Iterator[Page]:
    page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
    page.goto(f"{workshop}/en/preview")
    expect(page.get_by_role("status")).to_have_text("0 problems, 1 warning.", timeout=30_000)
    yield page
    page.context.close()


def test_what_is_saved_shows_by_itself_with_what_is_wrong_in_it(shown: Page, folder: Path) -> None:
    passages = folder / "passages.toml"
    before = passages.read_text("utf-8")
    passages.write_text(before.replace(THEIRS, "It is the largest railway of all."), "utf-8")
    expect(shown.locator(".sheet")).to_contain_text("It is the largest railway of all.", timeout=30_000)
    expect(shown.locator(".findings")).to_contain_text("uncited-superlative", timeout=30_000)
    passages.write_text(before, "utf-8")
    expect(shown.locator(".sheet")).to_contain_text(THEIRS, timeout=30_000)
    expect(shown.get_by_role("status")).to_have_text("0 problems, 1 warning.", timeout=30_000)


def test_half_saved_file_takes_the_letter_away_until_it_is_whole(shown: Page, folder: Path) -> None:
    facts = folder / "facts.toml"
    before = facts.read_text("utf-8")
    facts.write_text(before + "[[facts", "utf-8")
    expect(shown.locator(".findings")).to_contain_text("not valid TOML", timeout=30_000)
    expect(shown.locator(".sheet")).to_have_count(0)
    facts.write_text(before, "utf-8")
    expect(shown.locator(".sheet")).to_contain_text(THEIRS, timeout=30_000)


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing_on_the_preview(browser: Browser, workshop: str, language: str, width: int) -> None:
    page = browser.new_context(viewport={"width": width, "height": 900}).new_page()
    page.goto(f"{workshop}/{language}/preview")
    assert findings(page) == []
    is_wider = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    assert not is_wider
    page.context.close()
