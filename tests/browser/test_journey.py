"""A citizen's journey on a phone: fill in, mend, look, download, copy."""

from __future__ import annotations

import io

import pypdf
import pytest
from desk import Desk
from playwright.sync_api import Browser, BrowserContext, Page


@pytest.mark.parametrize("language", ["en", "fr"])
def test_form_becomes_a_letter_to_download(page: Page, address: str, language: str) -> None:
    desk = Desk(page, address, language)
    desk.fill()
    desk.see_letter()
    assert desk.heading() == desk.words["letter"]

    with page.expect_download() as download:
        page.get_by_role("button", name=desk.words["pdf"]).click()

    pdf = pypdf.PdfReader(io.BytesIO(download.value.path().read_bytes()))
    salutation = {"en": "Dear Prime Minister,", "fr": "Monsieur le Premier Ministre,"}[language]
    assert salutation in pdf.pages[0].extract_text()
    assert "My neighbour works at the border." in pdf.pages[0].extract_text()


def test_several_ridings_become_a_choice(page: Page, address: str) -> None:
    desk = Desk(page, address, "en")
    desk.fill(riding="edmonton")
    desk.see_letter()
    page.locator("#error-summary:focus").wait_for()

    page.get_by_role("radio", name="Edmonton Strathcona (AB)").check()
    desk.see_letter()

    assert desk.heading() == "Your letter"


def test_copy_is_reported_when_the_clipboard_has_it(
    context: BrowserContext, page: Page, address: str
) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=address)
    desk = Desk(page, address, "en")
    desk.fill()
    desk.see_letter()
    page.get_by_role("button", name="Copy: Subject").click()
    page.get_by_text("Copied: Subject").wait_for()

    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == page.get_by_label("Subject", exact=True).input_value()


def test_refused_copy_selects_the_text_and_says_so(page: Page, address: str) -> None:
    desk = Desk(page, address, "en")
    desk.fill()
    desk.see_letter()
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error()) }")
    page.get_by_role("button", name="Copy: Body").click()
    page.get_by_text("press Ctrl+C").wait_for()

    body = page.get_by_label("Body", exact=True)
    selected = body.evaluate("area => area.value.slice(area.selectionStart, area.selectionEnd)")
    assert selected == body.input_value()


def test_mark_and_source_lead_to_each_other(page: Page, address: str) -> None:
    desk = Desk(page, address, "en")
    desk.fill()
    desk.see_letter()
    page.locator(".mark a").first.click()
    assert page.evaluate("location.hash") == "#en-s1"

    page.locator(":target .back").click()

    assert page.evaluate("location.hash") == "#en-m1"


def test_language_switch_keeps_the_letter(page: Page, address: str) -> None:
    desk = Desk(page, address, "en")
    desk.fill()
    desk.see_letter()
    page.get_by_role("button", name="Français").click()

    assert desk.heading() == "Votre lettre"
    assert page.get_by_text("My neighbour works at the border.").first.is_visible()


def test_journey_needs_no_javascript(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    desk = Desk(context.new_page(), address, "en")
    desk.fill()
    desk.see_letter()

    buttons = desk.page.get_by_role("button").all_inner_texts()
    assert (desk.heading(), [text for text in buttons if text == "Copy"]) == ("Your letter", [])
    assert context.cookies() == []
    context.close()


def test_journey_by_keyboard_alone(page: Page, address: str) -> None:
    desk = Desk(page, address, "en")
    keyboard = page.keyboard

    def tab_to(name: str) -> None:
        for _ in range(60):
            keyboard.press("Tab")
            if page.evaluate("document.activeElement.name || ''") == name:
                return
        pytest.fail(f"the keyboard does not reach {name}")

    tab_to("riding")
    keyboard.type("Edmonton Strathcona")
    tab_to("stance")
    keyboard.press("Space")
    for name, text in (
        ("name", "Anne Tremblay"),
        ("street", "1 Main Street"),
        ("city", "Edmonton"),
        ("province", "Alb"),
        ("postal_code", "T6E 2B3"),
    ):
        tab_to(name)
        keyboard.type(text)
    keyboard.press("Enter")
    page.wait_for_url("**/letter")

    assert desk.heading() == "Your letter"


def test_everything_together_can_be_copied(context: BrowserContext, page: Page, address: str) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=address)
    desk = Desk(page, address, "fr")
    desk.fill()
    desk.see_letter()
    page.get_by_text("Tout ensemble").click()
    page.get_by_role("button", name="Copier : À, Cc, objet et message".replace(" :", "\u00a0:")).click()
    page.get_by_text("Copié\u00a0: À, Cc, objet et message").wait_for()

    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("À\u00a0: pm@pm.gc.ca\nCc\u00a0: Heather.McPherson@parl.gc.ca")


def test_rich_copy_keeps_the_links(context: BrowserContext, page: Page, address: str) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=address)
    desk = Desk(page, address, "en")
    desk.fill()
    desk.see_letter()
    page.get_by_role("button", name="Copy: The letter with its links").click()
    page.get_by_text("Copied: The letter with its links").wait_for()

    read = "navigator.clipboard.read().then(([item]) => item.getType('text/html')).then(blob => blob.text())"
    assert 'href="https://www.wyso.org/npr-news/' in page.evaluate(read)


def test_refused_rich_copy_selects_the_letter(page: Page, address: str) -> None:
    desk = Desk(page, address, "en")
    desk.fill()
    desk.see_letter()
    page.evaluate("() => { navigator.clipboard.write = () => Promise.reject(new Error()) }")
    page.get_by_role("button", name="Copy: The letter with its links").click()
    page.get_by_text("press Ctrl+C").wait_for()

    assert "Dear Prime Minister," in page.evaluate("getSelection().toString()")


def test_message_file_is_downloaded(page: Page, address: str) -> None:
    desk = Desk(page, address, "en")
    desk.fill()
    desk.see_letter()
    with page.expect_download() as download:
        page.get_by_role("button", name="Message with the PDF attached (.eml)").click()

    assert download.value.suggested_filename == "letter-ice-offices-canada-close.eml"


def test_letter_just_made_is_confirmed(page: Page, address: str) -> None:
    desk = Desk(page, address, "en")
    desk.fill()
    desk.see_letter()
    with page.expect_download() as download:
        page.get_by_role("button", name="Download the PDF").click()
    page.goto(f"{address}/en/verify")
    page.get_by_label("PDF of the letter").set_input_files(
        {"name": "l.pdf", "mimeType": "application/pdf", "buffer": download.value.path().read_bytes()}
    )
    page.get_by_role("button", name="Check it").click()

    assert page.get_by_role("heading", name="Every cited sentence is unaltered").is_visible()


def test_enter_key_makes_the_letter_and_not_something_else(page: Page, address: str) -> None:
    desk = Desk(page, address, "en")
    desk.fill(riding="xyzzy")
    desk.see_letter()
    page.get_by_label("Your federal riding").fill("Edmonton Strathcona")
    page.get_by_label("Your federal riding").press("Enter")
    page.wait_for_url("**/en/**/letter")

    assert desk.heading() == "Your letter"
