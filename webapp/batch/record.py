"""The record of a batch, a SQLite file: which letters stand where, so that none is made twice.

It holds numbers of rows, names of files and keyed digests, nothing of a person. A letter is recorded once its
file stands; a process that is killed in between makes that one letter again, under the same name.
"""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from webapp.batch.making import Made
from webapp.batch.refusals import BatchRefused, BatchStopped

RECORD = "batch.sqlite"
_SCHEMA = """
create table if not exists batch (key blob, campaign text, format text, written_on text);
create table if not exists letters (
    identity blob primary key, row integer, file text,
    edition text, fingerprint text, digest blob, size integer
) without rowid;
create table if not exists wanted (row integer primary key, identity blob unique, is_made integer);
create table if not exists problems (row integer, field text, mend text);
"""


@dataclass(frozen=True)
class Begun:
    """What a batch was begun with and keeps: its key, campaign, format, and the day of its letters."""

    key: bytes
    campaign: str
    format_name: str
    written_on: date


@dataclass(frozen=True)
class Kept:
    """A letter in the record, and the row that wants it now: 0 for none."""

    identity: bytes
    file: str
    edition: str
    digest: bytes
    size: int
    row: int


class Record:
    """The record in a folder, held by one run alone until it is closed."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / RECORD
        with _told(self._path):
            self._base = sqlite3.connect(self._path, timeout=0, isolation_level=None)
            self._base.execute("pragma locking_mode = exclusive")
            self._base.execute("pragma journal_mode = wal")
            self._base.execute("pragma synchronous = normal")
            self._base.execute("pragma temp_store = file")
            self._base.executescript(f"begin immediate; {_SCHEMA} commit;")

    def close(self) -> None:
        """Give the record back; what was recorded stays, whatever happens here."""
        self._base.close()

    def begin(self, campaign: str, format_name: str, day: date | None, today: date) -> Begun:
        """Return what the batch was begun with, or begin it with a new key.

        ``day`` is the day asked for, if any: without one, letters keep the day of those made before, if any.
        Raises `BatchRefused` where the record is of another campaign or format.
        """
        with _told(self._path):
            found = self._base.execute("select key, campaign, format, written_on from batch").fetchone()
            if found and found[1:3] != (campaign, format_name):
                raise BatchRefused(
                    f"{self._path.parent} holds letters of {found[1]} as {found[2]}: name another folder."
                )
            has_letters = self._base.execute("select 1 from letters limit 1").fetchone()
            written_on = day or (date.fromisoformat(found[3]) if has_letters else today)
            key = found[0] if found else secrets.token_bytes(32)
            with self.together():
                self._base.execute("delete from batch")
                row = (key, campaign, format_name, written_on.isoformat())
                self._base.execute("insert into batch values (?, ?, ?, ?)", row)
                self._base.execute("delete from wanted")
                self._base.execute("delete from problems")
        return Begun(key, campaign, format_name, written_on)

    @contextmanager
    def together(self) -> Iterator[None]:
        """Record what happens inside all at once, or not at all."""
        with _told(self._path):
            self._base.execute("begin")
            try:
                yield
            except BaseException:
                if self._base.in_transaction:
                    self._base.execute("rollback")
                raise
            self._base.execute("commit")

    def want(self, row: int, identity: bytes) -> int:
        """Note that a row wants a letter; return the row that wants the same one already, or 0."""
        same = self._base.execute("select row from wanted where identity = ?", (identity,)).fetchone()
        if same:
            return int(same[0])
        self._base.execute("insert into wanted values (?, ?, 0)", (row, identity))
        return 0

    def problem(self, row: int, field: str, mend: str) -> None:
        """Note what is to be mended in a row."""
        with _told(self._path):
            self._base.execute("insert into problems values (?, ?, ?)", (row, field, mend))

    def kept(self) -> Iterator[Kept]:
        """Yield every letter in the record; letters may be forgotten and moved meanwhile."""
        after = b""
        while found := self._base.execute(
            "select l.identity, l.file, l.edition, l.digest, l.size, coalesce(w.row, 0) from letters l "
            "left join wanted w using (identity) where l.identity > ? order by l.identity limit 1",
            (after,),
        ).fetchone():
            yield Kept(*found)
            after = found[0]

    def forget(self, identity: bytes) -> None:
        """Take a letter out of the record."""
        with _told(self._path):
            self._base.execute("delete from letters where identity = ?", (identity,))

    def moved(self, identity: bytes, row: int, file: str) -> None:
        """Note that a letter is that of another row, and has another name."""
        with _told(self._path):
            change = (row, file, identity)
            self._base.execute("update letters set row = ?, file = ? where identity = ?", change)

    def stands(self, identity: bytes) -> None:
        """Note that a letter that is wanted stands as it is to be."""
        with _told(self._path):
            self._base.execute("update wanted set is_made = 1 where identity = ?", (identity,))

    def standing(self, edition: str) -> int:
        """Return how many letters of an edition there are."""
        counted = self._base.execute("select count(*) from letters where edition = ?", (edition,))
        return int(counted.fetchone()[0])

    def made(self, identity: bytes, row: int, made: Made, edition: str) -> None:
        """Note that a letter has been made."""
        values = (identity, row, made.file, edition, made.fingerprint, made.digest, made.size)
        with self.together():
            self._base.execute("insert or replace into letters values (?, ?, ?, ?, ?, ?, ?)", values)
            self._base.execute("update wanted set is_made = 1 where identity = ?", (identity,))

    def is_to_be_made(self, row: int) -> bytes | None:
        """Return the identity of the letter that a row still wants, or None."""
        with _told(self._path):
            found = self._base.execute("select identity from wanted where row = ? and not is_made", (row,))
            return next((bytes(identity) for (identity,) in found), None)

    def count(self, *, made: bool) -> int:
        """Return how many of the wanted letters have been made, or have not."""
        counted = self._base.execute("select count(*) from wanted where is_made = ?", (made,))
        return int(counted.fetchone()[0])

    def rows_with_problems(self) -> int:
        """Return how many rows have something to be mended."""
        return int(self._base.execute("select count(distinct row) from problems").fetchone()[0])

    def problems(self) -> Iterator[tuple[int, str, str]]:
        """Yield row, field and mend of every problem, in the order of rows."""
        yield from self._base.execute("select row, field, mend from problems order by row, rowid")

    def letters(self) -> Iterator[tuple[int, str, str, int, str]]:
        """Yield row, file, fingerprint, size and digest of every letter that stands, in order of rows."""
        yield from self._base.execute(
            "select w.row, file, fingerprint, size, lower(hex(digest)) from wanted w "
            "join letters using (identity) where is_made order by w.row"
        )


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Turn what SQLite says into what to do."""
    try:
        yield
    except sqlite3.Error as error:
        code = error.sqlite_errorname if hasattr(error, "sqlite_errorname") else ""
        if code == "SQLITE_BUSY":
            raise BatchRefused(f"another run is making letters in {path.parent}: let it end first.") from None
        if code in ("SQLITE_NOTADB", "SQLITE_CORRUPT"):
            raise BatchRefused(f"{path} is damaged: name another folder.") from None
        raise BatchStopped(f"the record {path} could not be written ({error}); see to that") from None
