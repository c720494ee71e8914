"""Checks campaigns: every problem of a folder at once, each with its rule, its file and its line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from webapp.checks.facts import check_facts
from webapp.checks.letters import check_letters
from webapp.checks.lines import line_of
from webapp.checks.sources import check_dates, check_sources
from webapp.checks.stances import check_reviews, check_stances
from webapp.checks.voice import check_voice
from webapp.composition.requests import today_in
from webapp.content.campaigns import load_campaign
from webapp.content.catalogue import ROOT, campaign_folders, load_tables
from webapp.content.files import LARGEST_TOML, is_there, read_text
from webapp.domain.errors import ContentError, Problem

_OTTAWA = "ON"


def check_folder(folder: Path, on: date | None = None, *, strict: bool = False) -> list[Problem]:
    """Return every problem and warning of the campaign in ``folder``, or of the campaigns below it.

    ``on`` is the day for which it is checked: today in Ottawa by default. ``strict`` asks for two reviewers.
    """
    folders = [folder] if is_there(folder / "campaign.toml") else campaign_folders(folder)
    if not folders:
        message = "holds no campaign: a campaign is a folder with a campaign.toml"
        return [Problem(str(folder), "", message, rule="missing-file")]
    day = on or today_in(_OTTAWA)
    found = (problem for each in folders for problem in _check_campaign(each, day, strict=strict))
    return [_with_line(problem) for problem in dict.fromkeys(found)]


def _check_campaign(folder: Path, day: date, *, strict: bool) -> Iterator[Problem]:
    try:
        campaign = load_campaign(folder.resolve())
        catalogue = load_tables({campaign.slug: campaign}, folder)
    except ContentError as error:
        yield from error.problems
        return
    yield from check_facts(campaign, str(folder / "facts.toml"))
    yield from check_sources(campaign, folder)
    yield from check_dates(campaign, catalogue, folder, day)
    yield from check_stances(campaign, folder)
    yield from check_voice(campaign, folder)
    yield from check_letters(campaign, catalogue, folder, day)
    if strict:
        yield from check_reviews(campaign, folder)


def _with_line(problem: Problem) -> Problem:
    """Return the problem with the line on which its place stands, where a file holds it."""
    path = Path(problem.path) if Path(problem.path).is_file() else ROOT / problem.path
    if problem.line or not problem.where or path.suffix != ".toml" or not path.is_file():
        return problem
    try:
        return replace(problem, line=line_of(read_text(path, LARGEST_TOML), problem.where))
    except ContentError:  # it may not be read: that is a problem of its own
        return problem
