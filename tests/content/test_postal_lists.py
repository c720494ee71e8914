"""The lists that the table of postal codes is made from: every mistake named, and their command."""

from __future__ import annotations

import gzip
import tomllib
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from postal_lists import CODES, PREFIXES, RIDINGS, written

from webapp.cli import data
from webapp.content.postal_tables import (
    POSTAL_CODES,
    POSTAL_RECORD,
    codes_digest,
    load_postal_table,
    made_on,
    prefixes_digest,
    read_codes,
    read_prefixes,
)
from webapp.domain.errors import ContentError


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("T6G 1X8,48022,0", "write the postal code as T6G1X6, not “T6G 1X8”"),
        ("t6g1x8,48022,0", "write the postal code as T6G1X6, not “t6g1x8”"),
        ("D6G1X8,48022,0", "write the postal code as T6G1X6, not “D6G1X8”"),
        ("T6G1X٨,48022,0", "write the postal code as T6G1X6, not “T6G1X٨”"),
        ("T6G1X6,48022,0", "keep one row of T6G1X6: it has several"),
        ("T6G1X8,99999,0", "unknown riding “99999”"),
        ("T6G1X8,48022,yes", "write near_boundary as 0 or 1, not “yes”"),
        ("T6G1X8,48022", "write near_boundary as 0 or 1, not “”"),
    ],
)
def test_mistake_among_the_codes_names_its_line(tmp_path: Path, line: str, said: str) -> None:
    path = written(tmp_path / "codes.csv", f"{CODES}{line}\n".encode())
    with pytest.raises(ContentError) as refused:
        read_codes(path, RIDINGS)
    assert str(refused.value) == f"{path}: line 5: {said}"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("T6,48022,1.0000", "line 5: write the prefix as T6G, not “T6”"),
        ("T6G,48022,0.0050", "line 5: keep one row of T6G and 48022: there are several"),
        ("T6G,99999,0.0050", "line 5: unknown riding “99999”"),
        ("T6G,48016,0", "line 5: write the weight as 0.0001 to 1.0000, not “0”"),
        ("T6G,48016,1.2", "line 5: write the weight as 0.0001 to 1.0000, not “1.2”"),
        ("T6G,48016,0.00005", "line 5: write the weight as 0.0001 to 1.0000, not “0.00005”"),
        ("T6G,48016,NaN", "line 5: write the weight as 0.0001 to 1.0000, not “NaN”"),
        ("T6G,48016,Infinity", "line 5: write the weight as 0.0001 to 1.0000, not “Infinity”"),
        ("T6G,48016,", "line 5: write the weight as 0.0001 to 1.0000, not “”"),
        ("T6G,48016,0.5", "T6G: make its shares add up to 1, not 1.4950"),
    ],
)
def test_mistake_among_the_prefixes_names_its_line(tmp_path: Path, line: str, said: str) -> None:
    path = written(tmp_path / "prefixes.csv", f"{PREFIXES}{line}\n".encode())
    with pytest.raises(ContentError) as refused:
        read_prefixes(path, RIDINGS)
    assert str(refused.value).splitlines()[0] == f"{path}: {said}"


def test_first_20_mistakes_are_told(tmp_path: Path) -> None:
    path = written(tmp_path / "codes.csv", b"postal_code,fed_code,near_boundary\n" + b"x,y,z\n" * 500)
    with pytest.raises(ContentError) as refused:
        read_codes(path, RIDINGS)
    assert len(refused.value.problems) == 20


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"postal_code,near_boundary\nT6G1X6,0\n", "has no column fed_code"),
        (b"", "has no column postal_code, fed_code, near_boundary"),
        (b"postal_code,fed_code,near_boundary\n", "has no rows: give the whole list"),
    ],
)
def test_list_without_what_is_needed_is_refused(tmp_path: Path, content: bytes, said: str) -> None:
    path = written(tmp_path / "codes.csv", content)
    with pytest.raises(ContentError) as refused:
        read_codes(path, RIDINGS)
    assert str(refused.value) == f"{path}: {said}"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("codes.csv.gz", gzip.compress(CODES.encode())[:-12]),
        ("codes.csv.gz", CODES.encode()),
        ("codes.csv", gzip.compress(CODES.encode())),
    ],
    ids=["cut short", "not gzipped", "gzipped without saying so"],
)
def test_list_that_is_no_csv_is_refused(tmp_path: Path, name: str, content: bytes) -> None:
    path = written(tmp_path / name, content)
    with pytest.raises(ContentError) as refused:
        read_codes(path, RIDINGS)
    assert str(refused.value).startswith(f"{path}: cannot be read as CSV: ")


def test_command_makes_the_table_and_its_record(tmp_path: Path) -> None:
    codes = written(tmp_path / "codes.csv.gz", gzip.compress(CODES.encode()))
    listed = written(tmp_path / "prefixes.csv", PREFIXES.replace("0.9950", "1.0000").encode())
    output = tmp_path / "out"
    output.mkdir()
    lists = ["--codes", str(codes), "--prefixes", str(listed)]
    run = CliRunner().invoke(data, ["build", *lists, "--output", str(output), "--date", "2027-01-31"])

    made = output / POSTAL_CODES
    table = load_postal_table(made)
    record = tomllib.loads((output / POSTAL_RECORD).read_text(encoding="utf-8"))
    assert run.output == f"{made}: 3 codes, 3 prefixes, {made.stat().st_size:,} bytes.\n"
    assert sorted(path.name for path in output.iterdir()) == [POSTAL_CODES, POSTAL_RECORD]
    assert made_on(output / POSTAL_RECORD) == date(2027, 1, 31)
    assert (record["codes"]["count"], record["codes"]["sha256"]) == codes_digest(table)
    assert (record["prefixes"]["rows"], record["prefixes"]["sha256"]) == prefixes_digest(table.prefixes())


def test_command_that_is_given_a_mistake_writes_nothing(tmp_path: Path) -> None:
    codes = written(tmp_path / "codes.csv", f"{CODES}T6G1X8,99999,0\n".encode())
    listed = written(tmp_path / "prefixes.csv", PREFIXES.encode())
    output = tmp_path / "out"
    output.mkdir()
    run = CliRunner().invoke(
        data, ["build", "--codes", str(codes), "--prefixes", str(listed), "--output", str(output)]
    )

    assert isinstance(run.exception, ContentError)
    assert list(output.iterdir()) == []
