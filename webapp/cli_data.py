"""The command `apostille data build`: the table of postal codes made from its inputs."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from webapp.composition.requests import today_in
from webapp.content.catalogue import DATA
from webapp.content.postal_tables import (
    POSTAL_CODES,
    POSTAL_RECORD,
    build,
    load_postal_table,
    read_codes,
    read_prefixes,
    record,
)
from webapp.content.tables import load_ridings


@click.command(name="build")
@click.option(
    "--codes",
    required=True,
    type=click.Path(path_type=Path),
    help="CSV, gzipped or not: postal_code,fed_code,near_boundary.",
)
@click.option(
    "--prefixes",
    required=True,
    type=click.Path(path_type=Path),
    help="CSV, gzipped or not: fsa,fed_code,weight.",
)
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    default=DATA,
    help="The folder to write to; the product's own by default.",
)
@click.option(
    "--date", "made", type=click.DateTime(["%Y-%m-%d"]), help="The day it is made; today by default."
)
def build_postal_table(*, codes: Path, prefixes: Path, output: Path, made: datetime | None) -> None:
    """Make the table of postal codes, and the record of what it must answer."""
    ridings = load_ridings(DATA / "ridings.csv", DATA / "riding_points.csv")
    code_rows, share_rows = read_codes(codes, ridings), read_prefixes(prefixes, ridings)
    table, day = build(code_rows, share_rows), made.date() if made else today_in("ON")
    _replace(output / POSTAL_CODES, table)
    _replace(output / POSTAL_RECORD, record(code_rows, share_rows, table, day).encode())
    known = load_postal_table(output / POSTAL_CODES)
    prefix_count = sum(1 for _ in known.prefixes())
    click.echo(
        f"{output / POSTAL_CODES}: {len(known):,} codes, {prefix_count:,} prefixes, {len(table):,} bytes."
    )


def _replace(path: Path, content: bytes) -> None:
    """Write a file whole or not at all."""
    part = path.with_name(f"{path.name}.part")
    part.write_bytes(content)
    part.replace(path)
