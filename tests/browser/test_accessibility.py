"""No axe finding on any page or state, and nothing cut off on a narrow screen or at twice the text size."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page
from states import STATES, enlarge_text, unfold

EVERY_RULE = {"resultTypes": ["violations"]}
COLOURS = EVERY_RULE | {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
"""The rules of axe that another colour scheme alone can break."""


def findings(page: Page) -> list[tuple[str, str, list[str]]]:
    """Return what axe finds in light, and of colours in dark: on the way to a state goes most of the time."""
    found = []
    for scheme, options in (("light", EVERY_RULE), ("dark", COLOURS)):
        page.emulate_media(color_scheme=scheme)
        for violation in Axe().run(page, options=options).response["violations"]:
            found.append((scheme, violation["id"], [node["html"][:200] for node in violation["nodes"]]))
    return found


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("language", ["en", "fr"])
def test_axe_finds_nothing(browser: Browser, address: str, language: str, state: str) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    STATES[state](page, address, language)
    unfold(page)

    assert findings(page) == []
    context.close()


@pytest.mark.parametrize("language", ["en", "fr"])
def test_axe_finds_nothing_where_the_letter_so_far_is_open_on_a_phone(
    browser: Browser, address: str, language: str
) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 780})
    page = context.new_page()
    STATES["filled"](page, address, language)
    unfold(page)

    assert (page.locator("#preview .letter").first.is_visible(), findings(page)) == (True, [])
    context.close()


# What lies beyond the screen's edges, but for what is hidden from the eye on purpose.
CUT_OFF = """() => {
    const isHidden = node => node.closest(".visually-hidden, .is-done, .steps .label, .skip");
    return [...document.querySelectorAll("main *, header *, footer *")]
        .filter(node => node.checkVisibility() && !isHidden(node))
        .filter(node => {
            const { left, right, width } = node.getBoundingClientRect();
            return width > 1 && (left < -1 || right > document.documentElement.clientWidth + 1);
        })
        .map(node => node.outerHTML.slice(0, 120));
}"""


@pytest.mark.parametrize("state", STATES)
def test_nothing_is_cut_off(browser: Browser, address: str, state: str) -> None:
    """On the narrowest phone, zoomed in to 400 % on a desk's screen, and with text twice as large."""
    context = browser.new_context(viewport={"width": 320, "height": 800})
    page = context.new_page()
    STATES[state](page, address, "fr")
    unfold(page)
    seen = []
    for width, height, times in ((320, 800, 1), (320, 256, 1), (640, 800, 2)):
        page.set_viewport_size({"width": width, "height": height})
        enlarge_text(page, times)
        seen.append((page.evaluate("document.documentElement.scrollWidth") <= width, page.evaluate(CUT_OFF)))

    assert seen == [(True, [])] * 3
    context.close()


@pytest.mark.parametrize("state", ["filled", "letter"])
def test_nothing_stays_in_the_way_at_400_percent(browser: Browser, address: str, state: str) -> None:
    """On a screen that low, a bar that stays would cover what is read."""
    staying = """() => [...document.querySelectorAll("*")]
        .filter(node => ["sticky", "fixed"].includes(getComputedStyle(node).position))
        .map(node => node.className)"""
    context = browser.new_context(viewport={"width": 360, "height": 780})
    page = context.new_page()
    STATES[state](page, address, "en")
    tall = page.evaluate(staying)
    page.set_viewport_size({"width": 320, "height": 256})

    assert (tall != [], page.evaluate(staying)) == (True, [])
    context.close()


@pytest.mark.parametrize("state", ["form", "filled", "suggestions", "letter"])
def test_controls_show_in_forced_colours(browser: Browser, address: str, state: str) -> None:
    """Every control keeps an edge where the colours are the reader's own, and nothing is cut off."""
    context = browser.new_context(forced_colors="active", viewport={"width": 320, "height": 800})
    page = context.new_page()
    STATES[state](page, address, "en")
    unfold(page)
    bare = page.evaluate(
        """() => [...document.querySelectorAll("main input, main textarea, main select")]
            .filter(node => node.checkVisibility() && !["radio", "checkbox", "file"].includes(node.type))
            .filter(node => parseFloat(getComputedStyle(node).borderBottomWidth) === 0)
            .map(node => node.outerHTML.slice(0, 120))"""
    )

    assert (bare, page.evaluate(CUT_OFF)) == ([], [])
    context.close()


@pytest.mark.parametrize("state", ["form", "filled", "suggestions", "letter"])
def test_nothing_moves_for_whoever_asked_for_stillness(browser: Browser, address: str, state: str) -> None:
    context = browser.new_context(reduced_motion="reduce", viewport={"width": 360, "height": 780})
    page = context.new_page()
    STATES[state](page, address, "en")
    unfold(page)
    moving = page.evaluate(
        """() => [...document.querySelectorAll("*")]
            .filter(node => {
                const { transitionDuration, animationDuration, scrollBehavior } = getComputedStyle(node);
                const times = `${transitionDuration},${animationDuration}`.split(",").map(parseFloat);
                return times.some(time => time > 0.01) || scrollBehavior === "smooth";
            })
            .map(node => node.outerHTML.slice(0, 80))"""
    )

    assert moving == []
    context.close()
