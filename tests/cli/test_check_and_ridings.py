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


def test_check_of_a_campaign_in_order_groups_its_warnings_and_passes(call: Call, folder: Path) -> None:
    status, output, errors = call("check", str(folder), "--on", "2026-07-01")
    lines = output.decode().splitlines()
    archived = [line for line in lines if line.endswith("[no-archived-link]")]
    assert (status, errors, lines[-1]) == (0, "", "0 problems, 63 warnings.")
    assert lines[-2] == "and 58 more of [no-archived-link]: --format json lists them all"
    assert len(archived) == 3
    assert [line.split(": ", 1) for line in lines if line.endswith("[no-link]")] == [
        [
            f"{folder}/sources.toml:5",
            "sources S01: warning: no whole link is known: letters name it without one until url is "
            "filled in [no-link]",
        ]
    ]


def test_check_of_a_broken_folder_has_status_one(run: Run, folder: Path) -> None:
    (folder / "facts.toml").unlink()
    done = run("check", folder)
    assert (done.returncode, done.stderr, done.stdout.decode()) == (
        1,
        b"",
        f"{folder}/facts.toml: the file is missing: add it [missing-file]\n1 problem, 0 warnings.\n",
    )


def test_check_of_several_folders_says_everything_of_each(run: Run, folder: Path) -> None:
    (folder / "facts.toml").unlink()
    done = run("check", folder.parent, folder)
    line = f"{folder}/facts.toml: the file is missing: add it [missing-file]"
    assert done.stdout.decode().splitlines() == [line, line, "2 problems, 0 warnings."]


def test_check_for_programs_gives_rule_file_line_place_and_what_to_do(call: Call, folder: Path) -> None:
    facts = folder / "facts.toml"
    facts.write_text(
        facts.read_text("utf-8").replace("73.6% of the 68,289", "73.6% of the 60,000", 1), "utf-8"
    )
    status, output, _ = call("check", str(folder), "--format", "json", "--on", "2026-07-01")
    report = json.loads(output)
    (found,) = [row for row in report["problems"] if row["severity"] == "error"]
    line = facts.read_text("utf-8").splitlines()[found["line"] - 1]
    assert (status, line) == (1, "[[facts]]")
    assert found | {"line": 0} == {
        "rule": "figure-parity",
        "severity": "error",
        "file": f"{folder}/facts.toml",
        "line": 0,
        "place": "facts F35",
        "message": "English and French do not give the same figures: 60000, 68289",
        "asks": "English and French give the same figures.",
    }
    assert report["summary"] == "1 problem, 63 warnings."


def test_check_annotates_a_change_on_github(call: Call, folder: Path) -> None:
    (folder / "facts.toml").unlink()
    output = call("check", str(folder), "--format", "github")[1].decode()
    path = str(folder / "facts.toml")
    assert output == f"::error file={path},line=1,title=missing-file::the file is missing: add it\n"


def test_check_looks_ahead_to_another_day(call: Call, folder: Path) -> None:
    status, output, _ = call("check", str(folder), "--on", "2027-06-01", "--format", "json")
    rules = {row["rule"] for row in json.loads(output)["problems"]}
    assert (status, rules & {"source-due", "office-due", "members-due"}) == (
        0,
        {"source-due", "office-due", "members-due"},
    )


def test_strict_check_counts_warnings_and_asks_for_two_readers(call: Call, folder: Path) -> None:
    status, output, _ = call("check", str(folder), "--strict", "--format", "json")
    rows = [row for row in json.loads(output)["problems"] if row["rule"] == "few-reviews"]
    assert (status, len(rows), rows[0]["message"]) == (
        1,
        52,
        "0 of 2 people have read it against its sources: each adds a line to its reviews",
    )


@pytest.mark.parametrize("name", ["empty", "nowhere"])
def test_check_of_a_folder_without_a_campaign_has_status_one(call: Call, tmp_path: Path, name: str) -> None:
    (tmp_path / "empty").mkdir()
    status, output, errors = call("check", str(tmp_path / name))
    message = "holds no campaign: a campaign is a folder with a campaign.toml [missing-file]"
    assert (status, errors, output.decode()) == (
        1,
        "",
        f"{tmp_path / name}: {message}\n1 problem, 0 warnings.\n",
    )


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
