"""The command `apostille batch`: from a table of people to a letter for each of them."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from webapp.cores import usable_cores
from webapp.renderers.formats import FORMATS

if TYPE_CHECKING:
    from webapp.batch.report import Report

TO_MEND, STOPPED, TOLD_TO_STOP = 3, 4, 130
_DAY = click.DateTime(["%Y-%m-%d"])


@click.command()
@click.argument("campaign")
@click.argument("table", required=False, type=click.Path(path_type=Path))
@click.option(
    "--output", default="", help="The folder to write to: new, empty, or that of the same batch; or a URL."
)
@click.option("--format", "format_name", type=click.Choice(list(FORMATS)), default="pdf", show_default=True)
@click.option("--stance", default="", help="What letters ask whose rows do not say, by its slug.")
@click.option("--language", default="", help="en, fr or both, for rows that do not say.")
@click.option(
    "--date", "written_on", type=_DAY, help="The letters' date; by default the day of the first run."
)
@click.option(
    "--encoding",
    type=click.Choice(("utf-8", "utf-16", "windows-1252", "mac-roman")),
    help="The table's encoding, where it cannot be found out.",
)
@click.option(
    "--workers",
    type=click.IntRange(1, 1000),
    default=usable_cores,
    show_default="the cores there are",
    help="How many processes make letters.",
)
@click.option(
    "--merge",
    "joined",
    type=click.Path(path_type=Path),
    help="Also join the letters' PDFs to this file, in the order of rows.",
)
@click.option("--scheduler", default="", help="Make letters on the Dask cluster of this address (tcp://…).")
@click.option("--record", default="", help="The folder of the batch's record, where --output is a URL.")
@click.option("--check", "only_check", is_flag=True, help="Check every row, and make no letter.")
@click.option("--example", is_flag=True, help="Print an example of a table (--language fr: in French).")
@click.option("--folder", default="", help="The folder of campaigns; the product's own by default.")
def batch(
    *,
    campaign: str,
    table: Path | None,
    example: bool,
    written_on: datetime | None,
    workers: int,
    scheduler: str,
    **options: str | bool | Path | None,
) -> int:
    """Write a letter of CAMPAIGN for each row of TABLE, a CSV file of people.

    The same command goes on where it was stopped. The status is 0 where every row has its letter, 3 where
    rows are to be mended (errors.csv says how), 4 where something stopped it, 130 where it was told to stop,
    2 where nothing was begun. See docs/batch.md.
    """
    from webapp.batch.cluster import Cluster
    from webapp.batch.conduct import Plan, conduct
    from webapp.batch.crew import Processes
    from webapp.batch.progress import Bar
    from webapp.batch.refusals import BatchRefused

    if example:
        _print_example(campaign, str(options["folder"]), str(options["language"]))
        return 0
    if table is None or not options["output"]:
        raise click.UsageError("Name a table and an --output folder; --example prints a table to fill in.")
    day = written_on.date() if written_on else None
    plan = Plan(campaign, table, written_on=day, **options)  # type: ignore[arg-type]  # click gives each option the type Plan has
    try:
        with Bar() as bar:
            report = conduct(plan, Cluster(scheduler) if scheduler else Processes(workers), bar)
    except BatchRefused as error:
        raise click.UsageError(str(error)) from None
    if plan.only_check:
        click.echo(f"{table}: {_many(report.left, 'row')} to make letters for.")
    else:
        click.echo(f"{plan.output}: {_many(report.standing, 'letter')}, {report.made:,} made now.")
    if report.is_joined:
        click.echo(f"{plan.joined}: the letters joined, as the PDF/UA that each of them is.")
    for line in _remarks(plan.output, plan.record or plan.output, report):
        click.echo(f"apostille: {line}", err=True)
    return _status(report)


def _print_example(campaign: str, folder: str, language: str) -> None:
    from webapp.batch.editions import catalogue_in
    from webapp.batch.example import example

    catalogue = catalogue_in(folder)
    riding = next(iter(catalogue.ridings.values()))
    lines = example(catalogue.campaign(campaign), riding, "fr" if language == "fr" else "en")
    sys.stdout.buffer.writelines(lines)


def _remarks(output: str, record: str, report: Report) -> Iterator[str]:
    """Yield what there is to know of a batch beside its letters."""
    if report.unused:
        yield f"note: not read, for docs/batch.md has no such heading: columns {', '.join(report.unused)}."
    for note, number in report.notes.items():
        yield f"note, of {_many(number, 'letter')}: {note}"
    if report.set_aside:
        yield f"note: {_many(report.set_aside, 'letter')} no row asks for any more: see {output}/set-aside."
    if report.to_mend:
        yield f"{_many(report.to_mend, 'row')} to be mended: {record}/errors.csv says how."
    if report.stopped_by:
        yield f"stopped: {report.stopped_by}. Give the same command again: it goes on from here."
    elif report.was_told_to_stop:
        yield "stopped. Give the same command again: it goes on from here."


def _many(number: int, name: str) -> str:
    return f"{number:,} {name}" if number == 1 else f"{number:,} {name}s"


def _status(report: Report) -> int:
    if report.was_told_to_stop:
        return TOLD_TO_STOP
    if report.stopped_by:
        return STOPPED
    return TO_MEND if report.to_mend else 0
