"""`apostille preview`: the server that an organiser writes beside."""

from __future__ import annotations

import json
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from webapp.content.new_campaign import NewCampaign, make_campaign

APOSTILLE = str(Path(sys.executable).with_name("apostille"))
WHY = "EXAMPLE: replace this with why you hold this view."
OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    campaign = NewCampaign("Save the night train", ("en", "fr"), "prime-minister", date(2026, 11, 25))
    return make_campaign(campaign, tmp_path_factory.mktemp("campaigns"))


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    """Serve the folder; at the end Ctrl-C must stop it without a word of complaint."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [APOSTILLE, "preview", str(folder), "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        line = server.stdout.readline()
        assert line == (
            f"{folder}: http://127.0.0.1:{port}/ shows its letters and what to mend (stop it with Ctrl-C)\n"
        )
        yield f"http://127.0.0.1:{port}"
        server.send_signal(signal.SIGINT)
        out, errors = server.communicate(timeout=30)
        assert (server.returncode, out, errors) == (0, "", "")


def get(url: str) -> str:
    with OPENER.open(url, timeout=30) as answer:
        return str(answer.read().decode())


def once(holds: Callable[[], bool]) -> bool:
    """Return whether something comes to hold while the check of the folder ends."""
    for _ in range(300):
        if holds():
            return True
        time.sleep(0.1)
    return False


def rules(page: str) -> list[str]:
    """Return the rules that a page says are broken, but for what is said of every campaign."""
    return [rule for rule in re.findall(r"<code>([a-z-]+)</code>", page) if rule != "members-due"]


def test_first_page_is_the_preview(address: str) -> None:
    page = get(address)
    assert "<h1>Preview: Save the night train</h1>" in page
    assert WHY in page
    assert once(lambda: "1 warning" in get(f"{address}/en/preview"))


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("stance=second-view&letter=en&kind=letter", "EXAMPLE: say here why this other view is yours."),
        (
            "stance=first-view&letter=fr&kind=letter",
            "EXEMPLE\u00a0: remplacez ceci par la raison de cet avis.",
        ),
        ("stance=first-view&letter=en&kind=letter&wording=2", "replace this with another way to say why"),
        ("stance=first-view&letter=en&kind=follow-up", "I again ask you"),
        ("stance=none&letter=none&kind=none&wording=99", "replace this with another way to say why"),
        ("wording=abc", WHY),
    ],
)
def test_every_letter_of_the_folder_can_be_shown(address: str, query: str, words: str) -> None:
    assert words in get(f"{address}/en/preview?{query}")


def test_page_is_in_french_too(address: str) -> None:
    page = get(f"{address}/fr/preview")
    assert '<html lang="fr-CA">' in page
    assert "Ce que dit la vérification" in page


def test_what_is_written_shows_at_once_and_the_key_says_that_it_changed(address: str, folder: Path) -> None:
    passages = folder / "passages.toml"
    before = passages.read_text("utf-8")
    key = json.loads(get(f"{address}/en/preview/changes"))["key"]
    passages.write_text(before.replace(WHY, "EXAMPLE: 12 trains stopped."), "utf-8")
    page = get(f"{address}/en/preview")
    assert "EXAMPLE: 12 trains stopped." in page
    assert json.loads(get(f"{address}/en/preview/changes"))["key"] != key
    assert once(lambda: rules(get(f"{address}/en/preview")) == ["uncited-figure"])
    assert "EXAMPLE: 12 trains stopped." in get(f"{address}/en/preview")
    passages.write_text(before, "utf-8")
    assert once(lambda: "1 warning" in get(f"{address}/en/preview"))


def test_folder_that_cannot_be_read_shows_why_and_comes_back(address: str, folder: Path) -> None:
    facts = folder / "facts.toml"
    before = facts.read_text("utf-8")
    facts.write_text(before + "[[facts", "utf-8")
    page = get(f"{address}/en/preview")
    assert rules(page) == ["toml"]
    assert "The folder cannot be read as it is." in page
    assert WHY not in page
    facts.write_text(before, "utf-8")
    assert WHY in get(f"{address}/en/preview")


def test_letter_whose_file_is_wrong_says_what_is_wrong_in_its_place(address: str, folder: Path) -> None:
    letter = folder / "first-view.en.md.j2"
    before = letter.read_text("utf-8")
    letter.write_text(before + '\n{{ fact("fifth-fact") }}\n', "utf-8")
    page = get(f"{address}/en/preview")
    assert "<li>there is no fact “fifth-fact”</li>" in page
    letter.write_text(before, "utf-8")


def test_form_of_the_campaign_follows_the_folder(address: str, folder: Path) -> None:
    campaign = folder / "campaign.toml"
    before = campaign.read_text("utf-8")
    campaign.write_text(
        before.replace("replace this with the first view", "now this is the first view"), "utf-8"
    )
    form = get(f"{address}/en/campaigns/save-the-night-train/")
    campaign.write_text(before, "utf-8")
    assert "now this is the first view" in form


def test_port_that_is_taken_is_said_in_one_line(address: str, folder: Path) -> None:
    port = address.rpartition(":")[2]
    done = subprocess.run(
        [APOSTILLE, "preview", str(folder), "--port", port], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.splitlines()[-1] == f"apostille: Port {port} is taken: choose another with --port."


def test_folder_without_a_campaign_is_said(tmp_path: Path) -> None:
    done = subprocess.run([APOSTILLE, "preview", str(tmp_path)], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "holds no campaign: a campaign is a folder with a campaign.toml." in done.stderr
