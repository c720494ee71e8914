"""The command `apostille letter`: one letter in any format, as the site would write it."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

import click

from webapp.composition.compose import compose
from webapp.composition.requests import RawRequest, build_request, today_in
from webapp.content.snapshot import ready_catalogue
from webapp.renderers.fonts import unprintable
from webapp.renderers.formats import FORMATS


@click.command()
@click.argument("campaign")
@click.option("--stance", required=True, help="What the letter asks, by its slug.")
@click.option("--riding", required=True, help="A riding by name or code.")
@click.option("--name", required=True, help="The writer's name.")
@click.option("--street", required=True, help="Street address.")
@click.option("--city", required=True, help="City or town.")
@click.option("--province", required=True, help="Two letters, such as AB.")
@click.option("--postal-code", required=True, help="Such as T6G 1X6.")
@click.option("--email", default="", help="The writer's e-mail address.")
@click.option("--language", default="en", help="en, fr or both.")
@click.option(
    "--own-words-file", type=click.Path(path_type=Path), help="A text file of the writer's own words."
)
@click.option(
    "--fact", "facts", multiple=True, help="A fact's slug; repeat for more. Default: the usual ones."
)
@click.option("--length", default="letter", help="letter, or short: two facts, to fit a link.")
@click.option("--layout", default="plain", help="How the PDF is printed: plain, window or envelope.")
@click.option("--follow-up-to", default="", help="The date of an earlier letter that this one recalls.")
@click.option("--copy-mp/--no-copy-mp", default=True, help="Copy the member for the riding.")
@click.option(
    "--date", "written_on", type=click.DateTime(["%Y-%m-%d"]), help="The letter's date; today by default."
)
@click.option("--format", "format_name", type=click.Choice(list(FORMATS)), default="txt", show_default=True)
@click.option(
    "--output",
    type=click.Path(path_type=Path, allow_dash=True),
    default="-",
    help="A file, or - for standard output.",
)
def letter(
    *,
    campaign: str,
    own_words_file: Path | None,
    facts: tuple[str, ...],
    written_on: datetime | None,
    format_name: str,
    output: Path,
    **fields: str | bool,
) -> None:
    """Write one letter of CAMPAIGN."""
    catalogue = ready_catalogue()
    raw = RawRequest(
        own_words=_read(own_words_file) if own_words_file else "",
        facts=facts or None,
        **fields,  # type: ignore[arg-type]  # click gives each option the type RawRequest has
    )
    day = written_on.date() if written_on else today_in(raw.province)
    request = build_request(raw, catalogue.campaign(campaign), catalogue, day)
    composed = compose(request, catalogue)
    missing = unprintable(request.sender.name + "".join(request.own_words)) if format_name == "pdf" else ""
    if missing:
        raise click.UsageError(f"The letter's typefaces cannot print {' '.join(missing)}: remove them.")
    for notice in composed.notices:
        click.echo(f"apostille: note: {notice.message % notice.params_in('en')}", err=True)
    content = FORMATS[format_name].render(composed).content
    if str(output) == "-":
        sys.stdout.buffer.write(content)
    else:
        output.write_bytes(content)


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise click.UsageError(f"{path}: save the file as UTF-8.") from None
