"""The processes that lay letters out, shared by all who ask for letters; so many tasks may wait."""

from __future__ import annotations

import atexit
import math
import time
import weakref
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from queue import Empty
from threading import Lock, Thread
from typing import Any, TypeVar

from webapp.domain.errors import ApostilleError, Overloaded
from webapp.renderers.line import Line, Turn
from webapp.renderers.observing import Nobody, Observer
from webapp.renderers.process import MEGABYTE, Renderer, RendererLost, TookTooLong

Answer = TypeVar("Answer")
_USUAL_SECONDS = 0.3
"""What a letter costs, until some have been measured."""


@dataclass(frozen=True)
class Limits:
    """How much is done at once: ``renderers`` processes, ``queue`` tasks waiting, each within its bounds.

    A process has a successor after ``tasks_each``: libraries in C lose a little memory with each letter.
    """

    renderers: int = 1
    queue: int = 8
    seconds: float = 20
    megabytes: int = 1_000
    tasks_each: int = 500


class RenderPool:
    """Runs tasks in processes that are ended when they take too long, and replaced when they die.

    A process is started when it is first needed, so that a pool may be made before a server forks.
    """

    def __init__(self, limits: Limits, observer: Observer | None = None) -> None:
        self._limits = limits
        self._observer = observer or Nobody()
        self._line: Line[Renderer | None] = Line([None] * limits.renderers)
        self._successors: dict[Renderer, Renderer | None] = {}
        self._lock = Lock()
        self._under_way = 0
        self._usual_seconds = _USUAL_SECONDS
        _POOLS.add(self)

    def start(self) -> None:
        """Start every process now, so that the first letter need not wait for one.

        Raises `RendererLost` where that cannot be done; letters will try again, each by itself.
        """
        places = self._line.take_free()
        try:
            places = [renderer or self._new() for renderer in places]
        finally:
            for renderer in places:
                self._line.give(renderer)

    def run(self, name: str, task: Callable[..., Answer], *args: Any, is_optional: bool = False) -> Answer:
        """Return what a function of a module gives for ``args``, run in another process.

        ``name`` is what the observer hears. An optional task, one that a page can do without, leaves half of
        the queue to the others. Raises `Overloaded` where too many wait, and whatever `ApostilleError` the
        task raises. A task whose process died is tried once more in a new one: it may have died of another's.
        """
        self._enter(is_optional=is_optional)
        try:
            return self.run_in_turn(Turn(), name, task, *args)
        finally:
            with self._lock:
                self._count(-1)

    def run_in_turn(self, turn: Turn, name: str, task: Callable[..., Answer], *args: Any) -> Answer:
        """Do as `run` does when ``turn`` comes, however many wait; raises `Dropped` where it is given up."""
        began = time.monotonic()
        try:
            answer = self._twice(turn, task, args)
        except ApostilleError as error:
            self._heard(name, type(error).__name__, time.monotonic() - began)
            raise
        self._heard(name, "made", time.monotonic() - began)
        return answer

    def hurry(self, turn: Turn) -> None:
        """Let a patient turn wait like any other from now on."""
        self._line.hurry(turn)

    def drop(self, turn: Turn) -> None:
        """Give up a turn that waits, if it is patient still."""
        self._line.drop(turn)

    def close(self) -> None:
        """End every process that is idle."""
        for renderer in self._line.take_free():
            if renderer:
                self._end(renderer)

    def _enter(self, *, is_optional: bool) -> None:
        places = self._limits.renderers + self._limits.queue // (2 if is_optional else 1)
        with self._lock:
            if self._under_way >= places:
                raise self._refusal("busy")
            self._count(1)

    def _heard(self, name: str, outcome: str, seconds: float) -> None:
        with self._lock:
            if outcome == "made":
                self._usual_seconds += (seconds - self._usual_seconds) / 10
        self._observer.rendered(name, outcome, seconds)

    def _count(self, change: int) -> None:
        self._under_way += change
        self._observer.queue(self._under_way)

    def _twice(self, turn: Turn, task: Callable[..., Answer], args: tuple[Any, ...]) -> Answer:
        try:
            return self._once(turn, task, args)
        except RendererLost:
            return self._once(turn, task, args)

    def _once(self, turn: Turn, task: Callable[..., Answer], args: tuple[Any, ...]) -> Answer:
        try:
            renderer = self._line.take(turn, self._limits.seconds)
        except Empty:
            raise self._refusal("waited") from None
        lost = None
        try:
            renderer = renderer or self._new()
            return renderer.run(task, args, self._limits.seconds)
        except (RendererLost, TookTooLong):
            lost, renderer = renderer, None
            raise
        finally:
            self._give_back(renderer, lost)

    def _give_back(self, renderer: Renderer | None, lost: Renderer | None) -> None:
        """Put a process back, or its successor where that is ready: nobody waits for a process to start."""
        old = lost or renderer
        with self._lock:
            successor = self._successors.pop(old) if old and self._successors.get(old) else None
        self._line.give(successor or renderer)
        if successor and renderer:
            renderer.end()
        elif renderer and renderer.tasks >= self._limits.tasks_each:
            self._prepare_successor(renderer)

    def _prepare_successor(self, renderer: Renderer) -> None:
        """Start the process that will take the place of one, beside its work; once."""
        with self._lock:
            if renderer in self._successors:
                return
            self._successors[renderer] = None

        def start() -> None:
            successor = None
            with suppress(RendererLost):  # it is tried again after the next task
                successor = self._new()
            with self._lock:
                is_awaited = renderer in self._successors
                if is_awaited and successor:
                    self._successors[renderer] = successor
                else:
                    self._successors.pop(renderer, None)
            if successor and not is_awaited:
                successor.end()

        Thread(target=start, name="successor", daemon=True).start()

    def _end(self, renderer: Renderer) -> None:
        with self._lock:
            successor = self._successors.pop(renderer, None)
        for each in (renderer, successor):
            if each:
                each.end()

    def _new(self) -> Renderer:
        return Renderer(self._limits.megabytes * MEGABYTE)

    def _refusal(self, reason: str) -> Overloaded:
        self._observer.refused(reason)
        left = self._under_way * self._usual_seconds / self._limits.renderers
        return Overloaded(max(1, math.ceil(left)))


_POOLS: weakref.WeakSet[RenderPool] = weakref.WeakSet()


@atexit.register
def _close_pools() -> None:
    """End all processes before Python waits for them."""
    for pool in list(_POOLS):
        pool.close()
