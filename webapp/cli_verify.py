"""The command `apostille verify`: what a letter's PDF was made from, and whether it still says that."""

from __future__ import annotations

from pathlib import Path

import click

from webapp.composition import verification
from webapp.content.snapshot import ready_catalogue
from webapp.domain.errors import InvalidInput
from webapp.renderers.correction_text import correction_lines
from webapp.renderers.readback import read_letter

ALTERED = 1


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
def verify(file: Path) -> int:
    """Say which campaign a letter's PDF came from, and whether its cited sentences are unaltered."""
    try:
        read = read_letter(file.read_bytes())
    except InvalidInput as error:
        raise click.UsageError(str(error)) from None
    verdict = verification.verify(read.fingerprint, read.text, ready_catalogue(), dated=read.dated)
    click.echo(str(read.fingerprint))
    if verdict.campaign is None:
        click.echo(f"There is no campaign “{read.fingerprint.campaign}” here to compare with.", err=True)
        return ALTERED
    click.echo(
        "Revision: this one"
        if verdict.is_current
        else f"Revision: not this one ({verdict.campaign.revision})"
    )
    for fact in verdict.facts:
        click.echo(f"{fact.slug}: {fact.state}")
    for line in correction_lines(verdict.corrections):
        click.echo(line)
    return 0 if verdict.is_unaltered else ALTERED
