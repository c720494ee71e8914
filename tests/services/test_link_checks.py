"""`apostille links`, asked of a server on this machine that gives each answer there is."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from click.testing import CliRunner

from webapp.cli import commands
from webapp.content.new_campaign import NewCampaign, make_campaign
from webapp.services.link_checks import AGENT, LinkState, check_links

STATUSES = {
    "/there": 200,
    "/gone": 410,
    "/missing": 404,
    "/closed": 403,
    "/busy": 503,
    "/slow-down": 429,
    "/no-head": 200,
}
MOVES = {
    "/moved": (301, "/there"),
    "/moved-again": (308, "/moved"),
    "/for-now": (302, "/there"),
    "/away": (301, "/missing"),
    "/out": (301, "ftp://example.org/x"),
    "/round": (301, "/round"),
}


class Speaking:
    """A server, and the requests it was sent."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str]] = []
        self.agents: set[str] = set()
        asked, agents = self.asked, self.agents

        class Handler(BaseHTTPRequestHandler):
            def answer(self) -> None:
                asked.append((self.command, self.path))
                agents.add(self.headers["User-Agent"])
                status = STATUSES.get(self.path, 0)
                if self.path == "/no-head" and self.command == "HEAD":
                    status = 405
                if self.path in MOVES:
                    status, there = MOVES[self.path]
                    self.send_response(status)
                    self.send_header("Location", there)
                else:
                    self.send_response(status)
                self.send_header("Content-Length", "0")
                self.end_headers()

            do_GET = do_HEAD = answer  # noqa: N815 - the names that http.server looks for

            def log_message(self, *_args: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"
        self.thread = Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.01})


@pytest.fixture
def web() -> Iterator[Speaking]:
    speaking = Speaking()
    speaking.thread.start()
    yield speaking
    speaking.server.shutdown()
    speaking.server.server_close()
    speaking.thread.join()


def state(url: str) -> LinkState:
    (found,) = check_links([url], pause=0, limit=5)
    return found


@pytest.mark.parametrize(
    ("path", "expected", "detail"),
    [
        ("/there", "there", ""),
        ("/no-head", "there", ""),
        ("/gone", "dead", "answered 410"),
        ("/missing", "dead", "answered 404"),
        ("/away", "dead", "answered 404"),
        ("/closed", "unread", "answered 403: open it by hand"),
        ("/slow-down", "unread", "answered 429: open it by hand"),
        ("/busy", "unread", "answered 503: open it by hand"),
        ("/for-now", "there", ""),
        ("/out", "unread", "answered 301: open it by hand"),
        ("/round", "unread", "answered 301: open it by hand"),
    ],
)
def test_each_answer_is_told_from_the_others(web: Speaking, path: str, expected: str, detail: str) -> None:
    assert state(web.url + path) == LinkState(web.url + path, expected, detail)  # type: ignore[arg-type]


@pytest.mark.parametrize("path", ["/moved", "/moved-again"])
def test_document_that_moved_for_good_is_given_with_its_new_address(web: Speaking, path: str) -> None:
    assert state(web.url + path) == LinkState(web.url + path, "moved", f"{web.url}/there")


def test_head_alone_is_asked_of_a_server_that_answers_it(web: Speaking) -> None:
    state(f"{web.url}/there")
    state(f"{web.url}/no-head")
    assert web.asked == [("HEAD", "/there"), ("HEAD", "/no-head"), ("GET", "/no-head")]
    assert web.agents == {AGENT}


def test_address_is_asked_once_whatever_its_fragment(web: Speaking) -> None:
    states = list(check_links([f"{web.url}/there", f"{web.url}/there#page=2"], pause=0))
    assert [each.url for each in states] == [f"{web.url}/there"]
    assert web.asked == [("HEAD", "/there")]


def test_server_that_is_not_there_is_no_dead_link(web: Speaking) -> None:
    web.server.server_close()
    web.server.shutdown()
    assert state("http://127.0.0.1:9/x") == LinkState(
        "http://127.0.0.1:9/x", "unreachable", "the server cannot be reached"
    )


@pytest.fixture
def folder(web: Speaking, tmp_path: Path) -> Path:
    """Return a new campaign whose source has gone and whose archived copy is there."""
    made = make_campaign(NewCampaign("Trains", ("en", "fr"), "prime-minister", date(2026, 11, 25)), tmp_path)
    sources = made / "sources.toml"
    text = sources.read_text("utf-8")
    text = text.replace("https://example.org/replace-this", f"{web.url}/gone")
    sources.write_text(
        text.replace("https://archive.example.org/replace-this", f"{web.url}/there#here"), "utf-8"
    )
    return made


Asked = Callable[..., tuple[int, str]]


@pytest.fixture
def asked(folder: Path) -> Asked:
    def ask(*options: str) -> tuple[int, str]:
        result = CliRunner().invoke(
            commands, ["links", str(folder), "--pause", "0", *options], standalone_mode=False
        )
        assert result.exception is None
        return int(result.return_value), result.output

    return ask


def test_report_for_a_terminal_begins_with_what_is_dead(web: Speaking, asked: Asked) -> None:
    assert asked() == (
        1,
        f"dead: S01: {web.url}/gone – answered 410\n"
        f"there: S01 (archived): {web.url}/there\n"
        "2 links: 1 dead, 1 there.\n",
    )


def test_report_to_keep_is_markdown_in_a_file(web: Speaking, asked: Asked, tmp_path: Path) -> None:
    report = tmp_path / "report.md"
    status, output = asked("--format", "markdown", "--output", str(report))
    assert (status, output) == (1, f"{report}: 2 links: 1 dead, 1 there.\n")
    assert report.read_text("utf-8") == (
        "# Links of the sources\n\n2 links: 1 dead, 1 there.\n\n"
        f"## Dead: find where it went, or an archived copy\n\n- S01: {web.url}/gone – answered 410\n\n"
        f"## There\n\n- S01 (archived): {web.url}/there\n"
    )


def test_report_for_programs_names_the_sources_of_each_link(web: Speaking, asked: Asked) -> None:
    status, output = asked("--format", "json")
    assert (status, json.loads(output)) == (
        1,
        {
            "links": [
                {"url": f"{web.url}/gone", "state": "dead", "detail": "answered 410", "sources": ["S01"]},
                {"url": f"{web.url}/there", "state": "there", "detail": "", "sources": ["S01 (archived)"]},
            ],
            "summary": "2 links: 1 dead, 1 there.",
        },
    )


def test_campaign_without_a_dead_link_has_status_zero(web: Speaking, folder: Path, asked: Asked) -> None:
    sources = folder / "sources.toml"
    sources.write_text(sources.read_text("utf-8").replace("/gone", "/moved"), "utf-8")
    assert asked()[0] == 0
