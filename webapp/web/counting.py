"""Counts that several servers share in a Redis, and that each keeps by itself while it does not answer.

Flask-Limiter can fall back to memory too, but where several threads find Redis gone at once, it fails the
requests of all but the first. Here the change is made once, under a lock, and told once.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from threading import Lock
from typing import TypeVar

from limits.storage import MemoryStorage, RedisStorage, Storage
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

SHARED = "shared"
"""The option that names the Redis."""
_PATIENCE = 1.0  # seconds that Redis has to be reached, and as many to answer
_AGAIN = 1.0  # seconds until it is asked again, by one request
_LOG = logging.getLogger(__name__)
Answer = TypeVar("Answer")


class CountsInRedis(Storage):
    """A storage of `limits` whose counts are in Redis or, for as long as it is away, in memory."""

    STORAGE_SCHEME = ("counts-in-redis",)  # type: ignore[assignment]
    uri = "counts-in-redis://"

    def __init__(self, uri: str, *, wrap_exceptions: bool = False, shared: str) -> None:
        super().__init__(uri, wrap_exceptions=wrap_exceptions)
        self._shared = RedisStorage(
            shared,
            socket_connect_timeout=_PATIENCE,
            socket_timeout=_PATIENCE,
            retry=Retry(NoBackoff(), 0),  # type: ignore[arg-type]
        )
        self._local = MemoryStorage()
        self._lock = Lock()
        self._away_until: float | None = None  # None: it answers

    @property
    def base_exceptions(self) -> type[Exception]:
        """What may be raised: nothing that is not a fault of the code."""
        return RedisError

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        """Count a request, and return how many there were until ``expiry`` seconds after the first."""
        return self._counted(lambda counts: counts.incr(key, expiry, amount))

    def get(self, key: str) -> int:
        """Return how many requests there were."""
        return self._counted(lambda counts: counts.get(key))

    def get_expiry(self, key: str) -> float:
        """Return when a count begins again, as seconds since 1970."""
        return self._counted(lambda counts: counts.get_expiry(key))

    def check(self) -> bool:
        """Return whether requests are counted, which they always are."""
        return True

    def reset(self) -> int | None:
        """Forget every count."""
        return self._counted(lambda counts: counts.reset())

    def clear(self, key: str) -> None:
        """Forget one count."""
        self._counted(lambda counts: counts.clear(key))

    def _counted(self, ask: Callable[[Storage], Answer]) -> Answer:
        is_away = self._is_away()
        if is_away and not self._is_time_to_ask():
            return ask(self._local)
        try:
            answer = ask(self._shared)
        except RedisError as error:
            self._note_away(error)
            return ask(self._local)
        if is_away:  # an answer to a question put before Redis went says nothing of what it is now
            self._note_back()
        return answer

    def _is_away(self) -> bool:
        return self._away_until is not None

    def _is_time_to_ask(self) -> bool:
        """Return whether this request is the one that asks again; the others do not wait for it."""
        now = time.monotonic()
        with self._lock:
            is_due = self._away_until is not None and now >= self._away_until
            if is_due:
                self._away_until = now + _AGAIN
        return is_due

    def _note_away(self, error: RedisError) -> None:
        """Tell once; only what kind of error it was, for its words may hold the address with its password."""
        with self._lock:
            was_there, self._away_until = self._away_until is None, time.monotonic() + _AGAIN
        if was_there:
            reason = {"reason": type(error).__name__}
            _LOG.warning("Redis does not answer: each process limits by itself", extra={"fields": reason})

    def _note_back(self) -> None:
        with self._lock:
            self._away_until = None
        _LOG.info("Redis answers again: requests are counted there")
