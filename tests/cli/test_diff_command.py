"""`apostille diff`: what a change to a campaign does to its letters and facts."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

Call = Callable[..., tuple[int, bytes, str]]
OLD_CLAIM = "EXAMPLE: this sentence stands where your first fact will stand."
NEW_CLAIM = "EXAMPLE: this sentence stands where your best fact will stand."


@pytest.fixture
def old(call: Call, tmp_path: Path) -> Path:
    """Return the folder of a new campaign."""
    call("new", "Trains", "--folder", str(tmp_path / "old"))
    return tmp_path / "old" / "trains"


@pytest.fixture
def new(old: Path, tmp_path: Path) -> Path:
    """Return a copy of the campaign's folder, to be changed."""
    return Path(shutil.copytree(old, tmp_path / "new" / "trains"))


def change(folder: Path, name: str, before: str, after: str) -> None:
    """Change words of a file that must be there."""
    text = (folder / name).read_text("utf-8")
    assert before in text
    (folder / name).write_text(text.replace(before, after), "utf-8")


def test_equal_campaigns_have_status_nought(call: Call, old: Path, new: Path) -> None:
    assert call("diff", str(old), str(new)) == (0, b"Nothing changed.\n", "")


def test_changed_claim_shows_in_its_fact_and_in_every_letter_that_prints_it(
    call: Call, old: Path, new: Path
) -> None:
    change(new, "facts.toml", OLD_CLAIM, NEW_CLAIM)
    status, output, errors = call("diff", str(old), str(new))
    words = ["- stands where your first fact will stand.", "+ stands where your best fact will stand."]
    letters = [
        f"Letter {stance}-view.en{kind}"
        for stance in ("first", "second")
        for kind in ("", ", short", ", follow-up")
    ]
    assert (status, errors) == (1, "")
    assert output.decode().splitlines() == [
        *(line for letter in letters for line in (letter, *words)),
        "Fact first-fact",
        f"- claim.en: {OLD_CLAIM}",
        f"+ claim.en: {NEW_CLAIM}",
    ]


def test_second_wording_of_a_passage_shows_as_that_wording_of_its_letter(
    call: Call, old: Path, new: Path
) -> None:
    change(new, "passages.toml", "replace this with another way to say why", "try once more to say why")
    data = json.loads(call("diff", str(old), str(new), "--format", "json")[1])
    assert [letter["name"] for letter in data["letters"]] == ["first-view.en, wording 2"]
    assert (data["facts"], data["added"], data["withdrawn"]) == ([], [], [])


def test_dates_and_sources_of_a_fact_show_though_no_letter_changes(call: Call, old: Path, new: Path) -> None:
    change(new, "facts.toml", 'as_of = "unknown"\n# The views', 'as_of = "2026-03"\n# The views')
    change(new, "sources.toml", 'published = "unknown"', 'published = "2026-02"')
    data = json.loads(call("diff", str(old), str(new), "--format", "json")[1])
    assert data["letters"] == []
    assert data["facts"][0]["changes"]["as_of"] == {"old": "unknown", "new": "2026-03"}
    assert [(fact["slug"], list(fact["changes"])) for fact in data["facts"]] == [
        ("first-fact", ["as_of", "source S01"]),
        ("second-fact", ["source S01"]),
        ("third-fact", ["source S01"]),
        ("fourth-fact", ["source S01"]),
    ]


def test_fact_added_and_fact_withdrawn_are_named_either_way(call: Call, old: Path, new: Path) -> None:
    facts = (new / "facts.toml").read_text("utf-8")
    extra = facts[facts.index('[[facts]]\nid = "F04"') :].replace("F04", "F05")
    (new / "facts.toml").write_text(facts + "\n" + extra.replace("fourth-fact", "fifth-fact"), "utf-8")
    assert call("diff", str(old), str(new)) == (1, b"Facts added\n+ fifth-fact\n", "")
    assert call("diff", str(new), str(old)) == (1, b"Facts withdrawn\n- fifth-fact\n", "")


def test_markdown_puts_each_change_under_a_heading_in_a_block(call: Call, old: Path, new: Path) -> None:
    change(new, "facts.toml", "replace the fact, its source and this note.", "replace ```all``` of it.")
    status, output, _ = call("diff", str(old), str(new), "--format", "markdown")
    assert (status, output.decode()) == (
        1,
        "### Fact first-fact\n\n````diff\n"
        "- note.en: EXAMPLE: replace the fact, its source and this note.\n"
        "+ note.en: EXAMPLE: replace ```all``` of it.\n````\n",
    )


def test_campaign_that_cannot_be_read_has_status_two(call: Call, old: Path, tmp_path: Path) -> None:
    status, output, errors = call("diff", str(old), str(tmp_path / "nowhere"))
    assert (status, output) == (2, b"")
    assert errors.startswith(f"apostille: {tmp_path}/nowhere/campaign.toml: the file is missing: add it")
