"""Reads the data tables of `webapp/data`: ridings, members and officials."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from datetime import date
from io import StringIO
from pathlib import Path

from webapp.content.reading import read_toml
from webapp.content.toml_values import Both, DayText, KnownDateText, Note, Slug, Table
from webapp.domain.errors import ContentError, Problem
from webapp.domain.locales import LocalisedText, PartialDate
from webapp.domain.people import Official, Representative
from webapp.domain.ridings import PROVINCES, Riding

RIDINGS_IN_2023_ORDER = 343
RENAMED_IN_2026 = 19
AGREED = "two sources agree"
_RIDING = ("fed_code", "name_en", "name_fr", "province")
_POINT = ("fed_code", "lat", "lon", "postal_codes", "main_place", "city_with_ice_office", "city_share")
_RENAMING = ("fed_code", "old_en", "old_fr", "new_en_A", "new_fr_A", "new_en_B_house", "agreement")
_MEMBER = ("fed_code", "name", "party", "email", "status", "as_of", "note", "sources")


class OfficialTable(Table):
    """One office: its holder and the forms of address."""

    id: Slug
    office: Both
    name: str = ""
    at_the_house: bool = False
    inside_address: list[Both]
    copy_line: Both
    salutation: Both
    closing: Both
    email: str = ""
    as_of: KnownDateText
    review_by: DayText | None = None
    confirmed: bool
    note: Note = Note()


class OfficialsFile(Table):
    """The file of officials."""

    officials: list[OfficialTable]


def load_ridings(path: Path, points: Path, renamed: Path | None = None) -> dict[str, Riding]:
    """Return the 343 ridings by code, names with typographic apostrophes, places from ``points``.

    ``renamed`` holds the renamings of 2026: the new name is a riding's name where two sources agree.
    """
    places = {row["fed_code"]: row["main_place"] for row in _rows(points, _POINT)}
    renamings = {row["fed_code"]: row for row in _rows(renamed, _RENAMING)} if renamed else {}
    if renamed and len(renamings) != RENAMED_IN_2026:
        raise _broken(renamed, f"holds {len(renamings)} renamings, not {RENAMED_IN_2026}: restore the file")
    ridings = {
        row["fed_code"]: _riding(row, places.get(row["fed_code"], ""), renamings.pop(row["fed_code"], None))
        for row in _rows(path, _RIDING)
    }
    if len(ridings) != RIDINGS_IN_2023_ORDER or {r.province for r in ridings.values()} != set(PROVINCES):
        raise _broken(path, f"holds {len(ridings)} ridings, not {RIDINGS_IN_2023_ORDER}: restore the file")
    if set(places) != set(ridings):
        raise _broken(points, "does not hold one row for each riding: restore the file")
    if renamings and renamed:
        names = ", ".join(sorted(renamings))
        raise _broken(renamed, f"renames {names}, which is no riding: restore the file")
    return ridings


def _riding(row: dict[str, str], place: str, renaming: dict[str, str] | None) -> Riding:
    name = LocalisedText(_typographic(row["name_en"]), _typographic(row["name_fr"]))
    others: tuple[str, ...] = ()
    if renaming:
        new = LocalisedText(_typographic(renaming["new_en_A"]), _typographic(renaming["new_fr_A"]))
        known = (name.en, name.fr, new.en, new.fr, _typographic(renaming["new_en_B_house"]))
        name = new if renaming["agreement"] == AGREED else name
        others = tuple(other for other in dict.fromkeys(known) if other not in ("", name.en, name.fr))
    return Riding(row["fed_code"], name, row["province"], place, others)


def load_members(path: Path, ridings: dict[str, Riding]) -> dict[str, Representative]:
    """Return the seat of every riding, vacant ones included, by riding code."""
    members = {
        row["fed_code"]: Representative(
            riding=row["fed_code"],
            name=_typographic(row["name"]),
            email=row["email"],
            as_of=_day(path, row["as_of"]),
            vacant=row["status"] != "sitting",
            party=row["party"] if row["status"] == "sitting" else "",
        )
        for row in _rows(path, _MEMBER)
    }
    if set(members) != set(ridings):
        raise _broken(path, "does not hold one row for each riding: restore the file")
    return members


def _day(path: Path, text: str) -> PartialDate:
    try:
        return PartialDate.known(text)
    except ValueError:
        raise _broken(
            path, f"“{text[:20]}” is no date of as_of, such as 2026-01-22: restore the file"
        ) from None


def load_officials(path: Path) -> dict[str, Official]:
    """Return the officials by id."""
    return {
        table.id: Official(
            id=table.id,
            office=table.office.text(),
            name=table.name,
            at_the_house=table.at_the_house,
            inside_address=tuple(line.text() for line in table.inside_address),
            copy_line=table.copy_line.text(),
            salutation=table.salutation.text(),
            closing=table.closing.text(),
            email=table.email,
            as_of=PartialDate.known(table.as_of),
            review_by=date.fromisoformat(table.review_by) if table.review_by else None,
            confirmed=table.confirmed,
            note=table.note.text(),
        )
        for table in read_toml(path, OfficialsFile).officials
    }


def _rows(path: Path, columns: Sequence[str]) -> Iterator[dict[str, str]]:
    """Yield the rows of a table that has these columns and was not cut off; its last line ends as all do."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise _broken(path, "the file cannot be read: restore it") from None
    table = csv.DictReader(StringIO(text, newline=""), strict=True)
    try:
        if table.fieldnames != list(columns) or not text.endswith("\n"):
            raise _broken(path, f"is not a whole table of {', '.join(columns)}: restore the file")
        for row in table:
            if None in row or None in row.values():
                raise _broken(path, f"line {table.line_num} has not the columns of the others: restore it")
            yield row
    except csv.Error:
        raise _broken(path, f"cannot be read after line {table.line_num}: restore the file") from None


def _broken(path: Path, message: str) -> ContentError:
    return ContentError((Problem(str(path), "", message),))


def _typographic(name: str) -> str:
    return name.replace("'", "’")
