"""What goes wrong around a batch: full disks, folders of other things, two runs at once, changed tables."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from batches import begin, finish, letters_in, people
from disks import mounted
from waiting import until

Call = Callable[..., tuple[int, str, str]]
Write = Callable[..., Path]
AGAIN = "Give the same command again: it goes on from here."
FULL = ("could not be written: No space left on device", "could not be written (database or disk is full)")


def test_full_disk_stops_the_batch_which_goes_on_when_there_is_room(write: Write, tmp_path: Path) -> None:
    table = write(*people(150))
    with mounted("size=1500k") as disk:
        out = disk / "out"
        filling = disk / "filling"
        filling.write_bytes(bytes(900_000))
        status, _, err = finish(begin(table, out, "--format", "txt"))
        before = letters_in(out)

        assert status == 4
        assert [end for end in FULL if err.endswith(f"{end}; see to that. {AGAIN}\n")] != []
        assert 0 < len(before) < 150
        assert [path.name for path in out.iterdir() if path.name.endswith(".part")] == []
        assert {content[-1:] for content in before.values()} == {b"\n"}

        filling.unlink()
        assert finish(begin(table, out, "--format", "txt"))[0] in (0, 4)
        assert before.items() <= letters_in(out).items()


def test_folder_that_holds_something_else_is_refused(call: Call, write: Write, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "thesis.docx").touch()

    assert call(write({}), out) == (
        2,
        "",
        f"apostille: {out} holds other files: name an empty folder, or a new one.\n",
    )
    assert [path.name for path in out.iterdir()] == ["thesis.docx"]


def test_folder_of_another_batch_is_refused(call: Call, write: Write, tmp_path: Path) -> None:
    out = tmp_path / "out"
    call(write({}), out)

    assert call(write({}), out, "--format", "md") == (
        2,
        "",
        f"apostille: {out} holds letters of ice-offices-canada as txt: name another folder.\n",
    )


def test_file_in_the_place_of_a_folder_is_refused(call: Call, write: Write, tmp_path: Path) -> None:
    table = write({})

    assert call(table, table)[2] == f"apostille: {table} is a file: name a folder.\n"
    assert call(table, table / "out")[2] == (
        f"apostille: {table}/out: Not a directory: name a folder that you may write to.\n"
    )


def test_disk_that_may_not_be_written_to_is_refused(call: Call, write: Write) -> None:
    with mounted("ro") as disk:
        assert call(write({}), disk) == (
            2,
            "",
            f"apostille: {disk}: you may not write there: name another folder.\n",
        )


def test_second_run_at_the_same_time_is_refused(call: Call, write: Write, tmp_path: Path) -> None:
    table, out = write(*people(100)), tmp_path / "out"
    process = begin(table, out, "--format", "txt", "--workers", "1")
    until(lambda: out.exists() and len(letters_in(out)) > 3)

    assert call(table, out) == (
        2,
        "",
        f"apostille: another run is making letters in {out}: let it end first.\n",
    )
    assert finish(process)[0] == 0


def test_spoilt_record_is_refused(call: Call, write: Write, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "batch.sqlite").write_bytes(b"no record at all" * 100)

    assert call(write({}), out)[::2] == (
        2,
        f"apostille: {out}/batch.sqlite is damaged: name another folder.\n",
    )


def test_table_that_changes_while_it_is_read_stops_the_batch(write: Write, tmp_path: Path) -> None:
    folk = people(150)
    table, out = write(*folk), tmp_path / "out"
    process = begin(table, out, "--format", "txt", "--workers", "1")
    until(lambda: out.exists() and len(letters_in(out)) > 3)
    rest = table.read_bytes()
    table.write_bytes(rest.replace(b"Anne", b"Jane"))
    status, _, err = finish(process)

    assert (status, err.splitlines()[-1]) == (
        4,
        "apostille: stopped: the table was changed while letters were made from it. "
        "Give the same command again: it goes on from here.",
    )
    assert finish(begin(table, out, "--format", "txt"))[0] == 0
    assert {b"Jane Tremblay" in letter for letter in letters_in(out).values()} == {True}
    assert len(letters_in(out)) == 150


def test_table_that_is_cut_off_while_it_is_read_stops_the_batch(write: Write, tmp_path: Path) -> None:
    table, out = write(*people(150)), tmp_path / "out"
    process = begin(table, out, "--format", "txt", "--workers", "1")
    until(lambda: out.exists() and len(letters_in(out)) > 3)
    table.write_bytes(b'"' + table.read_bytes()[:-1])
    status, _, err = finish(process)

    assert status == 4
    assert err.endswith(
        f"apostille: stopped: the table was changed while letters were made from it. {AGAIN}\n"
    )


def test_record_is_one_file_when_a_run_is_over(call: Call, write: Write, tmp_path: Path) -> None:
    out = tmp_path / "out"
    call(write({}), out)

    assert sorted(path.name for path in out.glob("batch*")) == ["batch.sqlite"]
    with sqlite3.connect(out / "batch.sqlite") as record:
        assert record.execute("pragma integrity_check").fetchone() == ("ok",)
    record.close()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "Name a table and an --output folder; --example prints a table to fill in."),
        (["people.csv"], "Name a table and an --output folder; --example prints a table to fill in."),
        (["people.csv", "--output", "out"], "people.csv is no file: name a CSV file of people."),
    ],
)
def test_command_without_what_it_needs_says_so(
    capsys: pytest.CaptureFixture[str], words: list[str], said: str
) -> None:
    from webapp.cli import main

    with pytest.raises(SystemExit) as stopped:
        main(["batch", "ice-offices-canada", *words])

    assert (stopped.value.code, capsys.readouterr().err) == (2, f"apostille: {said}\n")


def test_unknown_campaign_is_named(capsys: pytest.CaptureFixture[str], write: Write, tmp_path: Path) -> None:
    from webapp.cli import main

    with pytest.raises(SystemExit) as stopped:
        main(["batch", "ice", str(write({})), "--output", str(tmp_path / "out")])

    assert stopped.value.code == 2
    assert capsys.readouterr().err.startswith("apostille: There is no campaign “ice”. There is: ")
