"""A citizen's journey, with scripts or without: fill in, choose, rewrite, look, download, copy, come back."""

from __future__ import annotations

import io

import pypdf
import pytest
from desk import TYPED, Desk
from playwright.sync_api import Browser, BrowserContext, Page


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_form_becomes_a_letter_to_download(page: Page, address: str, language: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 780})
    desk = Desk(page, address, language)
    desk.fill_and_change()
    desk.see_letter()
    assert desk.heading() == desk.words["letter"]

    with page.expect_download() as download:
        page.get_by_role("button", name=desk.words["pdf"]).click()

    pdf = pypdf.PdfReader(io.BytesIO(download.value.path().read_bytes()))
    text = pdf.pages[0].extract_text()
    salutation = {"en": "Dear Prime Minister,", "fr": "Monsieur le Premier Ministre,"}[language]
    assert [words in text for words in (salutation, TYPED["own_words"], "OPENING 1867.")] == [True] * 3


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_answers_are_all_still_there_when_changed(
    page: Page, address: str, language: str, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 780})
    desk = Desk(page, address, language)
    desk.fill()
    page.get_by_label(desk.words["question"]).fill("QUESTION 1867?")
    desk.wait_for_preview("QUESTION 1867?")
    desk.show_fact("five-cities").uncheck()
    desk.show_fact("vancouver-mayor").check()
    desk.open_wording()
    desk.passages().first.fill("OPENING 1867.")
    desk.see_letter()

    desk.press("change")

    kept = desk.facts_chosen("five-cities", "vancouver-mayor", "deaths-23")
    assert (desk.typed() | {"riding": ""}, kept) == (TYPED | {"riding": ""}, [False, True, True])
    assert page.get_by_label(desk.words["question"]).input_value() == "QUESTION 1867?"
    assert page.get_by_label(desk.words["riding"], exact=True).input_value() == "edmonton strathcona"
    assert desk.stance().is_checked()
    assert desk.passages().first.input_value() == "OPENING 1867."


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
    with page.expect_navigation():
        page.get_by_role("button", name="Français").click()

    assert desk.heading() == "Votre lettre"
    assert page.get_by_text("My neighbour works at the border.").first.is_visible()


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_journey_needs_no_javascript(browser: Browser, address: str, language: str, width: int) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": width, "height": 780})
    page = context.new_page()
    desk = Desk(page, address, language)
    page.get_by_label(desk.words["riding"]).fill("edmonton strathcona")
    desk.press("find")
    assert "Edmonton Strathcona (AB)" in page.locator("#riding-found").inner_text()

    desk.fill()
    desk.press("show_facts")
    desk.show_fact("five-cities").uncheck()
    desk.show_fact("vancouver-mayor").check()
    desk.press("update_facts")
    chosen = desk.facts_chosen("five-cities", "vancouver-mayor", "deaths-23")
    assert chosen == [False, True, True]

    desk.open_wording()
    first, second = desk.passages().nth(0).input_value(), desk.passages().nth(1).input_value()
    desk.press("another")
    another = desk.passages().nth(0).input_value()
    assert another != first
    assert desk.passages().nth(1).input_value() == second

    order = desk.paragraphs()
    desk.passages().nth(0).fill("OPENING 1867.")
    dropped = desk.left_out().last.get_attribute("id")
    desk.left_out().last.check()
    desk.press("down")
    moved = [order[1], order[0], *order[2:]]
    assert desk.paragraphs() == moved

    desk.press("toggle")
    sheet = page.locator("#preview .sheet").inner_text()
    shown = [words in sheet for words in ("OPENING 1867.", another, TYPED["own_words"])]
    assert shown == [True, False, True]

    desk.see_letter()
    buttons = page.get_by_role("button").all_inner_texts()
    assert (desk.heading(), [text for text in buttons if text.startswith("Cop")]) == (
        desk.words["letter"],
        [],
    )
    letter = page.locator("#sheet").inner_text()
    assert [words in letter for words in ("OPENING 1867.", TYPED["own_words"])] == [True, True]

    desk.press("change")
    chosen = desk.facts_chosen("five-cities", "vancouver-mayor", "deaths-23")
    assert (desk.typed(), chosen) == (TYPED, [False, True, True])
    assert page.get_by_label(desk.words["riding"], exact=True).input_value() == "edmonton strathcona"
    assert (desk.paragraphs(), desk.passages().nth(0).input_value()) == (moved, "OPENING 1867.")
    assert page.locator("[name^='drop.']:checked").evaluate_all("all => all.map(box => box.id)") == [dropped]
    assert desk.stance().is_checked()
    assert context.cookies() == []
    context.close()


def test_everything_together_can_be_copied(context: BrowserContext, page: Page, address: str) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=address)
    desk = Desk(page, address, "fr")
    desk.fill()
    desk.see_letter()
    page.get_by_text("Tout d’un bloc").click()
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
    with page.expect_navigation():
        page.get_by_label("Your federal riding").press("Enter")

    assert desk.heading() == "Your letter"
