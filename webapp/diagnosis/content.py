"""What letters are made from: campaigns that load, data that is not too old, and a clock that fits them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from webapp.checks.ages import ages, dues, newest_day
from webapp.content.catalogue import DATA, load_catalogue
from webapp.content.postal_tables import POSTAL_RECORD, made_on
from webapp.diagnosis.findings import Finding, ok, warning, wrong
from webapp.domain.catalogue import Catalogue
from webapp.domain.errors import ContentError

_LISTED = "run `apostille review`: it lists each, and what to do"
_KINDS = {
    "members-due": "data: members",
    "office-due": "data: officials",
    "source-due": "data: sources",
    "fact-due": "data: facts",
}


def campaigns(folder: Path) -> tuple[Catalogue | None, list[Finding]]:
    """Return the catalogue, if it loads, and what is to be said of that."""
    try:
        catalogue = load_catalogue(folder)
        made_on(DATA / POSTAL_RECORD)
    except ContentError as error:
        return None, [
            wrong("campaigns and tables", str(problem), "mend it, or restore the file from the release")
            for problem in error.problems
        ]
    if not catalogue.campaigns:
        mend = "name the folder that holds the folders of campaigns in APOSTILLE_CAMPAIGNS"
        return catalogue, [wrong("campaigns and tables", f"{folder} holds no campaign", mend)]
    return catalogue, [ok("campaigns and tables", ", ".join(catalogue.campaigns))]


def freshness(catalogue: Catalogue, folder: Path, day: date) -> Iterator[Finding]:
    """Say how old the data is on ``day``, and what of it should have been looked at again."""
    due, tables = dues(catalogue, folder), ages(catalogue, folder, day).tables
    for rule, subject in _KINDS.items():
        of_kind = [each for each in due if each.rule == rule]
        past = sum(each.by < day for each in of_kind)
        if past:
            yield warning(
                subject, f"{past} past the day to look again, the first by {of_kind[0].by}", _LISTED
            )
        else:
            yield ok(subject, f"next to be looked at by {of_kind[0].by}" if of_kind else "nothing is due")
    yield ok("data: postal table", f"{tables['postal']} days old")


def clock(catalogue: Catalogue, day: date) -> Finding:
    """Say whether the clock is not before what our own data names as past."""
    newest = newest_day(catalogue)
    if day < newest:
        mend = "set the clock (timedatectl set-ntp true): letters are dated by it, and facts grow old by it"
        return wrong("clock", f"says {day}, but our data is of {newest}", mend)
    return ok("clock", f"says {day}; our newest data is of {newest}")
