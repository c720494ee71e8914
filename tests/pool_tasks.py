"""What the tests ask of renderers, beside letters."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

from webapp.domain.errors import InvalidInput
from webapp.domain.letters import Letter


def pid() -> int:
    return os.getpid()


def sleep(seconds: float) -> str:
    time.sleep(seconds)
    return "slept"


def wait_for(path: str) -> str:
    while not Path(path).exists():
        time.sleep(0.01)
    return "waited"


def refuse() -> None:
    raise InvalidInput("file", "Choose %(what)s.", what="a letter")


def fail(words: str) -> None:
    raise ValueError(words)


def take_memory(size: int) -> int:
    return len(bytearray(size))


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def die_once(mark: str) -> str:
    """Die where nothing has left a mark yet."""
    if not Path(mark).exists():
        Path(mark).touch()
        die()
    return "alive"


def hold(begun: str, gate: str) -> str:
    """Say that the work has begun, and end it when the gate is opened."""
    Path(begun).touch()
    return wait_for(gate)


def die_with(words: str) -> None:
    """Die as a library that crashes does, with words in memory."""
    held = words * 2
    os.kill(os.getpid(), signal.SIGSEGV)
    time.sleep(5)
    fail(held)


def sleep_over(words: str, seconds: float) -> str:
    time.sleep(seconds)
    return words


def render(_letter: Letter) -> bytes:
    """Be a format whose making crashes."""
    die()
    return b""
