"""Being told to stop, by Ctrl-C or by SIGTERM: what was begun is finished, and nothing more is."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

_SIGNALS = (signal.SIGINT, signal.SIGTERM)


@contextmanager
def heeding_signals() -> Iterator[Callable[[], bool]]:
    """Yield what says whether a signal to stop has come. The second one stops at once, as if not heeded."""
    told: list[int] = []

    def heed(number: int, _frame: FrameType | None) -> None:
        if told:
            raise KeyboardInterrupt
        told.append(number)

    before = {number: signal.signal(number, heed) for number in _SIGNALS}
    try:
        yield lambda: bool(told)
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
