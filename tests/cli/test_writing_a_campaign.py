"""docs/writing-a-campaign.md: each of its commands does what the page says, in the page's order."""

from __future__ import annotations

import re
import shlex
import signal
import subprocess
import sys
import urllib.request
from dataclasses import replace
from pathlib import Path

import pytest

from webapp.app import create_app
from webapp.content.catalogue import ROOT
from webapp.settings import Settings

PAGE = ROOT / "docs" / "writing-a-campaign.md"
TEXT = PAGE.read_text("utf-8")
COMMANDS = [line for block in re.findall(r"```sh\n(.*?)```", TEXT, re.DOTALL) for line in block.splitlines()]
MEMBERS_DUE = (
    "webapp/data/members.csv: warning: was due by 2026-07-23: run “apostille data refresh”: "
    "the oldest row is of 2026-01-22 [members-due]\n"
)
FOLDER = "letter_templates/save-the-night-train"


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    """Run the page's commands in an empty folder; return it, and what each command printed."""
    place = tmp_path_factory.mktemp("newcomer")
    apostille = str(Path(sys.executable).with_name("apostille"))
    printed = []
    for command in COMMANDS:
        words = [word.replace(".venv/bin/apostille", apostille) for word in shlex.split(command)]
        if words[1] == "links":
            continue  # it asks the Web; tests/services/test_link_checks.py asks a server of its own
        if words[1] == "preview":
            printed.append(first_page_of([*words, "--port", "0"], place))
            continue
        run = subprocess.run(words, cwd=place, capture_output=True, check=False)
        assert (run.returncode, run.stderr) == (1 if "--strict" in words else 0, b""), command
        printed.append(run.stdout.decode())
    return place, printed


def first_page_of(command: list[str], place: Path) -> str:
    """Start a server, ask for the address it prints, stop it as Ctrl-C does; return the page's heading."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with subprocess.Popen(command, cwd=place, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        address = re.findall(r"http://\S+", server.stdout.readline())[0]
        page = opener.open(address, timeout=30).read().decode()
        server.send_signal(signal.SIGINT)
        assert server.wait(timeout=30) == 0
    return str(re.findall(r"<h1>(.*?)</h1>", page)[0])


def test_page_runs_every_command_that_a_newcomer_needs() -> None:
    names = [words[1] for words in map(str.split, COMMANDS) if words[0] == ".venv/bin/apostille"]
    assert names == [
        "new",
        "check",
        "preview",
        "schema",
        "check",
        "letters",
        "diff",
        "diff",
        "review",
        "links",
        "check",
    ]


def test_commands_of_the_page_succeed_one_after_the_other(done: tuple[Path, list[str]]) -> None:
    _, (*printed, strict) = done
    schemas = [
        f"letter_templates/_schema/{name}.json"
        for name in ("campaign", "facts", "sources", "passages", "corrections")
    ]
    assert printed == [
        f"{FOLDER}: made, with an example wherever your own words are to stand.\n"
        "Letters need both languages: write the French texts too, marked “EXEMPLE À TRADUIRE”, "
        "before you publish.\n"
        f"Replace the examples, then run: apostille check {FOLDER}\n",
        MEMBERS_DUE + "0 problems, 1 warning.\n",
        "Preview: Save the night train",
        "\n".join(schemas) + "\n",
        MEMBERS_DUE + "0 problems, 1 warning.\n",
        "review/index.html: leads to 8 letters.\n",
        "",
        "",
        "Nothing changed.\n",
        "Nothing changed.\n",
        "0 to look at again within 30 days, 0 of them past their day.\n",
    ]
    assert strict.splitlines()[0] == MEMBERS_DUE.strip()
    assert [line.rpartition(" ")[2] for line in strict.splitlines()[1:-1]] == ["[few-reviews]"] * 4
    assert strict.splitlines()[-1] == "4 problems, 1 warning."


def test_site_serves_the_campaign_of_the_page_among_its_campaigns(done: tuple[Path, list[str]]) -> None:
    place, _ = done
    settings = replace(Settings.from_environment(), campaigns=place / "letter_templates")
    client = create_app(settings).test_client()
    page = client.get("/en/campaigns/save-the-night-train/")
    assert (page.status_code, "Save the night train" in page.text) == (200, True)


def test_page_and_the_language_of_letters_lead_to_each_other() -> None:
    readme = (ROOT / "letter_templates" / "README.md").read_text("utf-8")
    assert "(../letter_templates/README.md)" in TEXT
    assert "(../docs/writing-a-campaign.md)" in readme
