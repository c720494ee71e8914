"""The riding field with suggestions: by keyboard, by pointer, aloud, and when the server is slow or fails."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from desk import WORDS, Desk
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Route


class Field:
    """The riding field and its list."""

    def __init__(self, page: Page, address: str, language: str = "en") -> None:
        self.page = page
        self.desk = Desk(page, address, language)
        self.input = page.get_by_role("combobox", name=WORDS[language]["riding"])
        self.list = page.get_by_role("listbox")
        self.options = self.list.get_by_role("option")

    def type(self, text: str) -> None:
        self.input.press_sequentially(text)

    def suggest(self, text: str) -> None:
        """Type, and wait for the list."""
        self.type(text)
        self.options.first.wait_for()

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def value(self) -> str:
        return self.input.input_value()

    def active(self) -> str | None:
        """Return the words of the option that a screen reader is on."""
        active = self.input.get_attribute("aria-activedescendant")
        selected = self.page.locator("[role=option][aria-selected=true]")
        assert selected.count() == (1 if active else 0)
        return selected.inner_text() if active else None

    def is_open(self) -> bool:
        return (self.input.get_attribute("aria-expanded"), self.list.is_visible()) == ("true", True)

    def said(self) -> Locator:
        return self.page.locator(".combobox [role=status]")


@pytest.fixture
def field(page: Page, address: str) -> Field:
    return Field(page, address)


@pytest.fixture
def tapping(browser: Browser) -> Iterator[Page]:
    """Return a page of a phone that is touched."""
    context = browser.new_context(viewport={"width": 360, "height": 780}, has_touch=True, is_mobile=True)
    yield context.new_page()
    context.close()


def test_riding_is_chosen_by_keyboard_alone(field: Field) -> None:
    field.suggest("edmonton")
    field.press("ArrowDown", "ArrowDown")
    second = field.active()
    field.press("Enter")

    assert (f"{field.value()} (AB)", field.is_open(), field.active()) == (second, False, None)
    assert field.page.url.endswith("/campaigns/ice-offices-canada/")


def test_arrows_go_round(field: Field) -> None:
    field.suggest("edmonton")
    shown = field.options.all_inner_texts()
    seen = []
    for key in ("ArrowUp", "ArrowDown", "ArrowUp", "ArrowUp"):
        field.press(key)
        seen.append(field.active())

    assert seen == [shown[-1], shown[0], shown[-1], shown[-2]]


@pytest.mark.parametrize(("key", "place"), [("Home", 0), ("End", 8)])
def test_home_and_end_go_back_into_the_text(field: Field, key: str, place: int) -> None:
    field.suggest("edmonton")
    field.press("ArrowDown", key)

    cursor = field.input.evaluate("input => input.selectionStart")
    assert (field.active(), field.is_open(), cursor) == (None, True, place)


def test_escape_closes_the_list_and_keeps_the_text(field: Field) -> None:
    field.suggest("edmonton")
    field.press("ArrowDown", "Escape", "Escape")

    assert (field.value(), field.is_open(), field.active()) == ("edmonton", False, None)


def test_down_opens_the_list_again_on_its_first_riding(field: Field) -> None:
    field.suggest("edmonton")
    first = field.options.first.inner_text()
    field.press("Escape", "ArrowDown")
    field.list.wait_for()

    assert field.active() == first


def test_tab_takes_the_active_riding_and_moves_on(field: Field) -> None:
    field.suggest("edmonton")
    field.press("ArrowDown")
    first = field.active()
    field.press("Tab")

    assert f"{field.value()} (AB)" == first
    assert field.page.evaluate("document.activeElement.name") == "find"


def test_tab_with_nothing_active_keeps_the_text(field: Field) -> None:
    field.suggest("edmonton")
    field.press("Tab")

    assert (field.value(), field.is_open()) == ("edmonton", False)


def test_enter_with_nothing_active_sends_the_form(field: Field) -> None:
    field.desk.fill(riding="")
    field.suggest("Edmonton Strathcona")
    field.press("Enter")
    field.page.wait_for_url("**/letter")

    assert field.desk.heading() == "Your letter"


def test_riding_is_chosen_by_pointer(field: Field) -> None:
    field.suggest("edmonton")
    field.options.nth(2).click()

    assert (field.value(), field.is_open()) == ("Edmonton Griesbach", False)
    assert field.page.evaluate("document.activeElement.id") == "riding"


def test_riding_is_chosen_by_touch(tapping: Page, address: str) -> None:
    field = Field(tapping, address)
    field.suggest("edmonton")
    field.options.nth(2).tap()

    assert (field.value(), field.is_open()) == ("Edmonton Griesbach", False)


def test_riding_whose_name_several_may_bear_is_not_asked_again(field: Field) -> None:
    field.desk.fill(riding="")
    field.suggest("Victoria")
    field.press("ArrowDown", "Enter", "Enter")
    field.page.wait_for_url("**/letter")

    assert field.page.get_by_text("constituent of Victoria").first.is_visible()


def test_what_is_typed_after_a_choice_counts(field: Field) -> None:
    field.desk.fill(riding="")
    field.suggest("Victoria")
    field.press("ArrowDown", "Enter")
    field.input.fill("Edmonton Strathcona")
    field.press("Enter")
    field.page.wait_for_url("**/letter")

    assert field.page.get_by_text("constituent of Edmonton Strathcona").first.is_visible()


def test_choice_is_told_to_the_page_and_opens_nothing(field: Field) -> None:
    field.suggest("edmonton")
    field.page.evaluate(
        """() => { window.told = [];
        for (const name of ["input", "change"])
          document.addEventListener(name, (event) => told.push([name, event.target.value])); }"""
    )
    field.options.first.click()
    field.page.wait_for_timeout(400)

    told = [["input", "Edmonton Centre"], ["change", "Edmonton Centre"]]
    assert (field.page.evaluate("told"), field.is_open()) == (told, False)


@pytest.mark.parametrize(("given", "kept"), [("", "T6G 1X6"), ("T6E 2B3", "T6E 2B3")])
def test_postal_code_is_carried_over_to_an_empty_field(field: Field, given: str, kept: str) -> None:
    postal_code = field.page.get_by_label("Postal code", exact=True)
    postal_code.fill(given)
    field.suggest("t6g1x6")
    field.press("ArrowDown", "Enter")

    assert (field.value(), postal_code.input_value()) == ("Edmonton Strathcona", kept)


@pytest.mark.parametrize(
    ("language", "label", "said"),
    [
        ("en", "Suggestions", "2 ridings found."),
        ("fr", "Suggestions", "2 circonscriptions trouvées."),
    ],
)
def test_field_is_a_combobox_to_a_screen_reader(
    page: Page, address: str, language: str, label: str, said: str
) -> None:
    field = Field(page, address, language)
    before = field.input.get_attribute("aria-expanded")
    field.suggest("halifax")

    names = ("aria-autocomplete", "aria-expanded", "aria-activedescendant")
    assert before == "false"
    assert [field.input.get_attribute(name) for name in names] == ["list", "true", None]
    assert field.input.get_attribute("aria-controls") == field.list.get_attribute("id")
    assert (field.list.get_attribute("aria-label"), field.said().inner_text()) == (label, said)
    field.press("ArrowDown")
    first = field.options.first.get_attribute("id")
    assert field.input.get_attribute("aria-activedescendant") == first


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


def test_answer_that_no_signal_stops_is_dropped_all_the_same(field: Field) -> None:
    field.page.evaluate(
        """() => { const ask = window.fetch; let first = true;
        window.fetch = async (address, { signal, ...options }) => {
          if (!address.endsWith("/ridings")) return ask(address, { signal, ...options });
          const wait = first ? 600 : 0; first = false;
          const answer = await ask(address, options);
          await new Promise((done) => setTimeout(done, wait));
          return answer; }; }"""
    )
    with field.page.expect_request("**/ridings"):
        field.input.fill("edmonton")
    field.input.fill("halifax")
    field.options.first.wait_for()
    newer = field.options.all_inner_texts()
    field.page.wait_for_timeout(800)

    assert (field.options.all_inner_texts(), len(newer)) == (newer, 2)


def test_answer_that_comes_after_the_field_is_left_opens_nothing(field: Field) -> None:
    with field.page.expect_request("**/ridings"):
        field.input.fill("edmonton")
        field.page.wait_for_timeout(130)
        field.press("Tab")
    field.page.wait_for_timeout(400)

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
