"""The site slow, failing once, or gone: whatever was typed stays, and the page says what happens."""

from __future__ import annotations

import pytest
from desk import TYPED, Desk
from playwright.sync_api import Browser, BrowserContext, Page, Route
from serving import site

PREVIEW = "**/preview"
SLOW = {"offline": False, "latency": 700, "downloadThroughput": 50_000, "uploadThroughput": 20_000}
ALL_TYPED = TYPED | {"own_words": "My street has changed."}


def _write(page: Page, address: str, language: str = "en") -> Desk:
    """Fill the form in, rewrite a passage, and choose a fact."""
    desk = Desk(page, address, language)
    desk.fill_and_change()
    page.get_by_label(desk.words["own_words"]).fill(ALL_TYPED["own_words"])
    desk.wait_for_preview(ALL_TYPED["own_words"])
    return desk


def _state(desk: Desk) -> tuple[dict[str, str], str, str, bool, list[bool]]:
    """Return everything the writer gave."""
    return (
        desk.typed(),
        desk.page.get_by_label(desk.words["riding"], exact=True).input_value(),
        desk.passages().first.input_value(),
        desk.stance().is_checked(),
        desk.facts_chosen("vancouver-mayor", "five-cities"),
    )


WRITTEN = (ALL_TYPED, "edmonton strathcona", "OPENING 1867.", True, [True, True])


def test_slow_site_still_shows_the_letter_beside(context: BrowserContext, page: Page, address: str) -> None:
    desk = Desk(page, address, "en")
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", SLOW)
    desk.fill()
    desk.wait_for_preview(TYPED["own_words"])
    desk.wait_for_preview("T6E 2B3")

    assert desk.typed() == TYPED
    desk.see_letter()
    assert desk.heading() == "Your letter"


def test_preview_that_fails_once_mends_itself(page: Page, address: str) -> None:
    asked: list[str] = []

    def once(route: Route) -> None:
        asked.append(route.request.post_data or "")
        if len(asked) == 1:
            route.fulfill(status=500, body="no")
        else:
            route.continue_()

    desk = Desk(page, address, "en")
    page.wait_for_load_state("networkidle")
    page.route(PREVIEW, once)
    desk.stance().check()
    desk.wait_for_preview("Dear Prime Minister,")

    assert len(asked) == 2
    assert page.locator("#preview.error, #preview-status.error").count() == 0


def test_preview_that_keeps_failing_says_so_and_mends_at_the_next_word(page: Page, address: str) -> None:
    desk = Desk(page, address, "en")
    page.wait_for_load_state("networkidle")
    page.route(PREVIEW, lambda route: route.fulfill(status=503, body="no"))
    desk.stance().check()
    stale = page.locator("#letter-form").get_attribute("data-stale")
    page.locator("#preview-status.error", has_text=stale or "?").wait_for(state="attached")

    page.unroute(PREVIEW)
    page.get_by_label(desk.words["own_words"]).fill(TYPED["own_words"])
    desk.wait_for_preview(TYPED["own_words"])

    page.locator("#preview-status:not(.error)", has_text="words").wait_for(state="attached")


@pytest.mark.parametrize("language", ["en", "fr"])
def test_letter_asked_for_while_cut_off_keeps_the_page_and_says_so(
    context: BrowserContext, page: Page, address: str, language: str
) -> None:
    desk = _write(page, address, language)
    at = page.url
    context.set_offline(True)
    desk.button("see").click()
    said = page.locator("#letter-form").get_attribute("data-unreachable")
    status = page.get_by_role("status").filter(has_text=said)
    status.wait_for()

    assert (page.url, _state(desk)) == (at, WRITTEN)

    context.set_offline(False)
    desk.see_letter()
    assert desk.heading() == desk.words["letter"]


def test_site_that_goes_away_in_the_middle_loses_nothing(browser: Browser) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    with site() as going:
        desk = _write(page, going)
        at = page.url
    desk.button("see").click()
    said = page.locator("#letter-form").get_attribute("data-unreachable")
    page.get_by_role("status").filter(has_text=said).wait_for()

    assert (page.url, _state(desk)) == (at, WRITTEN)
    context.close()


def test_file_asked_for_while_cut_off_keeps_the_letter_page_and_says_so(
    context: BrowserContext, page: Page, address: str
) -> None:
    desk = Desk(page, address, "en")
    desk.fill()
    desk.see_letter()
    page.locator("#page-images img").first.wait_for()
    context.set_offline(True)
    desk.button("pdf").click()
    said = page.locator("#letter-data").get_attribute("data-unreachable")
    page.get_by_role("status").filter(has_text=said).wait_for()

    assert desk.heading() == "Your letter"


def test_failing_site_gives_the_form_back_from_its_error_page(page: Page, address: str) -> None:
    """The letter fails with a bare 502, as from a proxy: going back finds the form as it was."""
    desk = _write(page, address)
    page.route("**/letter", lambda route: route.fulfill(status=502, body="bad gateway"))
    desk.see_letter()
    page.unroute("**/letter")
    page.go_back()
    desk.wait_for_preview(ALL_TYPED["own_words"])

    assert desk.typed() == ALL_TYPED
