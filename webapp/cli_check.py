"""The command `apostille check`: every problem of campaigns at once, and how to mend it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from webapp.checks.folder import check_folder
from webapp.checks.reports import as_annotations, as_json, as_lines
from webapp.content.catalogue import LETTER_TEMPLATES

FOUND = 1


@click.command()
@click.argument("folders", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--on", type=click.DateTime(["%Y-%m-%d"]), help="The day to check for; today in Ottawa by default."
)
@click.option(
    "--format",
    "format_name",
    type=click.Choice(("text", "json", "github")),
    default="text",
    show_default=True,
    help="Lines for a terminal, JSON for programs, or annotations of a change on GitHub.",
)
@click.option("--strict", is_flag=True, help="Warnings count too, and two people must have read every fact.")
def check(*, folders: tuple[Path, ...], on: datetime | None, format_name: str, strict: bool) -> int:
    """Check the campaigns in each FOLDER, or the one campaign that FOLDER is; all of ours by default.

    The status is 1 where something is wrong. docs/checks.md explains every rule by the name in brackets.
    """
    day = on.date() if on else None
    problems = [
        problem
        for folder in folders or (LETTER_TEMPLATES,)
        for problem in check_folder(folder, day, strict=strict)
    ]
    wrong = [problem for problem in problems if strict or not problem.warning]
    if format_name == "json":
        click.echo(as_json(problems))
    else:
        lines = as_annotations(problems) if format_name == "github" else as_lines(problems)
        for line in lines:
            click.echo(line)
    return FOUND if wrong else 0
