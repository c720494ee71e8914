"""Nothing that somebody writes is kept: not in a file, a log, a figure, a core, or anything held open."""

from __future__ import annotations

import os
import re
import shutil
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from journey import WORDS, Visitor, form, whole_journey
from traces import found
from waiting import until
from watched_site import ROOT, Watched, watched

CRASHES = {"crash": 500, "crash-elsewhere": 500, "lost": 503, "slow": 500, "talk": 200}
EXPECTED = {
    **dict.fromkeys(("home", "desk", "desk again", "suggestions", "preview", "letter", "images"), 200),
    **dict.fromkeys(("pdf", "txt", "md", "eml", "docx", "ics", "html", "verify"), 200),
    **{f"api {name}": 200 for name in ("json", "pdf", "txt", "md", "eml", "docx", "ics", "html")},
    "verify another": 422,
    "api refused": 422,
    "api search": 200,
    "api code": 200,
    "represent": 200,
    "represent bad": 400,
    "mistake": 422,
    "unprintable": 422,
    "no page": 404,
    "no campaign": 404,
    "wrong method": 405,
    "too much": 413,
    "cross-site": 403,
    "not a form": 422,
    "not json": 400,
    "broken": 0,
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Watched]:
    """Return a server after everything was done to it that its users, its bugs and its enemies may do."""
    folder = tmp_path_factory.mktemp("watched")
    with watched(folder, APOSTILLE_RENDER_SECONDS="20", APOSTILLE_LOG_LEVEL="debug") as site:
        visitor = Visitor(site.address)
        assert dict(whole_journey(site.address)) == EXPECTED
        assert {name: visitor.post(f"/{name}", form())[0] for name in CRASHES} == CRASHES
        abort(visitor)
        until(partial(is_settled, site, visitor))
        yield site


def abort(visitor: Visitor) -> None:
    """Have a web process crash with words in hand; its client gets no answer."""
    with pytest.raises((ConnectionError, OSError)):
        visitor.post("/abort", form())


def is_settled(site: Watched, visitor: Visitor) -> bool:
    """Return whether a letter is made again, and no process begins or ends any more."""
    before = site.processes()
    status, _ = visitor.post("/en/campaigns/ice-offices-canada/letter.docx", form())
    time.sleep(0.5)
    return status == 200 and site.processes() == before


def test_no_word_stands_in_any_file_that_was_written(site: Watched) -> None:
    kept = {str(path): found(WORDS, path.read_bytes()) for path in site.files()}

    assert {path: words for path, words in kept.items() if words} == {}


def test_the_log_was_written_and_tells_what_failed(site: Watched) -> None:
    log = site.log.read_text(encoding="utf-8")

    assert ("ValueError" in log, "KeyError" in log) == (True, True)


def test_no_word_stands_in_a_file_that_is_held_open(site: Watched) -> None:
    kept = {(pid, name): found(WORDS, content) for pid, name, content in site.open_files()}

    assert {place: words for place, words in kept.items() if words} == {}


def test_no_word_stands_in_the_figures_or_in_what_is_said_of_the_server(site: Watched) -> None:
    visitor = Visitor(site.address)
    pages = {path: visitor.ask("GET", path) for path in ("/metrics", "/healthz", "/readyz")}

    assert {path: (status, found(WORDS, body)) for path, (status, body) in pages.items()} == dict.fromkeys(
        pages, (200, [])
    )


def test_no_word_stands_in_the_names_or_environment_of_processes(site: Watched) -> None:
    told = b"\0".join(
        Path(f"/proc/{pid}/{name}").read_bytes()
        for pid in site.processes()
        for name in ("cmdline", "environ", "comm")
    )

    assert found(WORDS, told) == []


def test_no_process_may_leave_a_core(site: Watched) -> None:
    limits = {pid: Path(f"/proc/{pid}/limits").read_text(encoding="utf-8") for pid in site.processes()}
    sizes = {
        pid: re.findall(r"Max core file size +(\d+|unlimited) +(\d+|unlimited)", text)
        for pid, text in limits.items()
    }

    assert len(sizes) >= 5
    assert sizes == {pid: [("0", "0")] for pid in sizes}
    assert [*ROOT.glob("core*"), *site.folder.glob("core*")] == []


def test_nothing_is_left_when_the_server_ends(tmp_path: Path) -> None:
    with watched(tmp_path) as site:
        assert Visitor(site.address).post("/en/campaigns/ice-offices-canada/letter.pdf", form())[0] == 200
        processes = site.processes()

    until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in processes))
    assert [path for path in site.folder.rglob("*") if path.is_file()] == []


def test_no_file_is_written_while_letters_are_made(tmp_path: Path) -> None:
    """Looks at what the system itself is asked: a file that is deleted at once would be seen as well."""
    if shutil.which("strace") is None:
        message = "NO STRACE: this test needs it (apt-get install strace)"
        pytest.fail(message) if os.environ.get("CI") else pytest.skip(message)
    calls = tmp_path / "calls"
    trace = [
        "strace",
        "--seccomp-bpf",
        "-f",
        "-y",
        "-s",
        "0",
        "-e",
        "trace=open,openat,creat,memfd_create,mknod",
        "-o",
    ]
    with watched(tmp_path, *trace, str(calls)) as site:
        visitor = Visitor(site.address)
        for name in ("pdf", "docx", "eml"):  # whatever is loaded once has been loaded
            visitor.post(f"/en/campaigns/ice-offices-canada/letter.{name}", form())
        before = len(calls.read_text(encoding="utf-8").splitlines())
        assert [status for _, status in whole_journey(site.address) if status >= 500] == []
        during = calls.read_text(encoding="utf-8").splitlines()[before:]

    written = [call for call in during if re.search(r"O_WRONLY|O_RDWR|O_CREAT|creat\(|memfd|mknod", call)]
    assert [call for call in written if "/dev/null" not in call] == []
