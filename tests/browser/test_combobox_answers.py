"""What the riding field makes of its answers: late, failing, none; and how the list looks."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from combobox_field import Field
from desk import Desk
from playwright.sync_api import Browser, BrowserContext, Route


def test_answer_without_a_riding_is_explained(field: Field) -> None:
    field.type("H0H 0H0")
    field.page.locator(".combobox-note", has_text="Santa Claus").wait_for()

    assert field.input.get_attribute("aria-expanded") == "false"
    assert field.said().inner_text().startswith("No riding found. That is Santa Claus’s postal code.")


def test_one_letter_asks_nothing(field: Field) -> None:
    asked: list[str] = []
    field.page.on("request", lambda r: asked.append(r.url) if r.url.endswith("/ridings") else None)
    field.type("e")
    field.page.wait_for_timeout(400)

    assert (asked, field.is_open()) == ([], False)


def test_stale_answer_never_takes_the_place_of_a_newer_one(field: Field) -> None:
    late: list[Route] = []

    def keep_the_first(route: Route) -> None:
        if late:
            route.continue_()
        else:
            late.append(route)

    field.page.route("**/ridings", keep_the_first)
    with field.page.expect_request("**/ridings"):
        field.input.fill("edmonton")
    field.input.fill("halifax")
    field.options.first.wait_for()
    newer = field.options.all_inner_texts()
    late[0].continue_()
    field.page.wait_for_timeout(400)

    assert (field.options.all_inner_texts(), len(newer)) == (newer, 2)


def answer_the_first_late(field: Field) -> None:
    """Keep the first answer back for 600 milliseconds, whatever the page does to stop it meanwhile."""
    field.page.evaluate(
        """() => { const ask = window.fetch; let first = true;
        window.fetch = async (address, { signal, ...options }) => {
          if (!address.endsWith("/ridings")) return ask(address, { signal, ...options });
          const wait = first ? 600 : 0; first = false;
          const answer = await ask(address, options);
          await new Promise((done) => setTimeout(done, wait));
          return answer; }; }"""
    )


def test_answer_that_no_signal_stops_is_dropped_all_the_same(field: Field) -> None:
    answer_the_first_late(field)
    with field.page.expect_request("**/ridings"):
        field.input.fill("edmonton")
    field.input.fill("halifax")
    field.options.first.wait_for()
    newer = field.options.all_inner_texts()
    field.page.wait_for_timeout(800)

    assert (field.options.all_inner_texts(), len(newer)) == (newer, 2)


def test_answer_that_comes_after_the_field_is_left_opens_nothing(field: Field) -> None:
    answer_the_first_late(field)
    with field.page.expect_request("**/ridings"):
        field.input.fill("edmonton")
    field.press("Tab")
    field.page.wait_for_timeout(800)

    assert field.is_open() is False


@pytest.mark.parametrize("failure", ["refused", "failed", "not JSON"])
def test_server_that_fails_leaves_a_plain_text_field(field: Field, failure: str) -> None:
    answers = {
        "refused": lambda route: route.abort(),
        "failed": lambda route: route.fulfill(status=500, body="{}"),
        "not JSON": lambda route: route.fulfill(status=200, body="<h1>"),
    }
    field.page.route("**/ridings", answers[failure])
    field.desk.fill(riding="")
    with field.page.expect_request("**/ridings"):
        field.type("Edmonton Strathcona")
    field.page.wait_for_timeout(300)
    state = (field.value(), field.is_open(), field.said().inner_text())
    field.press("Enter")
    field.page.wait_for_url("**/letter")

    assert (state, field.desk.heading()) == (("Edmonton Strathcona", False, ""), "Your letter")


def test_sentence_about_the_riding_goes_when_another_is_typed(field: Field) -> None:
    field.input.fill("edmonton strathcona")
    field.options.first.wait_for()
    field.input.press("Escape")
    field.page.get_by_role("button", name="Find my riding").click()
    sentence = field.page.get_by_text("Your riding: Edmonton Strathcona (AB)")
    sentence.wait_for()
    field.input.fill("halifax")

    sentence.wait_for(state="detached")
    assert field.value() == "halifax"


def test_riding_is_found_without_javascript(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    desk = Desk(page, address, "en")
    page.get_by_label(desk.words["riding"]).fill("t6g1x6")
    page.get_by_role("button", name="Find my riding").click()

    assert page.get_by_text("Your riding: Edmonton Strathcona (AB)").is_visible()
    assert page.get_by_label("Postal code", exact=True).input_value() == "T6G 1X6"
    context.close()


@pytest.fixture
def schemed(browser: Browser, request: pytest.FixtureRequest) -> Iterator[BrowserContext]:
    context = browser.new_context(color_scheme=request.param, viewport={"width": 360, "height": 780})
    yield context
    context.close()


@pytest.mark.parametrize("schemed", ["light", "dark"], indirect=True)
@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("query", ["edmonton", "H0H 0H0", "T6G"])
def test_axe_finds_nothing_with_suggestions_open(
    schemed: BrowserContext, address: str, language: str, query: str
) -> None:
    field = Field(schemed.new_page(), address, language)
    field.type(query)
    field.page.locator(".combobox-popup:not([hidden])").wait_for()
    field.press("ArrowDown")

    violations = Axe().run(field.page).response["violations"]

    assert [(v["id"], [node["html"][:200] for node in v["nodes"]]) for v in violations] == []


@pytest.mark.parametrize(("width", "text_size"), [(320, "100%"), (640, "200%")])
def test_list_fits_a_narrow_screen_and_large_text(
    browser: Browser, address: str, width: int, text_size: str
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800})
    field = Field(context.new_page(), address, "fr")
    field.page.evaluate(
        "size => { document.documentElement.style.fontSize = size }", f"calc({text_size} * 1.125)"
    )
    field.suggest("montreal")

    heights = field.options.evaluate_all("all => all.map((one) => one.getBoundingClientRect().height)")
    fits = "document.documentElement.scrollWidth <= innerWidth"
    assert (field.page.evaluate(fits), min(heights) >= 24) == (True, True)
    context.close()
