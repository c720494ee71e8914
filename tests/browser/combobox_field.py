"""The riding field and its list of suggestions, as a person meets them."""

from __future__ import annotations

from desk import WORDS, Desk
from playwright.sync_api import Locator, Page


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
        """Write all of it at once, as a paste does, and wait for the list: no part of it is asked about."""
        self.input.fill(text)
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
