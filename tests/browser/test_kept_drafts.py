"""A draft stays in the browser only when asked, comes back whole, and is forgotten when asked."""

from __future__ import annotations

import pytest
from desk import TYPED, Desk
from playwright.sync_api import Page

KEPT = "Object.keys(localStorage)"


def _write(page: Page, address: str, language: str = "en") -> Desk:
    desk = Desk(page, address, language)
    desk.fill()
    desk.wait_for_preview(TYPED["own_words"])
    desk.show_fact("vancouver-mayor").check()
    desk.show_fact("five-cities").uncheck()
    desk.open_wording()
    desk.passages().first.fill("OPENING 1867.")
    desk.wait_for_preview("OPENING 1867.")
    return desk


def test_nothing_is_kept_until_the_box_is_ticked(page: Page, address: str) -> None:
    desk = _write(page, address)
    box = page.get_by_role("checkbox", name=desk.words["keep"])
    assert (box.is_checked(), page.evaluate(KEPT)) == (False, [])
    desk.see_letter()
    assert page.evaluate(KEPT) == []


@pytest.mark.parametrize("language", ["en", "fr"])
def test_draft_comes_back_whole(page: Page, address: str, language: str) -> None:
    desk = _write(page, address, language)
    page.get_by_role("checkbox", name=desk.words["keep"]).check()
    page.get_by_label(desk.words["seen"]).fill("SEEN 1867.")
    page.goto(desk.address)
    assert page.get_by_label(desk.words["name"]).input_value() == ""
    desk.press("go_on")

    assert desk.typed() == TYPED
    assert page.get_by_label(desk.words["seen"]).input_value() == "SEEN 1867."
    assert page.get_by_label(desk.words["riding"], exact=True).input_value() == "edmonton strathcona"
    assert desk.stance().is_checked()
    assert desk.facts_chosen("vancouver-mayor", "five-cities", "deaths-23") == [True, False, True]
    assert desk.passages().first.input_value() == "OPENING 1867."
    assert page.get_by_role("checkbox", name=desk.words["keep"]).is_checked()


@pytest.mark.parametrize("language", ["en", "fr"])
def test_everything_is_forgotten_and_said_so(page: Page, address: str, language: str) -> None:
    desk = Desk(page, address, language)
    desk.fill()
    box = page.get_by_role("checkbox", name=desk.words["keep"])
    box.check()
    assert len(page.evaluate(KEPT)) == 1
    page.locator("#draft").get_by_role("button", name=desk.words["forget"]).click()
    page.get_by_role("status").filter(has_text=desk.words["forgotten"]).wait_for()

    page.get_by_label(desk.words["name"]).fill("Zoé Lavoie")
    assert (page.evaluate(KEPT), box.is_checked()) == ([], False)
    page.goto(desk.address)
    assert desk.button("go_on").is_visible() is False


def test_draft_found_is_forgotten_without_going_on(page: Page, address: str) -> None:
    desk = Desk(page, address, "en")
    desk.fill()
    page.get_by_role("checkbox", name=desk.words["keep"]).check()
    page.goto(desk.address)
    page.locator("#draft-found").get_by_role("button", name=desk.words["forget"]).click()
    page.get_by_role("status").filter(has_text=desk.words["forgotten"]).wait_for()

    assert (page.evaluate(KEPT), page.locator("#draft-found").is_visible()) == ([], False)


def test_letter_page_forgets_what_is_kept(page: Page, address: str) -> None:
    desk = Desk(page, address, "en")
    desk.fill()
    page.get_by_role("checkbox", name=desk.words["keep"]).check()
    desk.see_letter()
    desk.button("forget").click()
    page.get_by_role("status").filter(has_text=desk.words["forgotten"]).wait_for()

    assert page.evaluate(KEPT) == []


@pytest.mark.parametrize("language", ["en", "fr"])
def test_shared_link_carries_campaign_request_and_language_only(
    page: Page, address: str, language: str
) -> None:
    desk = _write(page, address, language)
    link = page.locator("#share-link").input_value()
    assert link == f"{desk.address}?stance=close"

    desk.see_letter()
    assert page.locator("#share-link").input_value() == link
    page.goto(link)
    assert (desk.stance().is_checked(), page.get_by_label(desk.words["name"]).input_value()) == (True, "")
