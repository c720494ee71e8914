"""`apostille review`: what is due soon, soonest first."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from webapp.content.new_campaign import NewCampaign, make_campaign

Call = Callable[..., tuple[int, bytes, str]]
MEMBERS = "webapp/data/members.csv: run “apostille data refresh”: the oldest row is of 2026-01-22"
OFFICE = (
    "webapp/data/officials.toml: officials prime-minister: "
    "look up who holds the office, then set the next day"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a new campaign whose source was read on November 25, 2026; one fact has a day of its own."""
    made = make_campaign(
        NewCampaign("Save the night train", ("en", "fr"), "prime-minister", date(2026, 11, 25)), tmp_path
    )
    facts = made / "facts.toml"
    text = facts.read_text("utf-8").replace(
        "print_default = true", 'print_default = true\nreview_by = "2026-12-10"', 1
    )
    facts.write_text(text, "utf-8")
    return made


def listed(call: Call, folder: Path, *options: str) -> tuple[int, list[str]]:
    status, output, errors = call("review", str(folder), *options)
    assert errors == ""
    return status, output.decode().splitlines()


def test_what_is_due_within_thirty_days_is_listed(call: Call, folder: Path) -> None:
    assert listed(call, folder, "--on", "2026-07-01") == (
        0,
        [f"2026-07-23  {MEMBERS}", "1 to look at again within 30 days, 0 of them past their day."],
    )


def test_more_days_list_more_soonest_first_and_what_is_past_gives_status_one(
    call: Call, folder: Path
) -> None:
    assert listed(call, folder, "--on", "2026-12-11", "--within", "200") == (
        1,
        [
            f"2026-07-23 (past)  {MEMBERS}",
            f"2026-12-10 (past)  {folder}/facts.toml: facts F01: "
            "read it against its sources, then set the next day",
            f"2027-03-31  {OFFICE}",
            f"2027-05-26  {folder}/sources.toml: sources S01: "
            "read it again, then write the day into retrieved",
            "4 to look at again within 200 days, 2 of them past their day.",
        ],
    )


def test_last_day_itself_is_not_past(call: Call, folder: Path) -> None:
    assert listed(call, folder, "--on", "2026-07-23", "--within", "0") == (
        0,
        [f"2026-07-23  {MEMBERS}", "1 to look at again within 0 days, 0 of them past their day."],
    )


def test_campaigns_of_a_folder_name_what_they_share_once(call: Call, folder: Path) -> None:
    make_campaign(NewCampaign("Other", ("en", "fr"), "prime-minister", date(2026, 11, 25)), folder.parent)
    _, lines = listed(call, folder.parent, "--on", "2026-07-01")
    assert [line for line in lines if "members.csv" in line] == [f"2026-07-23  {MEMBERS}"]


def test_folder_without_a_campaign_is_said(call: Call, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    status, output, errors = call("review", str(tmp_path / "empty"))
    assert (status, output) == (2, b"")
    assert f"{tmp_path}/empty holds no campaign: a campaign is a folder with a campaign.toml." in errors
