"""The processes that lay letters out, shared by the threads of a web process; so many tasks may wait."""

from __future__ import annotations

import atexit
import math
import time
import weakref
from collections.abc import Callable
from dataclasses import dataclass
from queue import Empty, LifoQueue
from threading import Lock
from typing import Any, TypeVar

from webapp.domain.errors import ApostilleError, Overloaded
from webapp.renderers.observing import Nobody, Observer
from webapp.renderers.process import MEGABYTE, Renderer, RendererLost, TookTooLong

Answer = TypeVar("Answer")
_USUAL_SECONDS = 0.3
"""What a letter costs, until some have been measured."""


@dataclass(frozen=True)
class Limits:
    """How much is done at once: ``renderers`` processes, ``queue`` tasks waiting, each within its bounds.

    A process is replaced after ``tasks_each``: libraries in C lose a little memory with each letter.
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
        self._idle: LifoQueue[Renderer | None] = LifoQueue()
        for _ in range(limits.renderers):
            self._idle.put(None)
        self._lock = Lock()
        self._under_way = 0
        self._usual_seconds = _USUAL_SECONDS
        _POOLS.add(self)

    def start(self) -> None:
        """Start every process now, so that the first letter need not wait for one.

        Raises `RendererLost` where that cannot be done; letters will try again, each by itself.
        """
        places = [self._idle.get() for _ in range(self._limits.renderers)]
        try:
            places = [renderer or self._new() for renderer in places]
        finally:
            for renderer in places:
                self._idle.put(renderer)

    def run(self, name: str, task: Callable[..., Answer], *args: Any, is_optional: bool = False) -> Answer:
        """Return what a function of a module gives for ``args``, run in another process.

        ``name`` is what the observer hears. An optional task, one that a page can do without, leaves half of
        the queue to the others. Raises `Overloaded` where too many wait, and whatever `ApostilleError` the
        task raises. A task whose process died is tried once more in a new one: it may have died of another's.
        """
        self._enter(is_optional=is_optional)
        began = time.monotonic()
        outcome = "made"
        try:
            return self._twice(task, args)
        except ApostilleError as error:
            outcome = type(error).__name__
            raise
        finally:
            self._leave(name, outcome, time.monotonic() - began)

    def close(self) -> None:
        """End every process that is idle."""
        while True:
            try:
                renderer = self._idle.get_nowait()
            except Empty:
                return
            if renderer:
                renderer.end()

    def _enter(self, *, is_optional: bool) -> None:
        places = self._limits.renderers + self._limits.queue // (2 if is_optional else 1)
        with self._lock:
            if self._under_way >= places:
                raise self._refusal("busy")
            self._count(1)

    def _leave(self, name: str, outcome: str, seconds: float) -> None:
        with self._lock:
            self._count(-1)
            if outcome == "made":
                self._usual_seconds += (seconds - self._usual_seconds) / 10
        self._observer.rendered(name, outcome, seconds)

    def _count(self, change: int) -> None:
        self._under_way += change
        self._observer.queue(self._under_way)

    def _twice(self, task: Callable[..., Answer], args: tuple[Any, ...]) -> Answer:
        try:
            return self._once(task, args)
        except RendererLost:
            return self._once(task, args)

    def _once(self, task: Callable[..., Answer], args: tuple[Any, ...]) -> Answer:
        try:
            renderer = self._idle.get(timeout=self._limits.seconds)
        except Empty:
            raise self._refusal("waited") from None
        try:
            renderer = renderer or self._new()
            answer = renderer.run(task, args, self._limits.seconds)
        except (RendererLost, TookTooLong):
            renderer = None
            raise
        finally:
            self._idle.put(self._renewed(renderer))
        return answer

    def _renewed(self, renderer: Renderer | None) -> Renderer | None:
        if renderer and renderer.tasks >= self._limits.tasks_each:
            renderer.end()
            return None
        return renderer

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
