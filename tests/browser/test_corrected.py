"""A log with corrections in it, and the check of a letter written before them, as everybody meets them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from corrected import NEWER, SLUG, corrected_campaigns
from playwright.sync_api import Browser, Page
from serving import site
from specimens import MakeLetter
from test_accessibility import CUT_OFF, findings

from webapp.renderers import pdf


@pytest.fixture(scope="module")
def corrected(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Return the address of a site whose campaign had to correct two things."""
    campaigns = corrected_campaigns(tmp_path_factory.mktemp("corrected"))
    with site(APOSTILLE_CAMPAIGNS=str(campaigns)) as address:
        yield address


@pytest.fixture
def narrow(browser: Browser) -> Iterator[Page]:
    """Return a page as narrow as the narrowest phone."""
    context = browser.new_context(viewport={"width": 320, "height": 800})
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("language", ["en", "fr"])
def test_log_of_corrections_is_for_everybody(narrow: Page, corrected: str, language: str) -> None:
    narrow.goto(f"{corrected}/{language}/campaigns/{SLUG}/corrections#{NEWER}")

    assert narrow.locator("article").count() == 2
    assert (findings(narrow), narrow.evaluate(CUT_OFF)) == ([], [])


@pytest.mark.parametrize("language", ["en", "fr"])
def test_check_of_an_older_letter_is_for_everybody(
    narrow: Page, corrected: str, language: str, make_letter: MakeLetter
) -> None:
    letter = pdf.render(make_letter(language=language))
    narrow.goto(f"{corrected}/{language}/verify")
    narrow.locator("main input[type=file]").set_input_files(
        {"name": "letter.pdf", "mimeType": "application/pdf", "buffer": letter}
    )
    narrow.locator("main form button[type=submit]").click()
    narrow.locator(".notices time").wait_for()

    assert (findings(narrow), narrow.evaluate(CUT_OFF)) == ([], [])
