"""The commands that review a campaign: `apostille letters` writes all its letters, `diff` compares two."""

from __future__ import annotations

import json
from pathlib import Path

import click

from webapp.composition.differences import compare
from webapp.composition.specimens import specimens
from webapp.content.campaigns import load_campaign
from webapp.content.catalogue import load_tables
from webapp.domain.campaigns import Campaign
from webapp.domain.catalogue import Catalogue
from webapp.domain.errors import ContentError
from webapp.domain.letters import LAYOUTS, Layout
from webapp.renderers.difference_text import as_data, as_lines, as_markdown
from webapp.renderers.formats import FORMATS
from webapp.renderers.review_index import ReviewedLetter, render_index

_LAID_OUT = ("pdf", "html")
"""The formats in which a layout shows; the others are written once."""
DIFFERENT = 1


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--output", required=True, type=click.Path(path_type=Path), help="The folder to write to.")
@click.option(
    "--layout",
    "layouts",
    type=click.Choice(LAYOUTS),
    multiple=True,
    default=("plain",),
    show_default=True,
    help="How the PDF is printed; repeat for more.",
)
@click.option(
    "--format",
    "formats",
    type=click.Choice(list(FORMATS)),
    multiple=True,
    default=("txt", "pdf"),
    show_default=True,
    help="A format to write; repeat for more.",
)
def letters(*, folder: Path, output: Path, layouts: tuple[Layout, ...], formats: tuple[str, ...]) -> None:
    """Write every letter of the campaign in FOLDER, with an index page, to review it on paper."""
    campaign, catalogue = _load(folder)
    output.mkdir(parents=True, exist_ok=True)
    rows = [
        _write(each, layout, formats, output)
        for layout in dict.fromkeys(layouts)
        for each in _rows(campaign, catalogue, layout)
    ]
    (output / "index.html").write_bytes(render_index(campaign, rows))
    click.echo(f"{output / 'index.html'}: leads to {len(rows)} letters.")


def _rows(campaign: Campaign, catalogue: Catalogue, layout: Layout) -> list[ReviewedLetter]:
    return [
        ReviewedLetter(each.stance, each.language, layout, each.letter, ())
        for each in specimens(campaign, catalogue, layout)
    ]


def _write(row: ReviewedLetter, layout: Layout, formats: tuple[str, ...], output: Path) -> ReviewedLetter:
    """Write one letter in each format and return its row with the names of the files."""
    files = []
    for name in dict.fromkeys(formats):
        laid_out = f".{layout}" if name in _LAID_OUT else ""
        filename = f"{row.stance}.{row.language}{laid_out}.{FORMATS[name].extension}"
        (output / filename).write_bytes(FORMATS[name].render(row.letter).content)
        files.append(filename)
    return ReviewedLetter(row.stance, row.language, layout, row.letter, tuple(files))


@click.command()
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@click.option(
    "--format",
    "format_name",
    type=click.Choice(("text", "json", "markdown")),
    default="text",
    show_default=True,
    help="Lines for a terminal, JSON for programs, or Markdown for a change request.",
)
def diff(*, old: Path, new: Path, format_name: str) -> int:
    """Show letter by letter what changed from the campaign in OLD to that in NEW.

    The status is 0 where nothing changed, 1 where something did, and 2 where a campaign cannot be read.
    """
    try:
        differences = compare(_load(old), _load(new))
    except ContentError as error:
        raise click.UsageError("; ".join(map(str, error.problems))) from None
    if format_name == "json":
        click.echo(json.dumps(as_data(differences), ensure_ascii=False, indent=2))
    else:
        lines = as_markdown(differences) if format_name == "markdown" else as_lines(differences)
        click.echo("\n".join(lines))
    return DIFFERENT if differences else 0


def _load(folder: Path) -> tuple[Campaign, Catalogue]:
    """Return the campaign in ``folder`` and the catalogue that its letters are made with."""
    campaign = load_campaign(folder.resolve())
    return campaign, load_tables({campaign.slug: campaign}, folder)
