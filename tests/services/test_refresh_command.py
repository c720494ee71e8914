"""`refresh` shows and writes a fresh table or changes nothing; `status` says what is due."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from speaking import Serve, Server, house_xml, represent_json

from webapp.cli import commands, main
from webapp.cli_refresh import read_rows, refresh, status, status_of, write_rows
from webapp.content.catalogue import DATA
from webapp.content.tables import load_members
from webapp.domain.catalogue import Catalogue
from webapp.domain.errors import ContentError
from webapp.services.members_refresh import SeatRow

Refresh = Callable[..., tuple[int, list[str], list[str]]]
MEMBERS = DATA / "members.csv"


@pytest.fixture
def call(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Refresh:
    """Return a way to call the entry point: its status and the lines of both outputs."""
    for command in (refresh, status):
        monkeypatch.setitem(commands.commands, command.name, command)

    def entry(*arguments: object) -> tuple[int, list[str], list[str]]:
        with pytest.raises(SystemExit) as stopped:
            main([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return stopped.value.code, captured.out.splitlines(), captured.err.splitlines()  # type: ignore[return-value]

    return entry


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """Return a copy of the members' table to write over."""
    copy = tmp_path / "members.csv"
    copy.write_bytes(MEMBERS.read_bytes())
    return copy


@pytest.fixture
def ask(call: Refresh, table: Path) -> Refresh:
    """Return a way to refresh the copy from a server, on a day after every row's."""
    return lambda source, url, *more: call(
        "refresh", "--from", source, "--url", url, "--output", table, "--date", "2030-01-01", *more
    )


@pytest.fixture(scope="module")
def sitting(catalogue: Catalogue) -> list[tuple[SeatRow, str]]:
    """Return the rows of members who sit, with the names of their ridings."""
    rows = [row for row in read_rows(MEMBERS) if row.status == "sitting"]
    return [(row, catalogue.ridings[row.fed_code].name.en) for row in rows]


@pytest.fixture(scope="module")
def house_list(sitting: list[tuple[SeatRow, str]]) -> bytes:
    """Return the House's list in which the first member of the table is another person."""
    seats = [(row.name, row.party, riding) for row, riding in sitting]
    return house_xml([("Marie Roy", "NDP", seats[0][2]), *seats[1:]])


def test_refresh_from_the_house_is_shown_and_written(
    ask: Refresh, serve: Serve, table: Path, house_list: bytes, sitting: list[tuple[SeatRow, str]]
) -> None:
    code, out, err = ask("ourcommons", serve(house_list).url, "--yes")
    old = sitting[0][0]

    assert (code, err) == (0, [])
    assert out[0] == (
        f"{old.fed_code} {sitting[0][1]}: {old.name} ({old.party}) → Marie Roy (NDP); "
        f"e-mail {old.email} dropped"
    )
    assert out[-2].endswith(" seats would change; 343 of 343 rows would be newly dated.")
    assert out[-1] == "Written."
    rows = read_rows(table)
    assert [row.fed_code for row in rows if row.name == "Marie Roy"] == [old.fed_code]
    assert {row.as_of for row in rows} == {"2030-01-01"}
    assert table.with_name("members.csv.bak").read_bytes() == MEMBERS.read_bytes()
    assert sorted(path.name for path in table.parent.iterdir()) == ["members.csv", "members.csv.bak"]


def test_written_table_is_one_that_the_product_reads(
    ask: Refresh, serve: Serve, table: Path, house_list: bytes, catalogue: Catalogue
) -> None:
    ask("ourcommons", serve(house_list).url, "--yes")
    members = load_members(table, dict(catalogue.ridings))

    assert [m.email for m in members.values() if m.name == "Marie Roy"] == [""]
    assert [m for m in members.values() if m.vacant and (m.name or m.email)] == []


def test_refresh_from_represent_fills_in_an_address(
    ask: Refresh, serve: Serve, table: Path, sitting: list[tuple[SeatRow, str]]
) -> None:
    entries = [(row.name, riding, row.email) for row, riding in sitting]
    entries[0] = (*entries[0][:2], "new.address@parl.gc.ca")
    entries[1] = ("Marie Roy", entries[1][1], "marie.roy@parl.gc.ca")
    code, out, err = ask("represent", serve(represent_json(entries)).url, "--yes")
    first, second = sitting[0][0], sitting[1][0]

    assert (code, out) == (0, [
        f"{first.fed_code} {sitting[0][1]}: e-mail {first.email} → new.address@parl.gc.ca",
        "1 seats would change; 0 of 343 rows would be newly dated.",
        "Written.",
    ])  # fmt: skip
    assert err == [
        f"left out: {second.fed_code} {sitting[1][1]}: Represent names Marie Roy, but {second.name} sits here"
    ]
    assert [row.email for row in read_rows(table) if row.fed_code in (first.fed_code, second.fed_code)] == [
        "new.address@parl.gc.ca",
        second.email,
    ]


def test_answer_that_says_nothing_new_writes_nothing(
    ask: Refresh, serve: Serve, table: Path, sitting: list[tuple[SeatRow, str]]
) -> None:
    entries = [(row.name, riding, row.email) for row, riding in sitting]
    code, out, _ = ask("represent", serve(represent_json(entries)).url, "--yes")

    assert (code, out[-1]) == (0, "Nothing to write.")
    assert not table.with_name("members.csv.bak").exists()


def test_dry_run_writes_nothing(ask: Refresh, serve: Serve, table: Path, house_list: bytes) -> None:
    code, out, _ = ask("ourcommons", serve(house_list).url, "--dry-run", "--yes")

    assert (code, out[-1]) == (0, "Nothing was written: this was a dry run.")
    assert [path.read_bytes() for path in table.parent.iterdir()] == [MEMBERS.read_bytes()]


@pytest.mark.parametrize(
    ("typed", "last", "written"), [("y\n", "Written.", True), ("\n", "Nothing was written.", False)]
)
def test_refresh_asks_before_it_writes(  # noqa: PLR0913, PLR0917 - fixtures and one case
    ask: Refresh, serve: Serve, table: Path, house_list: bytes, monkeypatch: pytest.MonkeyPatch,
    typed: str, last: str, written: bool,
) -> None:  # fmt: skip
    monkeypatch.setattr("click.termui.visible_prompt_func", lambda _prompt: typed.strip())
    code, out, _ = ask("ourcommons", serve(house_list).url)

    assert (code, out[-1].endswith(last)) == (0, True)
    assert (table.read_bytes() != MEMBERS.read_bytes()) == written


@pytest.mark.parametrize("source", ["ourcommons", "represent"])
@pytest.mark.parametrize(
    ("body", "how", "reason"),
    [
        (b"", {"status": 503}, "127.0.0.1: it answered 503 (Service Unavailable)"),
        (b"<x>", {"Content_Length": "99"}, "127.0.0.1: its answer broke off"),
        (b"x" * 5_000_001, {}, "127.0.0.1: its answer is larger than 5,000,000 bytes"),
        ("<a>é</a>".encode("latin-1"), {}, "the answer is not in UTF-8"),
    ],
    ids=["503", "cut short", "too large", "not UTF-8"],
)
def test_failure_is_one_line_and_changes_nothing(  # noqa: PLR0913, PLR0917 - fixtures and one case
    ask: Refresh, serve: Serve, table: Path, source: str, body: bytes, how: dict[str, object], reason: str
) -> None:
    assert ask(source, serve(body, **how).url, "--yes") == (
        1, [], [f"apostille: {reason}. Nothing was changed."]
    )  # fmt: skip
    assert [path.read_bytes() for path in table.parent.iterdir()] == [MEMBERS.read_bytes()]


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (lambda xml: b"<!DOCTYPE html><html>" + xml, "the answer is a web page, not the House's list in XML"),
        (lambda xml: xml[: xml.index(b"</Con", len(xml) // 2)],
         "the answer is not whole XML: it is cut short or spoilt"),
        (lambda xml: xml.replace(b"ConstituencyName>", b"RidingName>"),
         "a member has no ConstituencyName: the House may have renamed its fields"),
        (lambda xml: xml.replace(b">Avalon<", b">Mount Doom<"),
         "the answer names a riding that is not known here: “Mount Doom”"),
        (lambda xml: xml.decode("utf-8-sig").encode().decode("latin-1").encode(),
         "a member's ConstituencyName holds characters that no name has, or too many"),
        (lambda xml: xml.replace(b"<ArrayOf", b'<!DOCTYPE a [<!ENTITY a "a">]><ArrayOf', 1),
         "the answer declares a document type or entities, which the House's list never does"),
        (lambda _xml: house_xml([("A B", "NDP", "Avalon")]), "the answer lists 1 members, fewer than 330"),
        (lambda _xml: house_xml([]), "the answer lists 0 members, fewer than 330"),
    ],
    ids=["HTML", "cut short", "renamed", "unknown riding", "mojibake", "entities", "one member", "empty"],
)  # fmt: skip
def test_absurd_answer_of_the_house_changes_nothing(
    ask: Refresh, serve: Serve, table: Path, house_list: bytes, spoil: Callable[[bytes], bytes], reason: str
) -> None:
    code, out, err = ask("ourcommons", serve(spoil(house_list)).url, "--yes")

    assert (code, out, len(err)) == (1, [], 1)
    assert err[0] == f"apostille: {reason}. Nothing was changed."
    assert [path.read_bytes() for path in table.parent.iterdir()] == [MEMBERS.read_bytes()]


def test_slow_server_changes_nothing(ask: Refresh, serve: Serve, table: Path) -> None:
    def wait(_handler: object, server: Server) -> None:
        server.over.wait()

    assert ask("ourcommons", serve(speak=wait).url, "--yes", "--limit", "0.2") == (
        1, [], ["apostille: 127.0.0.1: it gave no whole answer within 0.2 seconds. Nothing was changed."]
    )  # fmt: skip
    assert table.read_bytes() == MEMBERS.read_bytes()


def test_rows_are_written_as_they_were_read(tmp_path: Path, catalogue: Catalogue) -> None:
    write_rows(tmp_path / "new.csv", read_rows(MEMBERS), dict(catalogue.ridings))

    assert (tmp_path / "new.csv").read_bytes() == MEMBERS.read_bytes()


def test_rows_that_the_product_could_not_read_never_take_the_place(table: Path, catalogue: Catalogue) -> None:
    with pytest.raises(ContentError):
        write_rows(table, read_rows(MEMBERS)[1:], dict(catalogue.ridings))

    assert [path.read_bytes() for path in table.parent.iterdir()] == [MEMBERS.read_bytes()]


@pytest.mark.parametrize("text", ["", "fed_code,name\n10001,Paul\n", "a\x00b\n"])
def test_table_of_other_columns_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "members.csv"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(ContentError, match="restore"):
        read_rows(path)


def test_status_says_what_is_due(call: Refresh) -> None:
    code, out, err = call("status", "--json", "--date", "2027-03-01")
    report = json.loads("\n".join(out))
    tables = {table["file"]: table["rows"] for table in report["tables"]}

    assert (code, err) == (0, [])
    assert (tables["members.csv"], tables["ridings.csv"], tables["postal_codes.bin"]) == (343, 343, 879_747)
    assert report == status_of(DATA, date(2027, 3, 1))
    assert report["officials"]["unconfirmed"] == ["public-safety"]
    assert report["officials"]["past_review"] == ["foreign-affairs"]
    assert all(len(table["sha256"]) == 12 for table in report["tables"])


def test_status_counts_seats(call: Refresh) -> None:
    rows = read_rows(MEMBERS)
    vacant = [row.fed_code for row in rows if row.status != "sitting"]
    _, out, _ = call("status")

    assert f"Seats vacant: {len(vacant)} ({', '.join(vacant)})" in out
    assert "Officials unconfirmed: 1 (public-safety)" in out
