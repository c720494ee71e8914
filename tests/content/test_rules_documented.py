"""docs/checks.md: each rule is seen to speak up on its broken example, and to be silent on the kept one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from webapp.checks.folder import check_folder
from webapp.checks.rules import RULES
from webapp.content.catalogue import ROOT
from webapp.content.new_campaign import NewCampaign, make_campaign

TEXT = (ROOT / "docs" / "checks.md").read_text("utf-8")
SECTIONS = dict(re.findall(r"^### `([a-z-]+)`\n(.*?)(?=^##|\Z)", TEXT, re.DOTALL | re.MULTILINE))
EXAMPLE = re.compile(r"Passes, in `(.+?)`:\n\n```\w+\n(.*?)\n```\n\nFails:\n\n```\w+\n(.*?)\n```", re.DOTALL)
DAYS = re.compile(r"Passes with `--on (\S+)`, fails with `--on (\S+)`")
DAY = date(2026, 11, 25)
ALWAYS = {"members-due"}
"""What is said of every campaign on that day."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return the folder of a new campaign, as the page's examples have it."""
    return make_campaign(NewCampaign("Save the night train", ("en", "fr"), "prime-minister", DAY), tmp_path)


def said(folder: Path, rule: str, day: date = DAY) -> set[str]:
    """Return the names of the rules that a folder breaks."""
    return {problem.rule for problem in check_folder(folder, day, strict=rule == "few-reviews")}


def put(folder: Path, name: str, old: str, new: str) -> None:
    """Put an example into a file in the place of the other; a whole file may be missing."""
    path = folder / name
    if new == "(no such file)":
        path.unlink()
    elif not path.exists():
        path.write_text(new, "utf-8")
    else:
        text = path.read_text("utf-8")
        assert old in text, f"{name} has no {old!r}"
        path.write_text(
            text.replace(old, new.replace("(… six hundred more words …)", ("And so on. " * 300).strip()), 1),
            "utf-8",
        )


def examples() -> Iterator[object]:
    for rule, section in SECTIONS.items():
        if rule not in {"office-due", "members-due", "few-reviews", "correction-order"}:
            yield pytest.param(rule, EXAMPLE.findall(section), id=rule)


def test_page_has_every_rule_with_its_sentence_in_the_order_of_the_table() -> None:
    assert list(SECTIONS) == list(RULES)
    assert [SECTIONS[rule].strip().splitlines()[0] for rule in RULES] == [r.asks for r in RULES.values()]


def test_new_campaign_breaks_no_rule(folder: Path) -> None:
    assert said(folder, "") == ALWAYS


@pytest.mark.parametrize(("rule", "changes"), list(examples()))
def test_rule_speaks_up_on_its_broken_example_alone(
    folder: Path, rule: str, changes: list[tuple[str, str, str]]
) -> None:
    assert changes
    for name, passes, fails in changes:
        put(folder, name, passes, fails)
    found = [problem for problem in check_folder(folder, DAY) if problem.rule not in ALWAYS]
    assert {problem.rule for problem in found} == {rule}
    names = {Path(problem.path).name for problem in found if problem.path.endswith((".toml", ".j2"))}
    assert names
    assert all(problem.line > 0 for problem in found if problem.path.endswith(".toml"))


def test_corrections_stand_newest_first(folder: Path) -> None:
    ((name, passes, fails),) = EXAMPLE.findall(SECTIONS["correction-order"])
    put(folder, name, "", passes)
    assert said(folder, "") == ALWAYS
    put(folder, name, passes, fails)
    assert said(folder, "") == {"correction-order"}


def test_two_reviewers_are_asked_for_by_strict_alone(folder: Path) -> None:
    ((name, passes, fails),) = EXAMPLE.findall(SECTIONS["few-reviews"])
    assert (said(folder, ""), said(folder, "few-reviews")) == (ALWAYS, ALWAYS | {"few-reviews"})
    path = folder / name
    path.write_text(path.read_text("utf-8").replace(fails, passes), "utf-8")
    assert said(folder, "few-reviews") == ALWAYS


@pytest.mark.parametrize("rule", ["office-due", "members-due"])
def test_table_is_due_after_its_day(folder: Path, rule: str) -> None:
    ((before, after),) = DAYS.findall(SECTIONS[rule])
    on = [rule in said(folder, "", date.fromisoformat(day)) for day in (before, after)]
    assert on == [False, True]
