"""The command `apostille review`: what has to be looked at again soon, soonest first."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import click

from webapp.checks.due import all_due
from webapp.composition.requests import today_in
from webapp.content.campaigns import load_campaign
from webapp.content.catalogue import LETTER_TEMPLATES, campaign_folders, load_tables

PAST = 1


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), default=LETTER_TEMPLATES)
@click.option(
    "--within", type=click.IntRange(min=0), default=30, show_default=True, help="So many days ahead."
)
@click.option(
    "--on", type=click.DateTime(["%Y-%m-%d"]), help="The day to count from; today in Ottawa by default."
)
def review(*, folder: Path, within: int, on: datetime | None) -> int:
    """List the facts, sources, offices and members to look at again, in the campaigns of FOLDER.

    The status is 1 where a day has passed, else 0.
    """
    day = on.date() if on else today_in("ON")
    folders = [folder] if (folder / "campaign.toml").exists() else campaign_folders(folder)
    if not folders:
        raise click.UsageError(f"{folder} holds no campaign: a campaign is a folder with a campaign.toml.")
    found = set()
    for each in folders:
        campaign = load_campaign(each.resolve())
        found |= set(all_due(campaign, load_tables({campaign.slug: campaign}, each), each))
    listed = sorted(due for due in found if due.by <= day + timedelta(days=within))
    for due in listed:
        place = f"{due.path}: {due.where}" if due.where else due.path
        click.echo(f"{due.by}{' (past)' if due.by < day else ''}  {place}: {due.to_do}")
    past = sum(due.by < day for due in listed)
    click.echo(f"{len(listed)} to look at again within {within} days, {past} of them past their day.")
    return PAST if past else 0
