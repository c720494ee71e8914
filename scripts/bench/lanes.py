"""Lanes: a process for each thing that is compared, so that none has what another loaded, kept or leaked.

All lanes run on the same one core, one at a time: each waits until it is asked for its next sample.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.context import ForkContext, SpawnContext
from typing import Any, TypeVar

from bench.measuring import seconds

Answer = TypeVar("Answer")
PATIENCE = 120
"""Seconds after which a lane that does not answer is given up."""


class LaneFailed(Exception):
    """A lane gave no answer, or an error; its words are those of the error."""


class Lane:
    """A process that does what it is asked, one thing at a time, until the lane is closed."""

    def __init__(self) -> None:
        spawning = get_context("spawn")  # Typst hangs in a copy of a process
        self._connection, theirs = spawning.Pipe()
        self._process = _started(spawning, serve, theirs)

    def call(self, work: Callable[..., Answer], *given: Any) -> Answer:
        """Return what a function of a module gives in the lane's process; raises `LaneFailed`."""
        return asked(self._connection, work, given)

    def time(self, work: Callable[..., object], *given: Any) -> float:
        """Return how many seconds a function of a module takes in the lane's process."""
        return self.call(seconds, work, *given)

    def close(self) -> None:
        """Let the process end as a program does; end it where it does not."""
        self._connection.close()
        self._process.join(10)
        if self._process.is_alive():
            self._process.kill()
            self._process.join()


class Lanes:
    """Lanes by name, each begun when it is first asked for."""

    def __init__(self) -> None:
        self._begun: dict[str, Lane] = {}

    def __getitem__(self, name: str) -> Lane:
        if name not in self._begun:
            self._begun[name] = Lane()
        return self._begun[name]

    def close(self) -> None:
        """End every lane."""
        for lane in self._begun.values():
            lane.close()


@contextmanager
def lanes() -> Iterator[Lanes]:
    """Give lanes, and end them at last."""
    given = Lanes()
    try:
        yield given
    finally:
        given.close()


def asked(connection: Connection, work: Callable[..., Answer], given: tuple[Any, ...]) -> Answer:
    """Have what listens at the other end of ``connection`` do something, and return its answer."""
    try:
        connection.send((work, given))
        if not connection.poll(PATIENCE):
            raise LaneFailed(f"{work.__name__} took longer than {PATIENCE} seconds")
        answer, error = connection.recv()
    except (EOFError, OSError) as lost:
        raise LaneFailed(f"{work.__name__} ended its process") from lost
    if error:
        raise LaneFailed(error)
    return answer  # type: ignore[no-any-return]


def serve(connection: Connection) -> None:
    """Do what comes through ``connection`` until its other end is closed."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    while True:
        try:
            work, given = connection.recv()
        except (EOFError, OSError):
            return
        try:
            connection.send((work(*given), ""))
        except Exception as error:  # whatever it is, it ends the run with its words
            connection.send((None, f"{work.__name__}: {type(error).__name__}: {error}"))


def in_a_copy(
    before: Callable[..., object],
    given_before: tuple[Any, ...],
    work: Callable[..., object],
    given: tuple[Any, ...],
) -> float:
    """Return how many seconds ``work`` takes in a copy of this process, which then ends.

    The copy does ``before`` first: what it pays for having memory of its own is not counted.
    """
    copying = get_context("fork")
    connection, theirs = copying.Pipe()
    process = _started(copying, serve, theirs)
    try:
        asked(connection, before, given_before)
        return asked(connection, seconds, (work, *given))
    finally:
        connection.close()
        process.kill()
        process.join()


def _started(context: SpawnContext | ForkContext, target: Callable[..., None], theirs: Connection) -> Any:
    process = context.Process(target=target, args=(theirs,), name="bench-lane")
    process.start()
    theirs.close()  # so that the process is told when our end is gone, and we when its own is
    return process
