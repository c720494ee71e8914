"""The command `apostille doctor`: whether all is here that good letters need, and what to do if not."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date, datetime

import click

from webapp.composition.requests import today_in
from webapp.diagnosis import configuration, content, machine
from webapp.diagnosis.findings import Finding
from webapp.domain.catalogue import Catalogue

WRONG = 1


@click.command()
@click.option(
    "--format", "format_name", type=click.Choice(("text", "json")), default="text", show_default=True
)
@click.option(
    "--on", type=click.DateTime(["%Y-%m-%d"]), help="The day to take as today; that in Ottawa by default."
)
def doctor(*, format_name: str, on: datetime | None) -> int:
    """Look at this machine, its settings and its data, make a French letter, and say what to mend.

    Run it as the user and with the environment of the server. The status is 1 where something is wrong.
    """
    day = on.date() if on else today_in("ON")
    found = []
    for finding in findings(day):
        found.append(finding)
        if format_name == "text":
            click.echo(_line(finding))
    if format_name == "json":
        click.echo(json.dumps({"findings": [asdict(each) for each in found]}, ensure_ascii=False, indent=2))
    else:
        click.echo(_summary(found))
    return WRONG if any(each.state == "wrong" for each in found) else 0


def findings(day: date) -> Iterator[Finding]:
    """Yield the answer to every question, what rests on another after it."""
    yield machine.python()
    yield from map(machine.library, machine.LIBRARIES)
    yield from machine.fonts()
    yield machine.temporary_folder()
    yield machine.core_dumps()
    yield from configuration.configuration(os.environ)
    settings = configuration.usable(os.environ)
    if settings.redis:
        yield configuration.redis(settings.redis)
    catalogue, said = content.campaigns(settings.campaigns)
    yield from said
    if catalogue is None:
        return
    yield content.clock(catalogue, day)
    yield from content.freshness(catalogue, settings.campaigns, day)
    yield from _french_letter(catalogue)


def _french_letter(catalogue: Catalogue) -> Iterator[Finding]:
    from webapp.diagnosis.french_letter import french_letter  # what reads PDFs takes a while to load

    yield from french_letter(catalogue)


def _line(finding: Finding) -> str:
    line = f"{finding.state:<7}  {finding.subject}: {finding.said}"
    return f"{line}\n         → {finding.mend}" if finding.mend else line


def _summary(found: list[Finding]) -> str:
    wrong, warned = (sum(each.state == state for each in found) for state in ("wrong", "warning"))
    return f"{wrong} wrong, {warned} to look at, {len(found) - wrong - warned} good."
