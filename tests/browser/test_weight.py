"""The first view of a page is light, stands still while it loads, and asks nothing of anybody else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, CDPSession
from states import STATES

MODULES = sorted((Path(__file__).resolve().parents[2] / "static" / "js").glob("*.js"))
MOST_BYTES = 60_000
MOST_LINES = 200
A_PHONE = {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 90_000}
SHIFTS = """() => new Promise(resolve => {
    const node = source => source.node?.outerHTML?.slice(0, 80) ?? "text";
    const found = [];
    const observer = new PerformanceObserver(list => found.push(...list.getEntries()));
    observer.observe({ type: "layout-shift", buffered: true });
    const told = () => found.map(shift => [shift.value, ...shift.sources.map(node)]);
    setTimeout(() => resolve(told()), 300);
})"""


@dataclass
class View:
    """What a page's first view cost: bytes over the wire for each address, fonts apart, and its shifts."""

    session: CDPSession
    bytes: dict[str, int] = field(default_factory=dict)
    addresses: list[str] = field(default_factory=list)
    shifts: list[list[object]] = field(default_factory=list)

    def __post_init__(self) -> None:
        names: dict[str, str] = {}
        self.session.on("Network.requestWillBeSent", lambda e: self.addresses.append(e["request"]["url"]))
        self.session.on(
            "Network.responseReceived",
            lambda e: names.update({e["requestId"]: e["response"]["url"]} if e["type"] != "Font" else {}),
        )
        self.session.on("Network.loadingFinished", lambda e: self._count(names.get(e["requestId"], ""), e))
        self.session.send("Network.enable")
        self.session.send("Network.emulateNetworkConditions", A_PHONE)  # typefaces come after the words

    def _count(self, name: str, event: dict[str, int]) -> None:
        if name:
            self.bytes[name] = self.bytes.get(name, 0) + int(event["encodedDataLength"])


@pytest.fixture(scope="module", params=["home en", "home fr", "form en", "form fr"])
def view(browser: Browser, address: str, request: pytest.FixtureRequest) -> Iterator[View]:
    """Return what it took to show a page on a phone for the first time."""
    state, language = request.param.split()
    context = browser.new_context(viewport={"width": 360, "height": 780})
    page = context.new_page()
    view = View(context.new_cdp_session(page))
    STATES[state](page, address, language)
    page.wait_for_load_state("networkidle")
    page.evaluate("document.fonts.ready.then(() => true)")
    view.shifts = page.evaluate(SHIFTS)
    yield view
    context.close()


def test_first_view_weighs_little(view: View) -> None:
    assert view.bytes
    assert sum(view.bytes.values()) <= MOST_BYTES, view.bytes


def test_first_view_asks_nothing_of_anybody_else(view: View, address: str) -> None:
    assert view.addresses
    assert [url for url in view.addresses if not url.startswith((f"{address}/", "data:", "blob:"))] == []


def test_first_view_stands_still_while_it_loads(view: View) -> None:
    assert view.shifts == []


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.name))
def test_every_script_is_short(module: Path) -> None:
    assert len(module.read_text(encoding="utf-8").splitlines()) < MOST_LINES
