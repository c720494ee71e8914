"""The steps of a batch: check every row, keep what stands, make what is still wanted, write down both."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from webapp.batch.crew import Crew
from webapp.batch.editions import catalogue_in
from webapp.batch.joining import join, title_of
from webapp.batch.making import Job, Made, Order, file_name, identity_of
from webapp.batch.people import request_of
from webapp.batch.places import Folder, Place
from webapp.batch.record import Record
from webapp.batch.refusals import BatchRefused, BatchStopped, TableChanged
from webapp.batch.report import Listener, Report
from webapp.batch.table import Table
from webapp.batch.tables_written import (
    ERRORS,
    ERRORS_HEADINGS,
    MANIFEST,
    MANIFEST_HEADINGS,
    csv_lines,
    mend_of,
)
from webapp.domain.errors import ApostilleError, InputProblem, InvalidRequest

_TOGETHER = 500
"""Rows recorded at once while they are checked."""


SET_ASIDE = "set-aside"
"""The folder for letters that no row wants any more: nothing is ever deleted."""


class Batch:
    """A table, the record and place of its letters, what they share, and ``here`` for what is written."""

    def __init__(self, table: Table, job: Job, record: Record, place: Place, here: Path) -> None:
        self._table, self._job, self._record, self._place = table, job, record, place
        self._here = Folder(here)

    def check(self, listener: Listener, is_told_to_stop: Callable[[], bool]) -> None:
        """Check every row, note which letter it wants, and write down what to mend."""
        catalogue = catalogue_in(self._job.folder)
        rows = enumerate(self._table.rows(), start=1)
        is_over = False
        while not is_over:
            with self._record.together():
                for number, row in rows:
                    try:
                        request = request_of(row, self._job.usual, catalogue)
                    except InvalidRequest as error:
                        self._note(row.number, error.problems)
                    else:
                        self._want(row.number, identity_of(request, self._job.key))
                    listener.checked(number)
                    if number % _TOGETHER == 0:
                        break
                else:
                    is_over = True
            if is_told_to_stop():
                return
        self.write_errors()

    def _want(self, row: int, identity: bytes) -> None:
        if first := self._record.want(row, identity):
            self._record.problem(row, "", f"The same as row {first}, for which a letter is made: remove one.")

    def _note(self, row: int, problems: tuple[InputProblem, ...]) -> None:
        for problem in problems:
            self._record.problem(row, problem.field, mend_of(problem))

    def settle(self, report: Report) -> None:
        """Keep each letter that stands as it is wanted; set aside those that no row wants any more."""
        for left_over in self._here.left_overs():
            left_over.unlink(missing_ok=True)
        for kept in self._record.kept():
            if not kept.row:
                self._place.rename(kept.file, f"{SET_ASIDE}/{kept.file}")
                self._record.forget(kept.identity)
                report.set_aside += 1
                continue
            file = file_name(kept.row, kept.identity, self._job.format_name)
            if file != kept.file:
                self._place.rename(kept.file, file)
                self._record.moved(kept.identity, kept.row, file)
            is_current = kept.edition == self._edition
            if is_current and self._place.is_whole(file, kept.size, kept.digest, self._job.key):
                self._record.stands(kept.identity)

    def make(
        self, crew: Crew, listener: Listener, report: Report, is_told_to_stop: Callable[[], bool]
    ) -> None:
        """Make every letter still wanted, until all are made or something stops it; finish what was begun."""
        standing = self._record.count(made=True)
        listener.begun(standing + self._record.count(made=False), standing)

        def orders() -> Iterator[Order]:
            try:
                for order in self._orders():
                    if report.stopped_by or is_told_to_stop():
                        return
                    yield order
            except BatchRefused:  # it could be read a moment ago
                report.stopped_by = report.stopped_by or TableChanged()

        for order, outcome in crew.outcomes(self._job, orders()):
            if isinstance(outcome, Made):
                self._record.made(order.identity, order.row.number, outcome, self._edition)
                report.made += 1
                report.notes.update(outcome.notices)
                listener.made()
            elif isinstance(outcome, BatchStopped):
                report.stopped_by = report.stopped_by or outcome
            else:
                self._failed(order, outcome)

    def _failed(self, order: Order, error: ApostilleError) -> None:
        mend = f"Its letter could not be made: {error} Run the command again; if it fails again, tell us."
        self._record.problem(order.row.number, "", mend)

    def _orders(self) -> Iterator[Order]:
        for row in self._table.rows():
            if identity := self._record.is_to_be_made(row.number):
                yield Order(row, identity, file_name(row.number, identity, self._job.format_name))

    def join(self, path: Path, listener: Listener) -> bool:
        """Join the letters that stand to one PDF, in the order of rows; return whether there are any."""
        standing = self._record.count(made=True)
        title, language = title_of(standing, self._job.usual.language)

        def letters() -> Iterator[bytes]:
            for number, (_, file, *_) in enumerate(self._record.letters(), start=1):
                yield self._place.read(file)
                listener.joined(number)

        if standing:
            with Folder(path.parent).writing(path.name) as file:
                join(letters(), file, title, language)
        return standing > 0

    def standing(self) -> int:
        """Return how many letters are in the record as they are to be."""
        return self._record.standing(self._edition)

    def write_errors(self) -> None:
        """Write down what is to be mended, in the order of rows."""
        self._here.put_lines(ERRORS, csv_lines(ERRORS_HEADINGS, self._record.problems()))

    def write_manifest(self) -> None:
        """Write down what has been made, in the order of rows."""
        self._here.put_lines(MANIFEST, csv_lines(MANIFEST_HEADINGS, self._record.letters()))

    @property
    def _edition(self) -> str:
        """What letters are made from, and the day they bear."""
        return f"{self._job.edition} day={self._job.usual.written_on}"
