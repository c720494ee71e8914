"""`apostille check` and `apostille ridings`."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from webapp.content.catalogue import LETTER_TEMPLATES

Run = Callable[..., "subprocess.CompletedProcess[bytes]"]
Call = Callable[..., tuple[int, bytes, str]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a copy of the campaign's folder, without its places: one riding is enough here."""
    copy = Path(shutil.copytree(LETTER_TEMPLATES / "ice-offices-canada", tmp_path / "ice-offices-canada"))
    campaign = copy / "campaign.toml"
    text = campaign.read_text(encoding="utf-8")
    campaign.write_text(re.sub(r"\[\[places\]\].*?(?=\[\[stances\]\])", "", text, flags=re.DOTALL), "utf-8")
    return copy


def test_check_of_a_campaign_in_order_passes_with_one_warning(call: Call, folder: Path) -> None:
    status, output, errors = call("check", str(folder))
    warning = (
        "sources S01: warning: no whole link is known: letters name it without one until url is filled in"
    )
    assert (status, errors, output.decode()) == (
        0,
        "",
        f"{folder}/sources.toml: {warning}\n0 problems, 1 warnings.\n",
    )


def test_check_of_a_broken_folder_has_status_one(run: Run, folder: Path) -> None:
    (folder / "facts.toml").unlink()
    done = run("check", folder)
    assert (done.returncode, done.stdout, done.stderr.decode()) == (
        1,
        b"1 problems, 0 warnings.\n",
        f"{folder}/facts.toml: the file is missing: add it\n",
    )


def test_check_of_a_folder_of_campaigns_names_the_broken_one(run: Run, folder: Path) -> None:
    (folder / "facts.toml").unlink()
    done = run("check", folder.parent)
    assert (done.returncode, done.stderr.decode()) == (
        1,
        f"{folder}/facts.toml: the file is missing: add it\n",
    )


@pytest.mark.parametrize("name", ["empty", "nowhere"])
def test_check_of_a_folder_without_a_campaign_has_status_one(call: Call, tmp_path: Path, name: str) -> None:
    (tmp_path / "empty").mkdir()
    status, _, errors = call("check", str(tmp_path / name))
    message = "holds no campaign: a campaign is a folder with a campaign.toml"
    assert (status, errors) == (1, f"{tmp_path / name}: {message}\n")


def test_ridings_are_printed_one_a_line(run: Run) -> None:
    done = run("ridings", "northwest territories")
    assert (done.returncode, done.stderr, done.stdout.decode()) == (
        0,
        b"",
        "61001  Northwest Territories / Territoires du Nord-Ouest (Northwest Territories): by name\n",
    )


@pytest.mark.parametrize(
    ("text", "sure", "reason"),
    [("48022", "48022", "code"), ("edmonton strathcona", "48022", "name"), ("strathcona", None, "words")],
)
def test_ridings_are_given_as_json(call: Call, text: str, sure: str | None, reason: str) -> None:
    assert json.loads(call("ridings", text, "--json")[1]) == {
        "query": text,
        "sure": sure,
        "note": None,
        "matches": [
            {
                "code": "48022",
                "name_en": "Edmonton Strathcona",
                "name_fr": "Edmonton Strathcona",
                "province": "AB",
                "reason": reason,
                "sure": sure is not None,
                "share": None,
            }
        ],
    }


def test_json_holds_every_riding_of_a_city_and_no_sure_one(run: Run) -> None:
    answer = json.loads(run("ridings", "edmonton", "--json").stdout)
    assert (answer["sure"], sorted(match["code"] for match in answer["matches"])) == (
        None,
        [f"480{n}" for n in range(15, 24)],
    )


def test_json_of_nothing_is_empty_and_the_status_says_so(call: Call) -> None:
    status, output, _ = call("ridings", "xyzzy", "--json")
    assert (status, json.loads(output)["matches"]) == (2, [])


def test_help_names_the_commands(run: Run) -> None:
    done = run("--help")
    listed = [line.split()[0] for line in done.stdout.decode().split("Commands:\n")[1].splitlines() if line]
    assert {"check", "letter", "ridings"} <= set(listed)
