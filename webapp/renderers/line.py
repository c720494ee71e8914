"""Who is next for one of a few processes: those who ask, in their order; last what is made beforehand."""

from __future__ import annotations

from collections.abc import Iterable
from queue import Empty
from threading import Condition
from typing import Generic, TypeVar

Place = TypeVar("Place")


class Dropped(Exception):
    """A turn was given up while it waited."""


class Turn:
    """One that waits in a `Line`. A patient one lets all others go first."""

    def __init__(self, *, is_patient: bool = False) -> None:
        self.is_patient = is_patient
        self.is_dropped = False


class Line(Generic[Place]):
    """Hands out places. The patient leave one place free for those who ask, where there is more than one."""

    def __init__(self, places: Iterable[Place]) -> None:
        self._free = list(places)
        self._spared = 1 if len(self._free) > 1 else 0
        self._waiting: list[Turn] = []
        self._changed = Condition()

    def __len__(self) -> int:
        """Return how many wait."""
        with self._changed:
            return len(self._waiting)

    def take(self, turn: Turn, seconds: float) -> Place:
        """Return a place, the one used last.

        Raises `queue.Empty` where there was none within ``seconds``, and `Dropped` for a turn given up.
        """
        with self._changed:
            self._waiting.append(turn)
            try:
                if not self._changed.wait_for(lambda: turn.is_dropped or self._is_next(turn), seconds):
                    raise Empty
                if turn.is_dropped:
                    raise Dropped
                return self._free.pop()
            finally:
                self._waiting.remove(turn)
                self._changed.notify_all()

    def give(self, place: Place) -> None:
        """Put a place back."""
        with self._changed:
            self._free.append(place)
            self._changed.notify_all()

    def take_free(self) -> list[Place]:
        """Return all places that are free, taken."""
        with self._changed:
            free, self._free = self._free, []
            return free

    def hurry(self, turn: Turn) -> None:
        """Make a patient turn one like any other: somebody waits for it now."""
        with self._changed:
            turn.is_patient = False
            self._changed.notify_all()

    def drop(self, turn: Turn) -> None:
        """Give up a turn, if it is patient still."""
        with self._changed:
            turn.is_dropped = turn.is_patient
            self._changed.notify_all()

    def _is_next(self, turn: Turn) -> bool:
        asking = [other for other in self._waiting if not other.is_patient]
        if turn.is_patient:
            return not asking and len(self._free) > self._spared and self._waiting[0] is turn
        return bool(self._free) and asking[0] is turn
