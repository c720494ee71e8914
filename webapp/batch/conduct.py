"""A batch from its beginning to its end, as the command asks for it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from webapp.batch.crew import Crew
from webapp.batch.editions import edition_of
from webapp.batch.folders import ready
from webapp.batch.making import Job
from webapp.batch.people import Usual
from webapp.batch.places import Folder, Place, place_at
from webapp.batch.record import Record
from webapp.batch.refusals import BatchRefused, BatchStopped
from webapp.batch.report import Listener, Report
from webapp.batch.run import Batch
from webapp.batch.stopping import heeding_signals
from webapp.batch.table import open_table
from webapp.composition.requests import today_in

_LAID_OUT = ("pdf", "eml")


@dataclass(frozen=True)
class Plan:
    """What a batch is to be: a campaign, a table, a place for its letters, and what rows need not say.

    ``output`` is a folder, which holds the record too, or a URL: then ``record`` is a folder for the record.
    ``folder`` holds the campaigns: the product's own where it is empty. Without ``written_on`` letters bear
    the day on which the batch was begun.
    """

    campaign: str
    table: Path
    output: str
    format_name: str = "pdf"
    stance: str = ""
    language: str = ""
    written_on: date | None = None
    encoding: str | None = None
    folder: str = ""
    only_check: bool = False
    joined: Path | None = None
    record: str = ""


def conduct(plan: Plan, crew: Crew, listener: Listener) -> Report:
    """Make the letters of a batch, or go on with it; return what came of it.

    Raises `BatchRefused`, `UnknownCampaign` or `ContentError` where nothing can be begun.
    """
    if plan.joined and (plan.format_name != "pdf" or not plan.joined.absolute().parent.is_dir()):
        raise BatchRefused(f"{plan.joined}: only PDFs are joined, and into a folder that is there.")
    edition = edition_of(plan.folder, plan.campaign)
    table = open_table(plan.table, plan.encoding)
    place, here = _places(plan)
    report = Report(unused=table.unused)
    with heeding_signals() as is_told_to_stop, closing(Record(here)) as record:
        begun = record.begin(plan.campaign, plan.format_name, plan.written_on, today_in("ON"))
        is_laid_out = plan.format_name in _LAID_OUT
        usual = Usual(plan.campaign, begun.written_on, plan.stance, plan.language, is_laid_out)
        folder = str(Path(plan.folder).absolute()) if plan.folder else ""
        job = Job(usual, plan.format_name, folder, _address(place, plan), edition, begun.key)
        batch = Batch(table, job, record, place, here)
        _or_stop(report, lambda: batch.check(listener, is_told_to_stop))
        if not (plan.only_check or report.stopped_by or is_told_to_stop()):
            _or_stop(report, lambda: batch.settle(report))
            if not report.stopped_by:
                _or_stop(report, lambda: batch.make(crew, listener, report, is_told_to_stop))
            if plan.joined and not (report.stopped_by or is_told_to_stop()):
                _or_stop(report, lambda: _join(plan, batch, listener, report))
            _or_stop(report, batch.write_errors)
            _or_stop(report, batch.write_manifest)
        report.standing, report.left = batch.standing(), record.count(made=False)
        report.to_mend, report.was_told_to_stop = record.rows_with_problems(), is_told_to_stop()
    return report


def _places(plan: Plan) -> tuple[Place, Path]:
    """Return the place of the letters, and the folder of the record, ready for both."""
    place = place_at(plan.output)
    if isinstance(place, Folder):
        return place, ready(place.path)
    if not plan.record:
        raise BatchRefused(f"{plan.output} is no folder of this machine: name one for the record (--record).")
    return place, ready(Path(plan.record).absolute())


def _address(place: Place, plan: Plan) -> str:
    """Return the address of a place for processes that may have begun in another folder."""
    return str(place.path) if isinstance(place, Folder) else plan.output


def _join(plan: Plan, batch: Batch, listener: Listener, report: Report) -> None:
    """Join the letters to one file."""
    if plan.joined:
        report.is_joined = batch.join(plan.joined.absolute(), listener)


def _or_stop(report: Report, step: Callable[[], None]) -> None:
    """Take a step; what stops the batch there is reported, the first of several."""
    try:
        step()
    except BatchStopped as stopped:
        report.stopped_by = report.stopped_by or stopped
