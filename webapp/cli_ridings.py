"""The command `apostille ridings`: which ridings a name, a code, a postal code or a town may mean."""

from __future__ import annotations

import json

import click

from webapp.composition.riding_search import search
from webapp.content.snapshot import ready_catalogue
from webapp.domain.ridings import PROVINCES


@click.command()
@click.argument("text")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def ridings(text: str, *, as_json: bool) -> int:
    """Find the ridings that TEXT may name."""
    catalogue = ready_catalogue()
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
