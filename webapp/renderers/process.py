"""A process that lays letters out: bounded in memory, ended when it takes too long, noticed when it dies."""

from __future__ import annotations

import os
import resource
import signal
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext
from typing import Any, TypeVar

from webapp.domain.errors import ApostilleError, RenderingError

Answer = TypeVar("Answer")
_LOWER_PRIORITY = 5
"""Added to the process's niceness: pages are answered first, whatever is being laid out."""
MEGABYTE = 10**6


class RendererLost(RenderingError):
    """The process ended before it answered: it was killed, or a library in it crashed."""


class TookTooLong(RenderingError):
    """The process gave no answer in time and was ended."""


class Renderer:
    """A process that runs one task at a time. Its memory is bounded to ``memory`` bytes of its own data."""

    def __init__(self, memory: int) -> None:
        self._connection, theirs = _context().Pipe()
        self._process = _context().Process(
            target=_run_tasks, args=(theirs, memory), name="apostille-renderer", daemon=True
        )
        self.tasks = 0
        try:
            self._process.start()
        except (EOFError, OSError):
            raise RendererLost("What lays letters out could not be started.") from None
        finally:
            theirs.close()  # so that our end is told when theirs is gone

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self._process.pid or 0

    def run(self, task: Callable[..., Answer], args: tuple[Any, ...], seconds: float) -> Answer:
        """Return what the function ``task`` of a module gives, or raise the `ApostilleError` it raises.

        Raises `TookTooLong` after ``seconds`` and `RendererLost` where the process is gone: in both cases it
        is of no use any more.
        """
        self.tasks += 1
        try:
            self._connection.send((task, args))
            if not self._connection.poll(seconds):
                self.end()
                raise TookTooLong("The letter took too long to be laid out.")
            answer, error = self._connection.recv()
        except (EOFError, OSError):
            self.end()
            raise RendererLost("What lays letters out stopped before it was done.") from None
        if error is not None:
            raise error
        return answer  # type: ignore[no-any-return]

    def end(self) -> None:
        """End the process at once."""
        self._connection.close()
        self._process.kill()
        self._process.join()


@cache
def _context() -> ForkServerContext:
    """Return what starts processes: copies of one that has a single thread and the letter's fonts loaded.

    A copy of the web process itself would have copies of locks that its other threads hold.
    """
    context = get_context("forkserver")
    context.set_forkserver_preload(["webapp.renderers.warm"])
    return context


def _run_tasks(connection: Connection, memory: int) -> None:
    """Run what comes through ``connection`` until its other end is closed.

    An end of the whole service is told by that alone: a signal that reaches all its processes would cut
    a letter short.
    """
    for ignored in (signal.SIGINT, signal.SIGTERM):
        signal.signal(ignored, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a core would hold what somebody wrote
    with suppress(PermissionError):  # where a service manager has taken that right away
        os.nice(_LOWER_PRIORITY)
    while True:
        try:
            task, args = connection.recv()
        except (EOFError, OSError):
            return
        connection.send(_outcome(task, args))


def _outcome(task: Callable[..., object], args: tuple[Any, ...]) -> tuple[object, ApostilleError | None]:
    """Return what a task gave, or its error: never one of a library, whose words may quote the letter."""
    try:
        return task(*args), None
    except ApostilleError as error:
        error.__cause__ = error.__context__ = None
        return None, error
    except Exception as error:
        return None, RenderingError(f"The letter could not be laid out ({type(error).__name__}).")
