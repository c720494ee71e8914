"""The main states of the site, each with the way there, for tests, screenshots and audits alike."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from desk import Desk
from flask import Flask
from playwright.sync_api import Page, Route

from webapp.app import create_app
from webapp.settings import Settings

Way = Callable[[Page, str, str], None]


def _at(path: str) -> Way:
    """Return the way to a page that has an address of its own."""

    def go(page: Page, address: str, language: str) -> None:
        page.goto(f"{address}/{language}/{path}")

    return go


def _blank(page: Page, address: str, language: str) -> None:
    Desk(page, address, language)


def _errors(page: Page, address: str, language: str) -> None:
    Desk(page, address, language).see_letter()


def _choices(page: Page, address: str, language: str) -> None:
    desk = Desk(page, address, language)
    desk.fill(riding="edmonton")
    desk.see_letter()


def _filled(page: Page, address: str, language: str) -> None:
    """Show the form filled in, its facts and passages laid open and the letter beside it."""
    desk = Desk(page, address, language)
    desk.fill()
    page.locator("#preview .letter").wait_for(state="attached")
    toggle = page.locator("#preview-toggle")
    if toggle.is_visible():
        toggle.click()
    page.locator("#wording").evaluate("details => { details.open = true }")
    page.locator(".facts-group").first.evaluate("details => { details.open = true }")


def _suggestions(page: Page, address: str, language: str) -> None:
    """Show the riding field with its list open."""
    desk = Desk(page, address, language)
    page.get_by_label(desk.words["riding"]).press_sequentially("edmonton")
    page.get_by_role("option").first.wait_for()


def _draft(page: Page, address: str, language: str) -> None:
    """Come back to a letter that was kept in this browser."""
    desk = Desk(page, address, language)
    desk.fill()
    page.get_by_role("checkbox", name=desk.words["keep"]).check()
    page.goto(desk.address)
    desk.button("go_on").wait_for()


def _images(page: Page, address: str, language: str) -> None:
    """Show the letter's pages as images on a page of their own, as it is without scripts."""
    _letter(page, address, language)
    with page.expect_navigation():
        page.evaluate(
            """() => {
                const form = document.getElementById("letter-data");
                form.action = document.getElementById("page-images").dataset.from;
                form.submit();
            }"""
        )


def _letter(page: Page, address: str, language: str) -> None:
    """Show the letter, the images of its pages too."""
    desk = Desk(page, address, language)
    desk.fill()
    desk.see_letter()
    page.locator("#page-images img").first.wait_for()


def _fault(page: Page, address: str, language: str) -> None:
    """Ask for a letter where the site fails: its page of a fault, as a failing site of ours makes it."""

    def fail(route: Route) -> None:
        asked = route.request
        answer = (
            _failing()
            .test_client()
            .post(
                asked.url.removeprefix(address),
                data=asked.post_data_buffer,
                content_type=asked.headers["content-type"],
            )
        )
        route.fulfill(status=answer.status_code, headers=dict(answer.headers), body=answer.get_data())

    desk = Desk(page, address, language)
    desk.fill()
    page.route("**/letter", fail)
    desk.see_letter()
    page.unroute("**/letter")


@cache
def _failing() -> Flask:
    """Return the site as it is when something of ours fails at every letter."""
    app = create_app(Settings())
    app.config["PROPAGATE_EXCEPTIONS"] = False
    app.logger.disabled = True

    @app.before_request
    def fail() -> None:
        raise RuntimeError

    return app


def _bilingual(page: Page, address: str, language: str) -> None:
    """Show the letter in both languages: every anchor of it must still be unique."""
    desk = Desk(page, address, language)
    desk.fill()
    unfold(page)
    page.locator("input[name=language][value=both]").check()
    desk.see_letter()


def _confirmed(page: Page, address: str, language: str) -> None:
    """Check a letter just made."""
    desk = Desk(page, address, language)
    desk.fill()
    desk.see_letter()
    with page.expect_download() as download:
        page.get_by_role("button", name=desk.words["pdf"]).click()
    _check(page, address, language, download.value.path().read_bytes())


def _refused(page: Page, address: str, language: str) -> None:
    """Check a file that is no letter."""
    _check(page, address, language, b"%PDF-1.7 of nothing")


def _check(page: Page, address: str, language: str, file: bytes) -> None:
    page.goto(f"{address}/{language}/verify")
    page.locator("main input[type=file]").set_input_files(
        {"name": "letter.pdf", "mimeType": "application/pdf", "buffer": file}
    )
    page.locator("main form button[type=submit]").click()


STATES: dict[str, Way] = {
    "home": _at(""),
    "form": _blank,
    "filled": _filled,
    "suggestions": _suggestions,
    "draft": _draft,
    "errors": _errors,
    "choices": _choices,
    "letter": _letter,
    "images": _images,
    "bilingual": _bilingual,
    "sources": _at("campaigns/ice-offices-canada/sources"),
    "corrections": _at("campaigns/ice-offices-canada/corrections"),
    "verify": _at("verify"),
    "confirmed": _confirmed,
    "refused": _refused,
    "missing": _at("nothing"),
    "fault": _fault,
}


def unfold(page: Page) -> None:
    """Open everything that is folded away, so that it is looked at too."""
    for details in page.locator("details").all():
        details.evaluate("element => { element.open = true }")


def enlarge_text(page: Page, times: float) -> None:
    """Set the text ``times`` as large, as a person does who enlarges text alone."""
    page.evaluate(
        """times => {
            const root = document.documentElement;
            root.style.fontSize = `${times * parseFloat(getComputedStyle(root).fontSize)}px`;
        }""",
        times,
    )
