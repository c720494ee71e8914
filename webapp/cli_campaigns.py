"""The commands that begin a campaign: `apostille new` makes its folder, `apostille schema` helps editors."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from webapp.content.catalogue import LETTER_TEMPLATES
from webapp.content.json_schemas import SCHEMA_FOLDER, write_schemas
from webapp.content.new_campaign import NewCampaign, NewCampaignRefused, make_campaign
from webapp.domain.errors import InvalidInput
from webapp.domain.locales import LANGUAGES, Language

_NAMES = {"en": "English", "fr": "French"}


@click.command()
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    default=LETTER_TEMPLATES / SCHEMA_FOLDER,
    help="The folder to write to; the product's own by default.",
)
def schema(*, output: Path) -> None:
    """Write the JSON Schemas by which editors check and explain a campaign's TOML files."""
    for path in write_schemas(output):
        click.echo(str(path))


@click.command()
@click.argument("title")
@click.option(
    "--language",
    "languages",
    type=click.Choice(LANGUAGES),
    multiple=True,
    help="A language you write first; repeat for both. The title is in the first. Default: en.",
)
@click.option("--addressee", default="prime-minister", show_default=True, help="The office written to.")
@click.option("--slug", default="", help="The name of its folder; made from the title by default.")
@click.option(
    "--folder",
    type=click.Path(path_type=Path),
    default=LETTER_TEMPLATES,
    help="The folder of campaigns to make it in; the product's own by default.",
)
def new(*, title: str, languages: tuple[Language, ...], addressee: str, slug: str, folder: Path) -> None:
    """Make the folder of a new campaign called TITLE, full of examples to replace."""
    campaign = NewCampaign(title, languages or ("en",), addressee, datetime.now(UTC).date(), slug)
    try:
        made = make_campaign(campaign, folder)
    except (NewCampaignRefused, InvalidInput) as error:
        raise click.UsageError(str(error)) from None
    click.echo(f"{made}: made, with an example wherever your own words are to stand.")
    missing = [language for language in LANGUAGES if language not in campaign.languages]
    for language in missing:
        mark = "EXAMPLE TO TRANSLATE" if language == "en" else "EXEMPLE À TRADUIRE"
        click.echo(
            f"Letters need both languages: write the {_NAMES[language]} texts too, marked “{mark}”, "
            "before you publish."
        )
    click.echo(f"Replace the examples, then run: apostille check {made}")
