"""The HTML of every state, as the server sent it and after scripts ran, judged by the Nu Html Checker."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, Page, Response
from programs import MODULES, output
from states import STATES

FALSE_ALARMS: tuple[re.Pattern[str], ...] = ()  # each an exact pattern, with its reason


def write_pages(browser: Browser, address: str, folder: Path) -> None:
    """Write each state's HTML twice: as the server sent it, and as it is after the scripts ran."""
    for state, show in STATES.items():
        for language in ("en", "fr"):
            with browser.new_context() as context:
                page = context.new_page()
                sent = _pages_sent(page)
                show(page, address, language)
                page.wait_for_load_state("networkidle")
                (folder / f"{state}.{language}.served.html").write_bytes(sent[-1].body())
                (folder / f"{state}.{language}.scripted.html").write_text(page.content(), encoding="utf-8")


def _pages_sent(page: Page) -> list[Response]:
    """Return a list that grows with every page that the server sends."""
    sent: list[Response] = []

    def keep(response: Response) -> None:
        is_page = response.headers.get("content-type", "").startswith("text/html")
        if response.request.is_navigation_request() and is_page and response.status not in range(300, 400):
            sent.append(response)

    page.on("response", keep)
    return sent


def validate(folder: Path) -> Iterator[str]:
    """Yield each error and warning of the checker once, with the pages that have it."""
    jar = MODULES / "vnu-jar" / "build" / "dist" / "vnu.jar"
    report = output(
        "java", "-jar", str(jar), "--format", "json", "--stdout", "--exit-zero-always", str(folder)
    )
    pages: dict[str, list[str]] = defaultdict(list)
    extracts: dict[str, str] = {}
    for message in json.loads(report)["messages"]:
        text = f"{message.get('subType', message['type'])}: {message['message']}"
        if not any(alarm.fullmatch(text) for alarm in FALSE_ALARMS):
            pages[text].append(Path(message["url"]).name.removesuffix(".html"))
            extracts.setdefault(text, " ".join(message.get("extract", "").split()))
    for text, names in pages.items():
        yield f"{text}\n    {extracts[text]}\n    {len(names)} times, in {', '.join(sorted(set(names)))}"
