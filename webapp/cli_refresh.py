"""The commands `refresh` and `status` of the data tables: a fresh members' table, and what is due."""

from __future__ import annotations

import csv
import hashlib
import json
import os
import shutil
import tempfile
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import astuple, fields
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from webapp.composition.requests import today_in
from webapp.content.catalogue import DATA
from webapp.content.postal_tables import load_postal_table
from webapp.content.tables import load_members, load_ridings
from webapp.domain.errors import ApostilleError, ContentError, Problem
from webapp.domain.ridings import Riding
from webapp.services import ourcommons, represent
from webapp.services.fetching import TIME_LIMIT, NotFetched, fetch
from webapp.services.members_refresh import (
    Change,
    Refresh,
    SeatRow,
    refreshed_from_house,
    refreshed_from_represent,
)
from webapp.services.ourcommons import UnusableAnswer

_COLUMNS = [field.name for field in fields(SeatRow)]
_OTTAWA = "ON"
_SOURCES = {
    "ourcommons": (ourcommons.URL, ourcommons.ACCEPT),
    "represent": (represent.URL, represent.ACCEPT),
}
_NOT_TABLES = (".md", ".bak", ".part")


class NothingChanged(ApostilleError):
    """A refresh was given up; the table is as it was."""


_day_option = click.option(
    "--date", "given_day", type=click.DateTime(["%Y-%m-%d"]), help="The day it is; today by default."
)


@click.command()
@click.option("--from", "source", type=click.Choice(list(_SOURCES)), required=True, help="Whom to ask.")
@click.option("--dry-run", is_flag=True, help="Show what would change, and change nothing.")
@click.option("--yes", is_flag=True, help="Write without asking.")
@click.option("--url", help="Another address that answers in the same way.")
@click.option(
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The file to write; the members' table itself by default.",
)
@click.option(
    "--limit",
    type=click.FloatRange(0.1, 60),
    default=TIME_LIMIT,
    show_default=True,
    help="How many seconds the whole answer may take.",
)
@_day_option
def refresh(  # noqa: PLR0913 - one for each option
    *,
    source: str,
    dry_run: bool,
    yes: bool,
    url: str | None,
    output: Path | None,
    limit: float,
    given_day: datetime | None,
) -> int:
    """Bring the members' table up to date: the House says who sits, Represent gives addresses."""
    day = _day(given_day)
    ridings = load_ridings(DATA / "ridings.csv", DATA / "riding_points.csv", DATA / "ridings_renamed.csv")
    before = read_rows(DATA / "members.csv")
    load_members(DATA / "members.csv", ridings)
    address, accept = _SOURCES[source]
    try:
        content = fetch(url or address, accept=accept, limit=limit)
        fresh = _refreshed(source, content, before, ridings, day)
    except (NotFetched, UnusableAnswer) as failure:
        raise NothingChanged(f"{failure}. Nothing was changed.") from None
    _show(fresh, before, ridings)
    if fresh.rows == before:
        click.echo("Nothing to write.")
    elif dry_run:
        click.echo("Nothing was written: this was a dry run.")
    elif yes or click.confirm(f"Write {output or DATA / 'members.csv'}?"):
        write_rows(output or DATA / "members.csv", fresh.rows, ridings)
        click.echo("Written.")
    else:
        click.echo("Nothing was written.")
    return 0


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@_day_option
def status(*, as_json: bool, given_day: datetime | None) -> int:
    """Say of each data table how long and how old it is, and what is due."""
    report = status_of(DATA, _day(given_day))
    click.echo(json.dumps(report, ensure_ascii=False, indent=2) if as_json else "\n".join(_in_words(report)))
    return 0


def names_of(riding: Riding) -> tuple[str, ...]:
    """Return every name by which a list may call a riding, old and new."""
    return (riding.name.en, riding.name.fr, *riding.other_names)


def read_rows(path: Path) -> tuple[SeatRow, ...]:
    """Return the members' table as it is written; raise `ContentError` where its columns are others."""
    try:
        with path.open(encoding="utf-8", newline="") as file:
            header, *rows = csv.reader(file)
    except (OSError, ValueError, csv.Error):
        raise ContentError((Problem(str(path), "", "the file cannot be read: restore it"),)) from None
    if header != _COLUMNS or any(len(row) != len(_COLUMNS) for row in rows):
        message = f"its columns are not {', '.join(_COLUMNS)}: restore the file"
        raise ContentError((Problem(str(path), "", message),))
    return tuple(SeatRow(*row) for row in rows)


def write_rows(path: Path, rows: Iterable[SeatRow], ridings: dict[str, Riding]) -> None:
    """Put a whole new table in the place of the old at once, and keep the old as ``….bak``.

    The new file is read back by the loader before it takes the place.
    """
    path = path.resolve()
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
    part = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerows([_COLUMNS, *map(astuple, rows)])
            file.flush()
            os.fsync(file.fileno())
        load_members(part, ridings)
        if path.exists():
            shutil.copymode(path, part)
            shutil.copy2(path, path.with_name(f"{path.name}.bak"))
        else:
            part.chmod(0o644)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def status_of(folder: Path, day: date) -> dict[str, Any]:
    """Return what `status` prints: the tables, and what is due for members and officials on ``day``."""
    files = [path for path in sorted(folder.iterdir()) if path.is_file() and path.suffix not in _NOT_TABLES]
    seats = read_rows(folder / "members.csv")
    sitting = [seat for seat in seats if seat.status == "sitting"]
    officials = tomllib.loads((folder / "officials.toml").read_text(encoding="utf-8"))["officials"]
    return {
        "tables": [_table(path) for path in files],
        "members": {
            "newest_as_of": max(seat.as_of for seat in seats),
            "oldest_as_of": min(seat.as_of for seat in seats),
            "vacant": [seat.fed_code for seat in seats if seat.status != "sitting"],
            "without_email": [seat.fed_code for seat in sitting if not seat.email],
        },
        "officials": {
            "unconfirmed": [official["id"] for official in officials if not official["confirmed"]],
            "past_review": [official["id"] for official in officials if _is_past_review(official, day)],
        },
    }


def _refreshed(
    source: str, content: bytes, before: tuple[SeatRow, ...], ridings: Mapping[str, Riding], day: date
) -> Refresh:
    names = {code: names_of(riding) for code, riding in ridings.items()}
    if source == "ourcommons":
        return refreshed_from_house(before, ourcommons.read_house(content, day), names, day)
    return refreshed_from_represent(before, represent.read_represent(content), names, day)


def _show(fresh: Refresh, before: tuple[SeatRow, ...], ridings: Mapping[str, Riding]) -> None:
    def line(change: Change) -> str:
        return f"{change.fed_code} {ridings[change.fed_code].name.en}: {change.words}"

    for change in fresh.changes:
        click.echo(line(change))
    for change in fresh.left_out:
        click.echo(f"left out: {line(change)}", err=True)
    dated = sum(old.as_of != new.as_of for old, new in zip(before, fresh.rows, strict=True))
    click.echo(
        f"{len(fresh.changes)} seats would change; {dated} of {len(before)} rows would be newly dated."
    )


def _table(path: Path) -> dict[str, Any]:
    content = path.read_bytes()
    digest = hashlib.sha256(content).hexdigest()[:12]
    return {"file": path.name, "rows": _row_count(path, content), "bytes": len(content), "sha256": digest}


def _row_count(path: Path, content: bytes) -> int | None:
    """Return the rows of a CSV table, entries of a TOML list or codes of a postal table; else None."""
    if path.suffix == ".csv":
        return sum(1 for _ in csv.reader(content.decode("utf-8").splitlines())) - 1
    if path.suffix == ".toml":
        lists = [
            entry for entry in tomllib.loads(content.decode("utf-8")).values() if isinstance(entry, list)
        ]
        return sum(map(len, lists)) if lists else None
    return len(load_postal_table(path)) if path.suffix == ".bin" else None


def _is_past_review(official: Mapping[str, Any], day: date) -> bool:
    due = str(official.get("review_by", ""))
    return bool(due) and due < day.isoformat()


def _in_words(report: Mapping[str, Any]) -> Iterable[str]:
    for table in report["tables"]:
        rows = "-" if table["rows"] is None else table["rows"]
        yield f"{table['sha256']}  {rows:>7} rows  {table['bytes']:>9,} bytes  {table['file']}"
    members, officials = report["members"], report["officials"]
    yield f"Members as of {members['oldest_as_of']} to {members['newest_as_of']}"
    yield _count("Seats vacant", members["vacant"])
    yield _count("Members without a known e-mail", members["without_email"])
    yield _count("Officials unconfirmed", officials["unconfirmed"])
    yield _count("Officials past review", officials["past_review"])


def _count(label: str, which: list[str]) -> str:
    return f"{label}: {len(which)}" + (f" ({', '.join(which)})" if which else "")


def _day(given: datetime | None) -> date:
    return given.date() if given else today_in(_OTTAWA)
