"""Every mistake at the command line is one clear line on standard error, with its status."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., "subprocess.CompletedProcess[bytes]"]
Call = Callable[..., tuple[int, bytes, str]]

HIDDEN = "Remove the hidden control characters (such as line breaks or direction marks): type it again."
LOST = "Type it again: some characters did not arrive in a readable form."


def outcome(done: subprocess.CompletedProcess[bytes]) -> tuple[int, bytes, str]:
    return done.returncode, done.stdout, done.stderr.decode()


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        ({"riding": "xyzzy"},
         "riding: No riding matches “xyzzy”. Check the spelling, or type one word of its name."),
        ({"riding": "edmonton"}, "riding: Several ridings match “edmonton”. Choose yours."),
        ({"riding": "strathcona"}, "riding: Is this your riding? Choose it, or type another name."),
        ({"riding": "a\nb"}, f"riding: {HIDDEN}"),
        ({"stance": "burn"}, "stance: Choose what you ask."),
        ({"province": "Alberta"}, "province: Choose your province or territory."),
        ({"language": "de"}, "language: Choose the language of your letter: English, French or both."),
        ({"name": "Anne\r\nBcc: x@y.ca"}, f"name: {HIDDEN}"),
        ({"name": "A\u202enne"}, f"name: {HIDDEN}"),
        ({"name": "Ann\udcff"}, f"name: {LOST}"),
        ({"campaign": "nope"},
         "There is no campaign “nope”. There is: foreign-officers-rules, ice-offices-canada."),
        ({"date": "yesterday"},
         "Invalid value for '--date': 'yesterday' does not match the format '%Y-%m-%d'."),
        ({"street": None}, "Missing option '--street'."),
        ({"nickname": "Annie"}, "No such option '--nickname'. Did you mean '--name'?"),
        ({"own_words_file": "/nowhere/words.txt"}, "/nowhere/words.txt: No such file or directory"),
        ({"name": "李明", "format": "pdf"}, "The letter's typefaces cannot print 李 明: remove them."),
    ],
)  # fmt: skip
def test_mistake_is_one_line(wanted: Call, changes: dict[str, str], line: str) -> None:
    assert wanted(**changes) == (2, b"", f"apostille: {line}\n")


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        ({"riding": "edmonton"}, "riding: Several ridings match “edmonton”. Choose yours."),
        ({"name": b"Ann\xff"}, f"name: {LOST}"),
        ({"street": None}, "Missing option '--street'."),
        ({"zzz": "x"}, "No such option '--zzz'."),
        ({"own_words_file": "/nowhere/words.txt"}, "/nowhere/words.txt: No such file or directory"),
    ],
)
def test_command_says_it_in_one_line(write: Run, changes: dict[str, str | bytes | None], line: str) -> None:
    assert outcome(write(**changes)) == (2, b"", f"apostille: {line}\n")


def test_every_field_to_mend_has_its_line(wanted: Call) -> None:
    assert wanted(name=" ", email="anne@") == (
        2,
        b"",
        "apostille: name: Enter your name.\n"
        "apostille: email: Enter an e-mail address such as name@example.ca, or leave it empty.\n",
    )


def test_own_words_that_are_not_utf_8_are_refused(write: Run, tmp_path: Path) -> None:
    path = tmp_path / "words.txt"
    path.write_bytes("été".encode("latin-1"))
    done = write(own_words_file=str(path))
    assert outcome(done) == (2, b"", f"apostille: {path}: save the file as UTF-8.\n")


def test_own_words_that_are_too_long_are_refused(wanted: Call, tmp_path: Path) -> None:
    path = tmp_path / "words.txt"
    path.write_text("w" * 10_000)
    line = "own_words: Shorten your own words to 1500 characters: they have 10000."
    assert wanted(own_words_file=str(path)) == (2, b"", f"apostille: {line}\n")


def test_folder_is_no_file_of_own_words(wanted: Call, tmp_path: Path) -> None:
    assert wanted(own_words_file=str(tmp_path)) == (2, b"", f"apostille: {tmp_path}: Is a directory\n")


def test_output_that_cannot_be_written_is_said_last(wanted: Call, tmp_path: Path) -> None:
    path = tmp_path / "nowhere" / "letter.txt"
    status, _, errors = wanted(output=str(path))
    assert (status, errors.splitlines()[-1]) == (2, f"apostille: {path}: No such file or directory")


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["letter"], "Missing argument 'CAMPAIGN'."),
        (["write"], "No such command 'write'."),
        (["ridings"], "Missing argument 'TEXT'."),
        (["ridings", "xyzzy"], "No riding matches “xyzzy”."),
        (["ridings", "\udcff"], "No riding matches “\\udcff”."),
    ],
)
def test_usage_is_explained_in_one_line(call: Call, arguments: list[str], line: str) -> None:
    assert call(*arguments) == (2, b"", f"apostille: {line}\n")


# Fails: what was typed is repeated with its line break, and each line becomes an error of its own.
def test_line_break_in_a_riding_makes_no_second_line(call: Call) -> None:
    status, _, errors = call("ridings", "xy\nzzy")
    assert (status, len(errors.splitlines())) == (2, 1)


# Fails, as above.
def test_line_break_in_a_campaign_s_name_makes_no_second_line(wanted: Call) -> None:
    status, _, errors = wanted(campaign="no\npe")
    assert (status, len(errors.splitlines())) == (2, 1)


# Fails: the help is printed as if each of its lines were an error.
def test_command_alone_prints_its_help(call: Call) -> None:
    _, output, errors = call()
    assert (output.decode() + errors).splitlines()[0] == "Usage: apostille [OPTIONS] COMMAND [ARGS]..."
