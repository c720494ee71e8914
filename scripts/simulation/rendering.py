"""The one service that makes a server's letters, as queues: `webapp/renderers/service.py` with time alone."""

from __future__ import annotations

import math
from collections.abc import Generator
from typing import Any

import simpy

from webapp.renderers.in_hand import Bounds

Steps = Generator[simpy.Event, Any, Any]
PAGES, LAYOUT = 0, 1
"""Priorities of cores: pages first, as renderers are nicer; a lower number goes first."""
_ASKING, _PATIENT = 0, 1
"""Priorities of renderers: what is made beforehand lets all others go first."""
_USUAL_SECONDS = 0.3
"""What `RenderPool` takes a letter to cost until some are measured."""


class Overloaded(Exception):
    """Too many tasks wait; ``retry_after`` is in seconds."""

    def __init__(self, retry_after: int) -> None:
        super().__init__()
        self.retry_after = retry_after


class Cores:
    """The cores of a server. A page takes one from a renderer, which goes on when one is free again.

    Nobody has to wait for one where there are no more processes than cores.
    """

    def __init__(self, env: simpy.Environment, cores: int, processes: int) -> None:
        self._env = env
        self._turns = simpy.PreemptiveResource(env, cores) if processes > cores else None
        self.busy = 0.0
        """Seconds of work done, of all cores together."""

    def work(self, seconds: float, priority: int) -> Steps:
        """Work for so many seconds on one core."""
        if self._turns is None:
            yield self._env.timeout(seconds)
            self.busy += seconds
            return
        while seconds > 0:
            with self._turns.request(priority) as turn:
                try:
                    yield turn
                    yield self._env.timeout(seconds)
                    done = seconds
                except simpy.Interrupt as taken:
                    done = self._env.now - taken.cause.usage_since
                self.busy += done
                seconds -= done


class Line(simpy.PriorityResource):
    """Renderers, as `webapp/renderers/line.py` hands them out: the patient leave one of several free."""

    def _do_put(self, event: Any) -> None:
        spared = 1 if event.priority == _PATIENT and self.capacity > 1 else 0
        if len(self.users) < self.capacity - spared:
            super()._do_put(event)


class RenderService:
    """Lays letters out with so many renderers, and has PDFs in hand; so many tasks may wait.

    What is in hand is kept: none is as old as the minutes after which it would be dropped.
    """

    def __init__(self, env: simpy.Environment, renderers: int, queue: int, cores: Cores) -> None:
        self._env, self._renderers, self._queue, self._cores = env, renderers, queue, cores
        self._line = Line(env, renderers)
        self._begun: dict[int, simpy.Event] = {}
        """PDFs by the number of their letter: under way, or in hand once it has happened."""
        self._patient = 0
        self._under_way = 0
        self._usual_seconds = _USUAL_SECONDS

    def run(self, seconds: float, *, is_optional: bool = False) -> Steps:
        """Do a task of so many seconds, as `RenderPool.run`: an optional one leaves half of the queue.

        Raises `Overloaded` where too many wait.
        """
        if self._under_way >= self._renderers + self._queue // (2 if is_optional else 1):
            raise Overloaded(max(1, math.ceil(self._under_way * self._usual_seconds / self._renderers)))
        self._under_way += 1
        with self._line.request(_ASKING) as turn:
            yield from self._in_turn(turn, seconds)
        self._under_way -= 1

    def pdf(self, letter: int, seconds: float) -> Steps:
        """Give a letter's PDF as `InHand.pdf`: return whether it was ``ready``, ``under way``, ``not there``.

        One that only waits to be made beforehand is made now: its turn finds it begun.
        """
        begun = self._begun.get(letter)
        if begun:
            found = "ready" if begun.processed else "under way"
            yield begun
            return found
        self._begun[letter] = self._env.event()
        try:
            yield from self.run(seconds)
        except Overloaded:
            self._begun.pop(letter).succeed()
            raise
        self._begun[letter].succeed()
        return "not there"

    def prepare(self, letter: int, seconds: float) -> None:
        """Have a letter's PDF made when nothing else waits, as `InHand.prepare`: not more than so many."""
        if self._patient < Bounds.waiting:
            self._patient += 1
            self._env.process(self._beforehand(letter, seconds))

    def _beforehand(self, letter: int, seconds: float) -> Steps:
        with self._line.request(_PATIENT) as turn:
            yield turn
            self._patient -= 1
            if letter not in self._begun:
                self._begun[letter] = self._env.event()
                yield from self._in_turn(turn, seconds)
                self._begun[letter].succeed()

    def _in_turn(self, turn: simpy.Event, seconds: float) -> Steps:
        began = self._env.now
        yield turn
        yield from self._cores.work(seconds, LAYOUT)
        self._usual_seconds += (self._env.now - began - self._usual_seconds) / 10
