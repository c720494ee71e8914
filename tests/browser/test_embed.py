"""The form inside another site's page: a letter is made there, where other sites' cookies are blocked."""

from __future__ import annotations

import html
import re
import urllib.request
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from chromium import CHROMIUM, QUIET
from desk import TYPED, WORDS, Desk
from playwright.sync_api import Browser, Frame, Page
from serving import site

FORM = "/en/campaigns/ice-offices-canada/"
KEEPS_A_COOKIE = "document.cookie = 'a=1; SameSite=None; Secure', document.cookie.includes('a=1')"


class Union:
    """An organiser's site: one page, another port and another host name than ours, so another site."""

    def __init__(self) -> None:
        self.body = ""
        union = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self.send_response(200)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.end_headers()
                self.wfile.write(f"<!DOCTYPE html><title>Union</title><body>{union.body}".encode())

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.origin = f"http://localhost:{self.server.server_port}"


class FramedDesk(Desk):
    """The form as it stands in a frame that is there already."""

    def __init__(self, frame: Frame, language: str) -> None:
        self.page = frame  # type: ignore[assignment]
        self.words = WORDS[language]


@pytest.fixture(scope="module")
def union() -> Iterator[Union]:
    union = Union()
    thread = Thread(target=union.server.serve_forever)
    thread.start()
    yield union
    union.server.shutdown()
    thread.join()
    union.server.server_close()


@pytest.fixture(scope="module")
def embedded(union: Union) -> Iterator[str]:
    """Return the address of our site, which the union's may frame."""
    with site(APOSTILLE_EMBED=union.origin) as address:
        yield address


@pytest.fixture
def visit(browser: Browser, union: Union) -> Iterator[Page]:
    """Return a page of a browser that blocks the cookies and the storage of other sites."""
    blocking = browser.browser_type.launch(
        executable_path=CHROMIUM, args=[*QUIET, "--test-third-party-cookie-phaseout"]
    )
    page = blocking.new_page(viewport={"width": 900, "height": 780})
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    blocking.close()
    assert errors == []


def snippet(address: str) -> str:
    """Return the HTML that our form gives to organisers."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    page = opener.open(address + FORM, timeout=10).read().decode()
    field = re.search(r'<textarea id="share-frame"[^>]*>\n(.*?)</textarea>', page, re.DOTALL)
    assert field
    return html.unescape(field[1])


def framed(visit: Page, union: Union, body: str) -> Frame:
    union.body = body
    visit.goto(union.origin, wait_until="load")
    frame = visit.frames[1]
    frame.wait_for_load_state()
    return frame


def test_letter_is_made_inside_another_site_s_page(union: Union, embedded: str, visit: Page) -> None:
    frame = framed(visit, union, snippet(embedded))
    assert frame.evaluate(KEEPS_A_COOKIE) is False
    desk = FramedDesk(frame, "en")
    desk.fill()
    desk.wait_for_preview(TYPED["own_words"])

    desk.see_letter()
    with visit.expect_download() as download:
        frame.get_by_role("button", name=desk.words["pdf"]).click()

    assert desk.heading() == desk.words["letter"]
    assert frame.url.startswith(embedded)
    assert download.value.path().read_bytes()[:5] == b"%PDF-"
    assert visit.context.cookies() == []


def test_what_leaves_the_letter_opens_a_tab_and_leaves_the_letter_in_its_frame(
    union: Union, embedded: str, visit: Page
) -> None:
    frame = framed(visit, union, snippet(embedded))
    desk = FramedDesk(frame, "en")
    desk.fill()
    desk.wait_for_preview(TYPED["own_words"])
    in_preview = frame.locator("#preview .sources a:not(.back)")
    targets = {link.get_attribute("target") for link in in_preview.all()}
    desk.see_letter()
    link = frame.get_by_role("link", name="Every fact and source of this campaign (opens in a new tab)")
    with visit.context.expect_page() as opened:
        link.click()
    sources = opened.value
    sources.wait_for_load_state()

    assert targets == {"_blank"}
    assert desk.heading() == desk.words["letter"]
    assert sources.url == f"{embedded}{FORM}sources"
    assert sources.locator("a[target]").count() == 0
    assert visit.context.cookies() == []


def test_no_other_site_s_page_shows_the_form(union: Union, address: str, visit: Page) -> None:
    refused: list[str] = []
    visit.on("console", lambda message: refused.append(message.text))

    frame = framed(visit, union, f'<iframe src="{address}{FORM}" title="Form"></iframe>')

    assert frame.locator("form").count() == 0
    assert any("frame-ancestors 'none'" in text for text in refused)
