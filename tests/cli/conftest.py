"""The installed `apostille` command, run as a person runs it; and its entry point, quicker to call."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from specimens import MakeLetter, MakeRequest

from webapp.cli import main
from webapp.composition.compose import compose
from webapp.domain.catalogue import Catalogue
from webapp.domain.passages import Changes

Run = Callable[..., "subprocess.CompletedProcess[bytes]"]
Call = Callable[..., tuple[int, bytes, str]]
Words = Callable[..., list[str | bytes]]

APOSTILLE = Path(sys.executable).with_name("apostille")
LETTER = {
    "--stance": "close",
    "--riding": "48022",
    "--name": "Anne Tremblay",
    "--street": "10832 82 Avenue NW",
    "--city": "Edmonton",
    "--province": "AB",
    "--postal-code": "T6E 2B3",
    "--date": "2026-11-24",
}


@pytest.fixture(scope="session")
def run() -> Run:
    """Return a way to run the command."""
    return lambda *arguments: subprocess.run([APOSTILLE, *arguments], capture_output=True, check=False)


def letter_words(
    more: tuple[str | bytes, ...], campaign: str, changes: dict[str, str | bytes | None]
) -> list[str | bytes]:
    """Return the command line of Anne's letter, but for the options changed; None leaves one out."""
    options = LETTER | {f"--{name.replace('_', '-')}": value for name, value in changes.items()}
    given = [word for option in options.items() if option[1] is not None for word in option]
    return ["letter", campaign, *given, *more]


@pytest.fixture(scope="session")
def words() -> Words:
    """Return a way to say Anne's letter as the words of a command line."""
    return lambda *more, campaign="ice-offices-canada", **changes: letter_words(more, campaign, changes)


@pytest.fixture(scope="session")
def write(run: Run) -> Run:
    """Return a way to write Anne's letter with the command."""
    return lambda *more, campaign="ice-offices-canada", **changes: run(*letter_words(more, campaign, changes))


@pytest.fixture
def call(capsysbinary: pytest.CaptureFixture[bytes]) -> Call:
    """Return a way to call the entry point: its status, standard output and standard error."""

    def entry(*arguments: str) -> tuple[int, bytes, str]:
        with pytest.raises(SystemExit) as stopped:
            main(list(arguments))
        captured = capsysbinary.readouterr()
        return stopped.value.code, captured.out, captured.err.decode()

    return entry


@pytest.fixture
def wanted(call: Call) -> Call:
    """Return a way to ask the entry point for Anne's letter, as `write` asks the command."""
    return lambda *more, campaign="ice-offices-canada", **changes: call(
        *letter_words(more, campaign, changes)
    )


@pytest.fixture(scope="session")
def make_letter(catalogue: Catalogue, make_request: MakeRequest) -> MakeLetter:
    """Return a maker of letters as the command makes them: it asks for no wording."""
    return lambda **changes: compose(make_request(changes=Changes(), **changes), catalogue)
