"""The whole journey by keyboard alone, and no control with the focus behind a bar that stays."""

from __future__ import annotations

import io

import pypdf
import pytest
from desk import TYPED, Desk
from playwright.sync_api import Page, expect

# Where the focus is, and whether something else lies over all five points of it that are looked at.
FOCUS = """async () => {
  await new Promise(requestAnimationFrame);
  const focus = document.activeElement;
  const { left, right, top, bottom } = focus.getBoundingClientRect();
  const [low, high] = [Math.max(top, 0) + 2, Math.min(bottom, innerHeight) - 2];
  const [x, y] = [(left + right) / 2, (low + high) / 2];
  const isOn = (x, y) => {
    const there = document.elementFromPoint(x, y);
    return !!there && (focus.contains(there) || there.contains(focus));
  };
  const points = [[x, y], [left + 2, low], [right - 2, low], [left + 2, high], [right - 2, high]];
  const name = focus.id || focus.name || focus.textContent.trim().slice(0, 40);
  return { tag: focus.tagName, name, isCovered: low >= high || !points.some(([x, y]) => isOn(x, y)) };
}"""


class Keyboard:
    """A person with a keyboard only; what has the focus behind a bar is told in ``covered``."""

    def __init__(self, page: Page) -> None:
        self.page = page
        page.emulate_media(reduced_motion="reduce")  # what has the focus is in its place at once
        self.covered: list[str] = []

    def tab(self, key: str = "Tab") -> dict[str, str]:
        self.page.keyboard.press(key)
        focus: dict[str, str] = self.page.evaluate(FOCUS)
        if focus["isCovered"] and focus["tag"] != "BODY":
            self.covered.append(focus["name"])
        return focus

    def to(self, name: str, key: str = "Tab") -> None:
        """Go to the control whose id or words these are."""
        for _ in range(200):
            if self.tab(key)["name"] == name:
                return
        pytest.fail(f"the keyboard does not reach {name}")

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)


@pytest.mark.parametrize(("width", "height"), [(360, 640), (1280, 720)])
def test_letter_is_written_and_downloaded_by_keyboard_alone(
    page: Page, address: str, width: int, height: int
) -> None:
    page.set_viewport_size({"width": width, "height": height})
    desk, keys = Desk(page, address, "en"), Keyboard(page)
    keys.to("riding")
    keys.type("edmonton stra")
    expect(page.get_by_role("option")).to_contain_text(["Edmonton Strathcona (AB)"])
    keys.press("ArrowDown", "Enter")
    assert page.get_by_label(desk.words["riding"], exact=True).input_value() == "Edmonton Strathcona"
    keys.to("stance-0")
    keys.press("Space")
    while not desk.stance().is_checked():
        keys.press("ArrowDown")
    desk.wait_for_preview("Dear Prime Minister,")
    page.locator("#facts-presence").wait_for()

    while page.evaluate("document.activeElement.closest('summary')?.parentElement.id") != "facts-presence":
        keys.tab()
    keys.press("Enter")
    keys.to("fact-five-cities")
    keys.press("Space")
    assert desk.fact("five-cities").is_checked() is False
    page.wait_for_function(
        "() => !document.getElementById('preview-body').textContent.includes('Toronto, Vancouver')"
    )
    assert page.evaluate("document.activeElement.id") == "fact-five-cities"

    for name, text in (
        ("own_words-0", TYPED["own_words"]),
        ("name", TYPED["name"]),
        ("street", TYPED["street"]),
        ("city", TYPED["city"]),
        ("province", "Alb"),
        ("postal_code", TYPED["postal_code"]),
    ):
        keys.to(name)
        keys.type(text)
    while page.evaluate("document.activeElement.closest('summary')?.parentElement.id") != "wording":
        keys.tab()
    keys.press("Enter")
    keys.to("edit.close.opening.en")
    keys.press("Control+a")
    keys.type("OPENING 1867.")
    keys.to("See my letter")
    with page.expect_navigation():
        keys.press("Enter")
    assert desk.heading() == "Your letter"

    keys.to("Download the PDF")
    with page.expect_download() as download:
        keys.press("Enter")
    text = pypdf.PdfReader(io.BytesIO(download.value.path().read_bytes())).pages[0].extract_text()
    shown = [words in text for words in ("OPENING 1867.", TYPED["own_words"], "Toronto, Vancouver")]
    assert (shown, keys.covered) == ([True, True, False], [])


@pytest.mark.parametrize("key", ["Tab", "Shift+Tab"])
def test_focus_never_hides_behind_a_bar(page: Page, address: str, key: str) -> None:
    """Through the whole page on a phone, everything laid open, forwards and backwards."""
    page.set_viewport_size({"width": 360, "height": 640})
    desk, keys = Desk(page, address, "en"), Keyboard(page)
    desk.fill()
    desk.wait_for_preview("T6E 2B3")
    page.locator("#wording").evaluate("details => { details.open = true }")
    page.locator("#facts-presence").evaluate("details => { details.open = true }")
    page.evaluate("() => { document.activeElement.blur(); scrollTo(0, 0) }")
    ends = {"Tab": "share-link", "Shift+Tab": "riding"}
    keys.to("riding" if key == "Tab" else "share-link", key)
    keys.to(ends[key], key)

    assert keys.covered == []
