"""What docs/batch.md says of columns and statuses is what the code does."""

from __future__ import annotations

import re
from pathlib import Path

from webapp import cli, cli_batch
from webapp.batch.columns import COLUMNS
from webapp.batch.encodings import LONGEST
from webapp.batch.run import SET_ASIDE
from webapp.batch.tables_written import ERRORS, ERRORS_HEADINGS, MANIFEST

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "batch.md").read_text(encoding="utf-8")


def part(name: str) -> str:
    return PAGE.split(f"<!-- {name} -->\n")[1].split(f"<!-- /{name} -->")[0]


def test_page_has_the_columns_of_the_code() -> None:
    rows = part("columns").splitlines()[2:]

    assert rows == [
        "| {0}`{1}`{0} | `{2}` | {3} |".format(
            "**" if column.is_required else "", column.name, column.french, column.meaning
        )
        for column in COLUMNS
    ]


def test_page_has_the_statuses_of_the_code() -> None:
    numbers = [int(number) for number in re.findall(r"^\| (\d+) \|", part("statuses"), re.MULTILINE)]

    own = (cli_batch.TO_MEND, cli_batch.STOPPED, cli_batch.TOLD_TO_STOP)
    assert numbers == [0, cli.CONTENT, cli.USAGE, *own]
    assert cli_batch.TOLD_TO_STOP == cli.INTERRUPTED


def test_page_names_the_files_of_the_code() -> None:
    for name in (ERRORS, MANIFEST, f"{SET_ASIDE}/", f"{LONGEST:,} characters"):
        assert name in PAGE
    assert f"row, {ERRORS_HEADINGS[1]}, {ERRORS_HEADINGS[2]}" in PAGE
