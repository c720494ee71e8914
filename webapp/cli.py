"""The `apostille` command: the same core without a browser."""

from __future__ import annotations

import json
import sys
from datetime import datetime
from pathlib import Path
from typing import NoReturn

import click

from webapp.cli_batch import batch
from webapp.cli_campaigns import new, schema
from webapp.cli_check import check
from webapp.cli_data import data
from webapp.cli_doctor import doctor
from webapp.cli_due import review
from webapp.cli_links import links
from webapp.cli_preview import preview
from webapp.cli_refresh import refresh, status
from webapp.cli_review import diff, letters
from webapp.composition import verification
from webapp.composition.compose import compose
from webapp.composition.requests import RawRequest, build_request, today_in
from webapp.composition.riding_search import search
from webapp.content.catalogue import load_catalogue
from webapp.domain.errors import ApostilleError, ContentError, InvalidInput, InvalidRequest, UnknownCampaign
from webapp.domain.ridings import PROVINCES
from webapp.renderers.correction_text import correction_lines
from webapp.renderers.fonts import unprintable
from webapp.renderers.formats import FORMATS

USAGE, CONTENT, INTERRUPTED = 2, 1, 130


def main(arguments: list[str] | None = None) -> NoReturn:
    """Run the command; every error is one clear line on standard error."""
    try:
        status = commands.main(arguments, prog_name="apostille", standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message(), err=True)
        sys.exit(USAGE)
    except click.ClickException as error:
        _stop(USAGE, error.format_message())
    except InvalidRequest as error:
        _stop(USAGE, *(f"{problem.field}: {problem}" for problem in error.problems))
    except UnknownCampaign as error:
        _stop(USAGE, str(error))
    except ContentError as error:
        _stop(CONTENT, *(str(problem) for problem in error.problems))
    except ApostilleError as error:
        _stop(CONTENT, str(error))
    except OSError as error:
        _stop(USAGE, f"{error.filename}: {error.strerror}")
    except click.Abort:
        _stop(INTERRUPTED, "stopped")
    sys.exit(status or 0)


def _stop(status: int, *messages: str) -> NoReturn:
    """Print each message as one line, whatever was typed, and leave."""
    for message in messages:
        printable = message.encode("utf-8", "backslashreplace").decode()
        click.echo(f"apostille: {' '.join(printable.split())}", err=True)
    sys.exit(status)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="apostille")
def commands() -> None:
    """Write letters to power in which every claim carries its numbered source."""


@commands.command()
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
    catalogue = load_catalogue()
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


data.add_command(refresh)
data.add_command(status)
commands.add_command(data)
for command in (batch, new, schema, check, preview, review, links, letters, diff, doctor):
    commands.add_command(command)


@commands.command()
@click.argument("file", type=click.Path(path_type=Path))
def verify(file: Path) -> int:
    """Say which campaign a letter's PDF came from, and whether its cited sentences are unaltered."""
    from webapp.renderers.readback import read_letter  # pypdf takes a while to load

    try:
        read = read_letter(file.read_bytes())
    except InvalidInput as error:
        raise click.UsageError(str(error)) from None
    verdict = verification.verify(read.fingerprint, read.text, load_catalogue(), dated=read.dated)
    click.echo(str(read.fingerprint))
    if verdict.campaign is None:
        click.echo(f"There is no campaign “{read.fingerprint.campaign}” here to compare with.", err=True)
        return CONTENT
    click.echo(
        "Revision: this one"
        if verdict.is_current
        else f"Revision: not this one ({verdict.campaign.revision})"
    )
    for fact in verdict.facts:
        click.echo(f"{fact.slug}: {fact.state}")
    for line in correction_lines(verdict.corrections):
        click.echo(line)
    return 0 if verdict.is_unaltered else CONTENT


@commands.command()
@click.argument("text")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def ridings(text: str, *, as_json: bool) -> int:
    """Find the ridings that TEXT may name."""
    catalogue = load_catalogue()
    answer = search(text, catalogue, catalogue.postal)
    if as_json:
        click.echo(
            json.dumps(
                {
                    "query": answer.query,
                    "sure": answer.sure.code if answer.sure else None,
                    "note": str(answer.note) if answer.note else None,
                    "matches": [
                        {
                            "code": match.riding.code,
                            "name_en": match.riding.name.en,
                            "name_fr": match.riding.name.fr,
                            "province": match.riding.province,
                            "reason": match.reason,
                            "sure": match.sure,
                            "share": match.share,
                        }
                        for match in answer.matches
                    ],
                },
                ensure_ascii=False,
                indent=2,
            )
        )
    else:
        for match in answer.matches:
            riding = match.riding
            names = " / ".join(dict.fromkeys((riding.name.en, riding.name.fr)))
            click.echo(f"{riding.code}  {names} ({PROVINCES[riding.province].en}): by {match.reason}")
    if not answer.matches:
        raise click.UsageError(str(answer.note) if answer.note else f"No riding matches “{text}”.")
    if answer.note:
        click.echo(f"apostille: note: {answer.note}", err=True)
    return 0


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise click.UsageError(f"{path}: save the file as UTF-8.") from None
