"""The letter beside the form: it follows what is written, never goes back, and tells its length."""

from __future__ import annotations

import pytest
from desk import TYPED, WORDS, Desk
from playwright.sync_api import Page, Route

PREVIEW = "**/preview"
MANY = ("embassy-consulates", "since-when", "hsi-not-ero", "hsi-crimes", "vancouver-mayor", "pmo-asked")
MANY += ("minister-not-opine", "ossoff", "un-turk", "kersten-know", "king", "rcmp-abroad", "vcdr-art11")


@pytest.fixture
def wide(page: Page) -> Page:
    page.set_viewport_size({"width": 1280, "height": 900})
    return page


def test_letter_appears_and_follows_without_a_reload(wide: Page, address: str) -> None:
    desk = Desk(wide, address, "en")
    wide.evaluate("window.isTheSamePage = true")
    desk.fill()
    desk.wait_for_preview(TYPED["own_words"])
    desk.wait_for_preview(TYPED["name"])
    wide.get_by_label(desk.words["name"]).fill("Zoé Lavoie")
    desk.wait_for_preview("Zoé Lavoie")

    assert wide.evaluate("window.isTheSamePage") is True
    assert TYPED["name"] not in desk.preview().inner_text()


def test_stale_answer_never_overwrites_a_newer_one(wide: Page, address: str) -> None:
    held: list[Route] = []

    def hold_the_first(route: Route) -> None:
        if held:
            route.continue_()
        else:
            held.append(route)

    desk = Desk(wide, address, "en")
    desk.stance().check()
    desk.wait_for_preview("Dear Prime Minister,")
    # With no signal to abort it, the older answer is read all the same: its number must be what drops it.
    wide.evaluate(
        """() => { const ask = window.fetch; let first = true;
        window.fetch = async (address, { signal, ...options }) => {
          const isFirst = first; first = false;
          const answer = await ask(address, options);
          const read = answer.json.bind(answer);
          answer.json = async () => {
            const said = await read();
            if (isFirst) setTimeout(() => { window.isOlderRead = true; });
            return said;
          };
          return answer; }; }"""
    )
    wide.route(PREVIEW, hold_the_first)
    with wide.expect_request(PREVIEW):
        wide.get_by_label(desk.words["own_words"]).fill("The older words.")
    wide.get_by_label(desk.words["own_words"]).fill("The newer words.")
    desk.wait_for_preview("The newer words.")
    held[0].continue_()
    wide.wait_for_function("() => window.isOlderRead")

    shown = desk.preview().inner_text()
    assert ("The newer words." in shown, "The older words." in shown) == (True, False)


def test_many_facts_take_two_pages_and_a_mark_shows_the_break(wide: Page, address: str) -> None:
    desk = Desk(wide, address, "en")
    desk.fill()
    desk.wait_for_preview(TYPED["own_words"])
    one = desk.preview().locator(".page-break").count()
    for slug in MANY:
        desk.show_fact(slug).check()
    desk.wait_for_preview("It takes 2 pages")

    assert desk.preview().locator(".page-break").count() == one + 1
    wide.locator("#preview-status", has_text="It takes 2 pages").wait_for(state="attached")
    assert wide.locator("#bar-length").text_content() == "2 pages"


def test_passage_follows_a_change_of_riding_unless_it_was_rewritten(wide: Page, address: str) -> None:
    desk = Desk(wide, address, "en")
    desk.fill()
    desk.wait_for_preview("Edmonton Strathcona")
    desk.open_wording()
    assert "Edmonton Strathcona" in desk.passages().first.input_value()
    desk.passages().last.fill("LAST 1867 of Strathcona.")
    desk.wait_for_preview("LAST 1867")

    wide.get_by_label(desk.words["riding"], exact=True).fill("halifax west")
    desk.wait_for_preview("Halifax West")

    opening = desk.passages().first
    wide.wait_for_function("field => field.value.includes('Halifax West')", arg=opening.element_handle())
    assert desk.passages().last.input_value() == "LAST 1867 of Strathcona."


def test_length_is_said_to_screen_readers(wide: Page, address: str) -> None:
    desk = Desk(wide, address, "en")
    desk.stance().check()
    status = wide.locator("#preview-status", has_text="words")
    status.wait_for(state="attached")
    before = status.text_content()
    wide.get_by_label(desk.words["own_words"]).fill(TYPED["own_words"])
    desk.wait_for_preview(TYPED["own_words"])
    wide.wait_for_function(
        "before => document.getElementById('preview-status').textContent !== before", arg=before
    )

    assert status.text_content() == wide.locator("#length-words").text_content()


def test_step_in_hand_moves_on_as_the_steps_are_done(page: Page, address: str) -> None:
    desk = Desk(page, address, "en")
    page.locator("[data-step=where][aria-current=step]").wait_for()
    page.get_by_label(desk.words["riding"], exact=True).fill("edmonton strathcona")
    desk.stance().check()
    page.locator("[data-step=sign][aria-current=step]").wait_for()

    assert page.locator("[aria-current=step]").count() == 1
    done = page.locator("[data-step]").filter(has=page.locator("[data-done]:not([hidden])"))
    assert done.evaluate_all("all => all.map(link => link.dataset.step)") == ["where", "what"]


def test_preview_of_a_phone_opens_and_closes_with_the_focus(page: Page, address: str) -> None:
    desk = Desk(page, address, "en")
    desk.fill()
    desk.wait_for_preview(TYPED["own_words"])
    toggle, preview = page.locator("#preview-toggle"), page.locator("#preview")

    def state() -> tuple[str | None, bool, str]:
        return (
            toggle.get_attribute("aria-expanded"),
            preview.is_visible(),
            page.evaluate("document.activeElement.id"),
        )

    assert state()[:2] == ("false", False)
    desk.button("toggle").click()
    assert state() == ("true", True, "preview")
    page.get_by_role("button", name="Hide the letter").click()
    assert state() == ("false", False, "preview-toggle")


def test_change_of_language_keeps_what_was_typed(wide: Page, address: str) -> None:
    desk = Desk(wide, address, "en")
    desk.fill()
    desk.see_letter()
    desk.press("change")
    with wide.expect_navigation():
        wide.get_by_role("button", name="Français").click()
    desk.words = WORDS["fr"]

    assert desk.typed() == TYPED
