"""The site has too much to do: the page says so, says when it asks again, and nothing typed is lost."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from desk import TYPED, Desk
from playwright.sync_api import BrowserContext, Page, Route
from serving import site

BUSY = [429, 503]


@pytest.fixture
def limited() -> Iterator[str]:
    """Return the address of a server that makes four letters a minute, and forty previews."""
    with site(APOSTILLE_LETTERS_PER_MINUTE="4") as address:
        yield address


def _words(page: Page, selector: str, seconds: str) -> str:
    return (page.locator(selector).get_attribute("data-busy") or "?").replace("{seconds}", seconds)


@pytest.mark.parametrize("status", BUSY)
@pytest.mark.parametrize("language", ["en", "fr"])
def test_preview_says_when_it_comes_and_comes_by_itself(
    page: Page, address: str, language: str, status: int
) -> None:
    asked: list[str] = []

    def once(route: Route) -> None:
        asked.append(route.request.post_data or "")
        if len(asked) == 1:
            route.fulfill(status=status, headers={"Retry-After": "2"}, body="no")
        else:
            route.continue_()

    desk = Desk(page, address, language)
    page.wait_for_load_state("networkidle")
    page.route("**/preview", once)
    desk.stance().check()
    said = _words(page, "#letter-form", "2")
    page.locator("#preview-status.error", has_text=said).wait_for(state="attached")
    page.locator("#preview-status:not(.error)").wait_for(state="attached")

    assert len(asked) == 2
    assert desk.stance().is_checked()


def test_word_typed_while_the_preview_waits_asks_at_once(page: Page, address: str) -> None:
    desk = Desk(page, address, "en")
    page.wait_for_load_state("networkidle")
    busy = {"status": 429, "headers": {"Retry-After": "600"}, "body": "no"}
    page.route("**/preview", lambda route: route.fulfill(**busy))
    desk.stance().check()
    page.locator("#preview-status.error").wait_for(state="attached")
    page.unroute("**/preview")
    page.get_by_label(desk.words["own_words"]).fill(TYPED["own_words"])

    desk.wait_for_preview(TYPED["own_words"])


@pytest.mark.parametrize("language", ["en", "fr"])
def test_riding_field_says_why_it_suggests_nothing(page: Page, address: str, language: str) -> None:
    desk = Desk(page, address, language)
    busy = {"status": 429, "headers": {"Retry-After": "7"}, "body": "no"}
    page.route("**/ridings", lambda route: route.fulfill(**busy))
    page.get_by_label(desk.words["riding"]).press_sequentially("edmon")

    note = page.locator(".combobox-note", has_text=_words(page, "#riding", "7"))
    note.wait_for()
    assert page.get_by_label(desk.words["riding"]).input_value() == "edmon"


@pytest.mark.parametrize("language", ["en", "fr"])
def test_letter_refused_for_now_is_told_and_can_be_sent_again(
    context: BrowserContext, limited: str, language: str
) -> None:
    """The pages of five layouts are asked for; then its file."""
    page = context.new_page()
    desk = Desk(page, limited, language)
    desk.fill()
    desk.see_letter()
    page.locator("#page-images img").first.wait_for()
    for layout in ("window", "envelope", "plain", "window"):
        with page.expect_response("**/letter/pages"):
            page.locator("#layout").select_option(layout)
    said = page.locator("#page-images [role=status]:not(:empty)")
    said.wait_for()
    told = re.escape(_words(page, "#page-images", "SECONDS")).replace("SECONDS", r"\d+")
    assert re.fullmatch(told, said.inner_text())

    desk.press("pdf")

    assert (
        desk.heading() == {"en": "Too much was asked at once", "fr": "Trop de demandes à la fois"}[language]
    )
    assert page.locator('main input[name="own_words"]').first.input_value() == TYPED["own_words"]
