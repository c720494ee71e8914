"""A format whose making wants more memory than there is for it."""

from __future__ import annotations

from webapp.domain.letters import Letter


def render(_letter: Letter) -> bytes:
    return bytes(bytearray(10**10))
