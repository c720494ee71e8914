"""Politeness towards a service: no more requests than it allows, and no question asked twice."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock

Clock = Callable[[], float]


class TokenBucket:
    """Allows at most ``per_minute`` requests in any 60 seconds, a quarter of them at once.

    A bucket that holds *b* and gains *r* a second allows *b* + 60 *r* in a minute: ``per_minute`` here.
    """

    def __init__(self, per_minute: int, clock: Clock) -> None:
        self._holds = max(1, per_minute // 4)
        self._gain = (per_minute - self._holds) / 60
        self._clock = clock
        self._tokens = float(self._holds)
        self._since = clock()
        self._lock = Lock()

    def take(self) -> bool:
        """Take one token; return whether there was one."""
        with self._lock:
            now = self._clock()
            gained = (now - self._since) * self._gain
            self._tokens, self._since = min(self._holds, self._tokens + gained), now
            if self._tokens < 1:
                return False
            self._tokens -= 1
            return True


class RememberedAnswers:
    """Answers kept in memory alone: the ``most`` used last, each for ``lifetime`` seconds."""

    def __init__(self, most: int, lifetime: float, clock: Clock) -> None:
        self._most = most
        self._lifetime = lifetime
        self._clock = clock
        self._answers: OrderedDict[str, tuple[float, tuple[str, ...]]] = OrderedDict()
        self._lock = Lock()

    def get(self, question: str) -> tuple[str, ...] | None:
        """Return the answer to a question asked within the lifetime, else None."""
        with self._lock:
            kept = self._answers.pop(question, None)
            if kept is None or self._clock() - kept[0] >= self._lifetime:
                return None
            self._answers[question] = kept
            return kept[1]

    def put(self, question: str, answer: tuple[str, ...]) -> None:
        """Keep an answer, and let go of the one used longest ago where there are too many."""
        with self._lock:
            self._answers.pop(question, None)
            self._answers[question] = (self._clock(), answer)
            if len(self._answers) > self._most:
                self._answers.popitem(last=False)
