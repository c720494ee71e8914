"""What a fresh list changes in the members' table: the House says who sits, Represent gives addresses."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from webapp.domain.ridings import fold
from webapp.services.ourcommons import SittingMember, UnusableAnswer
from webapp.services.represent import Listed

FEWEST_MEMBERS = 330
"""Of 343 seats; an answer with fewer is taken for a partial one."""

_ADDRESS = re.compile(r"[A-Za-z0-9][A-Za-z0-9.'_-]*@parl\.gc\.ca", re.IGNORECASE)
"""The address of a member at the House; nothing else is ever put in the table."""


_Entry = TypeVar("_Entry", SittingMember, Listed)


@dataclass(frozen=True)
class SeatRow:
    """One row of the members' table, its columns in order and as they are written."""

    fed_code: str
    name: str
    party: str
    email: str
    status: str
    as_of: str
    note: str
    sources: str


@dataclass(frozen=True)
class Change:
    """What differs at one seat, in words."""

    fed_code: str
    words: str


@dataclass(frozen=True)
class Refresh:
    """The table as it would be, what differs seat by seat, and what was not taken, with the reason."""

    rows: tuple[SeatRow, ...]
    changes: tuple[Change, ...]
    left_out: tuple[Change, ...] = ()


def refreshed_from_house(
    rows: Iterable[SeatRow], members: Iterable[SittingMember], names: Mapping[str, Iterable[str]], day: date
) -> Refresh:
    """Return the table with the House's list of ``day``; ``names`` are all names of each riding by its code.

    A seat that the list does not name is vacant. An address stays with its person and goes with them.
    """
    before = tuple(rows)
    _refuse_past(before, day)
    by_seat = _by_seat([(member.riding, member) for member in members], names)
    after = tuple(_seated(row, by_seat.get(row.fed_code), day) for row in before)
    return Refresh(after, _changes(before, after))


def refreshed_from_represent(
    rows: Iterable[SeatRow], listed: Iterable[Listed], names: Mapping[str, Iterable[str]], day: date
) -> Refresh:
    """Return the table with the addresses that Represent gives for the members who sit.

    Who sits, and the day on which that was known, stay as they are.
    """
    before = tuple(rows)
    _refuse_past(before, day)
    by_seat = _by_seat([(entry.riding, entry) for entry in listed], names)
    addresses = Counter(entry.email.casefold() for entry in by_seat.values() if entry.email)
    if any(count > 1 for count in addresses.values()):
        raise UnusableAnswer("the answer gives one address to several members")
    left_out = [
        Change(row.fed_code, reason)
        for row in before
        if (entry := by_seat.get(row.fed_code)) and (reason := _reason_against(row, entry))
    ]
    refused = {change.fed_code for change in left_out}
    after = tuple(
        row if row.fed_code in refused else _addressed(row, by_seat.get(row.fed_code), day) for row in before
    )
    return Refresh(after, _changes(before, after), tuple(left_out))


def is_same_person(one: str, other: str) -> bool:
    """Return whether two names are one person's for the same seat.

    Accents, case and spaces do not count, nor a middle name that only one of them has.

    >>> is_same_person("Hélène Roy", "Helene M. Roy"), is_same_person("Jean Roy", "Jeanne Roy")
    (True, False)
    """
    words, others = fold(one).split(), fold(other).split()
    if not words or not others:
        return False
    if "".join(words) == "".join(others):
        return True
    fewer, more = sorted((words, others), key=len)
    return len(fewer) > 1 and (fewer[0], fewer[-1]) == (more[0], more[-1]) and set(fewer) <= set(more)


def _by_seat(entries: list[tuple[str, _Entry]], names: Mapping[str, Iterable[str]]) -> dict[str, _Entry]:
    """Return the entries by riding code; refuse too few, an unknown riding, and two for one seat."""
    if len(entries) < FEWEST_MEMBERS:
        raise UnusableAnswer(f"the answer lists {len(entries)} members, fewer than {FEWEST_MEMBERS}")
    codes = {fold(name): code for code, known in names.items() for name in known}
    unknown = sorted({riding for riding, _ in entries if fold(riding) not in codes})
    if unknown:
        more = f" and {len(unknown) - 1} more" if len(unknown) > 1 else ""
        raise UnusableAnswer(f"the answer names a riding that is not known here: “{unknown[0]}”{more}")
    found = {codes[fold(riding)]: entry for riding, entry in entries}
    if len(found) < len(entries):
        raise UnusableAnswer("the answer gives two members to one seat")
    return found


def _refuse_past(rows: tuple[SeatRow, ...], day: date) -> None:
    newest = max(row.as_of for row in rows)
    if day.isoformat() < newest:
        raise UnusableAnswer(
            f"the table already holds rows of {newest}: refresh it with a later day than {day}"
        )


def _seated(row: SeatRow, member: SittingMember | None, day: date) -> SeatRow:
    source = f"ourcommons-{day}"
    if member is None:
        return _vacated(row, day, source)
    fresh = replace(row, name=member.name, party=member.party, status="sitting", as_of=day.isoformat())
    if not is_same_person(row.name, member.name):
        note = f"before {day}: {row.name} ({row.party})" if row.name else f"vacant before {day}"
        return replace(fresh, email="", note=note, sources=source)
    note = row.note if row.party == member.party else f"{row.party} before {day}"
    return replace(fresh, note=note, sources=_with_source(row.sources, source))


def _vacated(row: SeatRow, day: date, source: str) -> SeatRow:
    if row.status != "sitting":
        sources = _with_source(row.sources, source)
        return replace(row, status="vacant", as_of=day.isoformat(), sources=sources)
    note = f"not in the House's list on {day}; before: {row.name}"
    party = f"{row.party} (former)"
    return SeatRow(row.fed_code, "", party, "", "vacant", day.isoformat(), note, source)


def _addressed(row: SeatRow, entry: Listed | None, day: date) -> SeatRow:
    if entry is None or not entry.email or entry.email.casefold() == row.email.casefold():
        return row
    note = "; ".join(part for part in row.note.split("; ") if part != "e-mail not found")
    sources = _with_source(row.sources, f"represent-{day}")
    return replace(row, email=entry.email, note=note, sources=sources)


def _reason_against(row: SeatRow, entry: Listed) -> str:
    """Return why nothing is taken from an entry, or nothing."""
    if row.status != "sitting":
        return f"Represent names {entry.name}, but the seat is {row.status} here"
    if not is_same_person(row.name, entry.name):
        return f"Represent names {entry.name}, but {row.name} sits here"
    if entry.email and not _ADDRESS.fullmatch(entry.email):
        return f"Represent gives {row.name} an address that is not at parl.gc.ca"
    return ""


def _with_source(sources: str, fresh: str) -> str:
    """Return the sources with a fresh one, without an earlier day of the same service."""
    service = fresh[:-10]
    earlier = re.compile(re.escape(service) + r"\d{4}-\d{2}-\d{2}")
    return "+".join([*(key for key in sources.split("+") if key and not earlier.fullmatch(key)), fresh])


def _changes(before: tuple[SeatRow, ...], after: tuple[SeatRow, ...]) -> tuple[Change, ...]:
    pairs = zip(before, after, strict=True)
    return tuple(Change(old.fed_code, words) for old, new in pairs if (words := _difference(old, new)))


def _difference(old: SeatRow, new: SeatRow) -> str:
    parts = []
    if (old.name, old.party, old.status) != (new.name, new.party, new.status):
        parts.append(f"{_holder(old)} → {_holder(new)}")
    if old.email and not new.email:
        parts.append(f"e-mail {old.email} dropped")
    elif old.email != new.email:
        parts.append(f"e-mail {old.email or 'unknown'} → {new.email}")
    return "; ".join(parts)


def _holder(row: SeatRow) -> str:
    return f"{row.name} ({row.party or 'no party'})" if row.status == "sitting" else row.status
