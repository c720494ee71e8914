"""docs/writing-a-campaign.md: each of its commands does what the page says, in the page's order."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
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
    "webapp/data/members.csv: warning: its oldest row is of 2026-01-22: run “apostille data refresh” "
    "[members-due]\n"
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
        run = subprocess.run(words, cwd=place, capture_output=True, check=False)
        assert (run.returncode, run.stderr) == (0, b""), command
        printed.append(run.stdout.decode())
    return place, printed


def test_page_runs_every_command_that_a_newcomer_needs() -> None:
    names = [words[1] for words in map(str.split, COMMANDS) if words[0] == ".venv/bin/apostille"]
    assert names == ["new", "check", "schema", "check", "letters", "diff", "diff"]


def test_commands_of_the_page_succeed_one_after_the_other(done: tuple[Path, list[str]]) -> None:
    _, printed = done
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
        "\n".join(schemas) + "\n",
        MEMBERS_DUE + "0 problems, 1 warning.\n",
        "review/index.html: leads to 8 letters.\n",
        "",
        "",
        "Nothing changed.\n",
        "Nothing changed.\n",
    ]


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
