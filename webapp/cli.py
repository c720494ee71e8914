"""The `apostille` command: the same core without a browser. Each command is a module of its own."""

from __future__ import annotations

import atexit
import gc
import sys
from typing import NoReturn

import click

from webapp.cli_lazy import LazyGroup
from webapp.domain.errors import ApostilleError, ContentError, InvalidRequest, UnknownCampaign

USAGE, CONTENT, INTERRUPTED = 2, 1, 130
_ALLOCATED = 50_000
"""Objects made before garbage is looked for; to load a command makes as many, and nearly all are kept."""


def main(arguments: list[str] | None = None) -> NoReturn:
    """Run the command; every error is one clear line on standard error."""
    gc.set_threshold(_ALLOCATED)
    atexit.register(gc.freeze)  # where all goes, none need be looked for: a tenth of a letter's time
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


data = LazyGroup(
    name="data",
    help="Make the data tables from their inputs.",
    lazy={
        "build": "webapp.cli_data:build_postal_table",
        "refresh": "webapp.cli_refresh:refresh",
        "status": "webapp.cli_refresh:status",
    },
)
commands = click.version_option(package_name="apostille")(
    LazyGroup(
        name="apostille",
        help="Write letters to power in which every claim carries its numbered source.",
        context_settings={"help_option_names": ["-h", "--help"]},
        commands={"data": data},
        lazy={
            "batch": "webapp.cli_batch:batch",
            "check": "webapp.cli_check:check",
            "diff": "webapp.cli_review:diff",
            "doctor": "webapp.cli_doctor:doctor",
            "letter": "webapp.cli_letter:letter",
            "letters": "webapp.cli_review:letters",
            "links": "webapp.cli_links:links",
            "new": "webapp.cli_campaigns:new",
            "preview": "webapp.cli_preview:preview",
            "review": "webapp.cli_due:review",
            "ridings": "webapp.cli_ridings:ridings",
            "schema": "webapp.cli_campaigns:schema",
            "verify": "webapp.cli_verify:verify",
        },
    )
)
