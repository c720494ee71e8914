"""What a start of the server needs to know of the machine, and how it stops where something is wrong."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import NoReturn

from webapp.diagnosis import machine
from webapp.domain.errors import ApostilleError, ContentError
from webapp.settings import Settings

_MEMORY = Path("/dev/shm")  # noqa: S108 - gunicorn makes its files there safely, and unlinks them at once


class MachineNotReady(ApostilleError):
    """Letters cannot be made on this machine; says in a line for each thing what to do."""


@contextmanager
def plain_errors() -> Iterator[None]:
    """Stop the start with one line for each problem, where a traceback would hide it."""
    try:
        yield
    except ContentError as error:
        _stop(*(str(problem) for problem in error.problems))
    except ApostilleError as error:
        _stop(*str(error).splitlines())


@cache
def settings() -> Settings:
    """Return the settings, read once: a reload must not stop a server whose folder is being replaced."""
    with plain_errors():
        return Settings.from_environment()


def check_machine() -> None:
    """Raise `MachineNotReady` where something is missing without which no letter can be made."""
    findings = (*map(machine.library, machine.LIBRARIES), *machine.fonts(), machine.temporary_folder())
    wrong = [f"{each.subject}: {each.said}: {each.mend}" for each in findings if each.state == "wrong"]
    if wrong:
        raise MachineNotReady("\n".join(wrong))


def web_workers(wanted: int, cores: int) -> int:
    """Return how many web processes to run: those wanted, or by the machine where that is 0.

    Two at least, so that one is there while the other starts again; one for every two of many cores, for
    letters are laid out by processes of their own.
    """
    return wanted or max(2, cores // 2)


def memory_folder() -> str | None:
    """Return a folder in memory for the workers' heartbeat: a busy disk would make them look dead."""
    return str(_MEMORY) if os.access(_MEMORY, os.W_OK) else None


def _stop(*messages: str) -> NoReturn:
    for message in messages:
        sys.stderr.write(f"apostille: {message}\n")
    sys.exit(1)
