"""A batch goes on where it stopped: no letter is made twice, none is half-written, none is lost."""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from batches import begin, finish, letters_in, mends, people, read_csv, renderers_of
from waiting import until

from webapp.content.catalogue import LETTER_TEMPLATES

Call = Callable[..., tuple[int, str, str]]
Write = Callable[..., Path]


def stamps(folder: Path) -> dict[str, tuple[int, int]]:
    """Return what changes with each writing of a letter: its inode and its time."""
    return {
        name: ((folder / name).stat().st_ino, (folder / name).stat().st_mtime_ns)
        for name in letters_in(folder)
    }


def doors(folder: Path) -> list[int]:
    """Return the door of everybody who has a letter, in order."""
    return sorted(
        int(letter.split(b" 82 Avenue NW")[0].split()[-1]) for letter in letters_in(folder).values()
    )


def test_second_run_makes_nothing(call: Call, write: Write, tmp_path: Path) -> None:
    table, out = write(*people(5)), tmp_path / "out"
    call(table, out)
    before = stamps(out)

    assert call(table, out)[:2] == (0, f"{out}: 5 letters, 0 made now.\n")
    assert stamps(out) == before


@pytest.mark.parametrize("told", [signal.SIGINT, signal.SIGTERM])
def test_interrupted_batch_finishes_what_it_began_and_goes_on(
    write: Write, tmp_path: Path, told: signal.Signals
) -> None:
    table, out = write(*people(150)), tmp_path / "out"
    process = begin(table, out, "--format", "txt", "--workers", "2")
    until(lambda: out.exists() and len(letters_in(out)) > 20)
    process.send_signal(told)
    status, _, err = finish(process)
    before = stamps(out)

    assert status == 130
    assert err.splitlines()[-1] == "apostille: stopped. Give the same command again: it goes on from here."
    assert 20 < len(before) < 150
    assert [row["file"] for row in read_csv(out / "manifest.csv")] == sorted(before)

    status, said, _ = finish(begin(table, out, "--format", "txt", "--workers", "2"))
    assert (status, said) == (0, f"{out}: 150 letters, {150 - len(before)} made now.\n")
    assert {name: stamp for name, stamp in stamps(out).items() if name in before} == before
    assert doors(out) == list(range(1, 151))


def test_batch_that_was_killed_goes_on(write: Write, tmp_path: Path) -> None:
    table, out = write(*people(120)), tmp_path / "out"
    process = begin(table, out, "--format", "txt", "--workers", "2")
    until(lambda: out.exists() and len(letters_in(out)) > 20)
    processes = renderers_of(process.pid)
    process.kill()
    finish(process)
    until(lambda: not any(Path(f"/proc/{each}").exists() for each in processes))
    (out / ".000002-0123456789.txt.7.part").write_bytes(b"half a let")
    before = stamps(out)

    status, said, _ = finish(begin(table, out, "--format", "txt", "--workers", "2"))
    made = int(said.split(" letters, ")[1].split()[0])
    after = stamps(out)
    assert (status, doors(out)) == (0, list(range(1, 121)))
    assert 120 - len(before) <= made <= 120 - len(before) + 4  # as many as were begun by two processes
    assert sum(after[name] == stamp for name, stamp in before.items()) == 120 - made
    assert [path for path in out.iterdir() if path.name.endswith(".part")] == []


def test_worker_that_is_killed_loses_no_letter(write: Write, tmp_path: Path) -> None:
    out = tmp_path / "out"
    process = begin(write(*people(400)), out, "--format", "txt", "--workers", "2")
    for number in (20, 40, 60):
        until(lambda: out.exists() and len(letters_in(out)) > number)  # noqa: B023 - asked at once
        until(lambda: renderers_of(process.pid) != [])
        os.kill(renderers_of(process.pid)[0], signal.SIGKILL)

    assert finish(process)[:2] == (0, f"{out}: 400 letters, 400 made now.\n")
    assert doors(out) == list(range(1, 401))
    assert mends(out) == []


def test_changed_row_is_made_anew_and_its_old_letter_set_aside(
    call: Call, write: Write, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    call(write({}, {"street": "2 82 Avenue NW"}, {"street": "3 82 Avenue NW"}), out)
    before = stamps(out)
    changed = write({}, {"street": "7 82 Avenue NW"}, {"street": "3 82 Avenue NW"})
    status, said, err = call(changed, out)

    assert (status, said) == (0, f"{out}: 3 letters, 1 made now.\n")
    assert f"apostille: note: 1 letter no row asks for any more: see {out}/set-aside." in err.splitlines()
    assert doors(out) == [3, 7, 10832]
    assert doors(out / "set-aside") == [2]
    assert sum(stamps(out).get(name) == stamp for name, stamp in before.items()) == 2


def test_row_that_moved_keeps_its_letter_under_its_new_number(
    call: Call, write: Write, tmp_path: Path
) -> None:
    out, folk = tmp_path / "out", people(4)
    call(write(*folk), out)
    inodes = {inode for inode, _ in stamps(out).values()}

    assert call(write(folk[3], folk[1], folk[0], folk[2]), out)[1] == f"{out}: 4 letters, 0 made now.\n"
    letters = letters_in(out)
    assert [int(letters[name].split(b" 82 Avenue NW")[0].split()[-1]) for name in sorted(letters)] == [
        4,
        2,
        1,
        3,
    ]
    assert {inode for inode, _ in stamps(out).values()} == inodes
    assert [row["file"] for row in read_csv(out / "manifest.csv")] == sorted(letters)


@pytest.mark.parametrize(
    "spoil", [lambda path: path.unlink(), lambda path: path.write_bytes(b"another letter")]
)
def test_letter_that_is_gone_or_altered_is_made_anew(
    call: Call, write: Write, tmp_path: Path, spoil: Callable[[Path], object]
) -> None:
    table, out = write(*people(3)), tmp_path / "out"
    call(table, out)
    before = letters_in(out)
    spoil(out / min(before))

    assert call(table, out)[1] == f"{out}: 3 letters, 1 made now.\n"
    assert letters_in(out) == before


def test_new_revision_of_the_campaign_makes_every_letter_anew(
    call: Call, write: Write, tmp_path: Path
) -> None:
    campaigns, table, out = tmp_path / "campaigns", write(*people(3)), tmp_path / "out"
    shutil.copytree(LETTER_TEMPLATES, campaigns)
    folder = ("--folder", str(campaigns))
    call(table, out, *folder)
    names = sorted(letters_in(out))
    revised = tmp_path / "revised"
    shutil.copytree(campaigns, revised)
    with (revised / "ice-offices-canada" / "campaign.toml").open("a") as file:
        file.write("\n# revised\n")

    assert call(table, out, *folder)[1] == f"{out}: 3 letters, 0 made now.\n"
    assert call(table, out, "--folder", str(revised))[1] == f"{out}: 3 letters, 3 made now.\n"
    assert sorted(letters_in(out)) == names


def test_day_of_the_batch_is_kept_unless_another_is_asked_for(
    call: Call, write: Write, tmp_path: Path
) -> None:
    table, out = write({}), tmp_path / "out"
    call(table, out)
    process = begin(table, out, "--format", "txt", "--date", "2026-11-25")

    assert finish(process)[1] == f"{out}: 1 letter, 1 made now.\n"
    (letter,) = letters_in(out).values()
    assert "November\xa025, 2026".encode() in letter


def test_row_that_is_mended_gets_its_letter_in_the_next_run(call: Call, write: Write, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert call(write({}, {"name": ""}), out)[0] == 3
    assert call(write({}, {"name": "Luc Roy"}), out)[:2] == (0, f"{out}: 2 letters, 1 made now.\n")
    assert mends(out) == []


def test_letters_are_the_same_whatever_the_number_of_workers(
    call: Call, write: Write, tmp_path: Path
) -> None:
    table = write(*people(12))
    for number in (1, 3):
        call(table, tmp_path / str(number), "--workers", str(number))

    one, three = (sorted(letters_in(tmp_path / str(number)).values()) for number in (1, 3))
    assert one == three
