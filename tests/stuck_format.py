"""A format whose making never ends."""

from __future__ import annotations

import time

from webapp.domain.letters import Letter


def render(_letter: Letter) -> bytes:
    while True:
        time.sleep(1)
