"""All that makes letters for a server: the processes that lay them out, and what is made beforehand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol, TypeVar

from webapp.domain.letters import Letter
from webapp.renderers.formats import Document
from webapp.renderers.in_hand import Bounds, InHand
from webapp.renderers.observing import Observer
from webapp.renderers.pool import Limits, RenderPool

Answer = TypeVar("Answer")


class Renders(Protocol):
    """What the web asks of whoever makes letters, in this process or in another."""

    def run(self, name: str, task: Callable[..., Answer], *args: Any, is_optional: bool = False) -> Answer:
        """Do as `RenderPool.run` does."""

    def pdf(self, letter: Letter) -> Document:
        """Do as `InHand.pdf` does."""

    def prepare(self, letter: Letter, owner: bytes) -> None:
        """Do as `InHand.prepare` does."""


class RenderService:
    """Makes letters in this process and in those that it starts."""

    def __init__(self, limits: Limits, bounds: Bounds, observer: Observer | None = None) -> None:
        self.seconds = limits.seconds
        self._pool = RenderPool(limits, observer)
        in_hand = InHand(self._pool, bounds, observer)
        self.run = self._pool.run
        self.pdf = in_hand.pdf
        self.prepare = in_hand.prepare
        self.start = self._pool.start
        self.close = self._pool.close
