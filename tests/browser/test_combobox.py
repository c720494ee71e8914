"""The riding field with suggestions: by keyboard, by pointer, by touch and aloud."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from combobox_field import Field
from playwright.sync_api import Browser, Page, expect


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
    assert field.list.get_attribute("aria-label") == label
    expect(field.said()).to_have_text(said)
    field.press("ArrowDown")
    first = field.options.first.get_attribute("id")
    assert field.input.get_attribute("aria-activedescendant") == first
