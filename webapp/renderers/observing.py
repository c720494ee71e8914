"""Who is told how the making of letters goes: what makes them need not know who counts."""

from __future__ import annotations

from typing import Protocol


class Observer(Protocol):
    """Is told of each letter: names of tasks, outcomes and reasons are words of our code, never typed."""

    def rendered(self, task: str, outcome: str, seconds: float) -> None:
        """Hear that a task came to its end: ``made``, or the name of its error; seconds include waiting."""

    def queue(self, length: int) -> None:
        """Hear how many letters are under way or waiting now."""

    def refused(self, reason: str) -> None:
        """Hear that a letter was not begun: ``busy``, or it ``waited`` too long."""

    def in_hand(self, outcome: str) -> None:
        """Hear of a PDF asked for, ``ready``, ``under way`` or ``not there``, or of one made beforehand.

        That one was ``prepared``, or ``dropped`` before it was.
        """


class Nobody:
    """Counts nothing."""

    def rendered(self, task: str, outcome: str, seconds: float) -> None:
        """Do nothing."""

    def queue(self, length: int) -> None:
        """Do nothing."""

    def refused(self, reason: str) -> None:
        """Do nothing."""

    def in_hand(self, outcome: str) -> None:
        """Do nothing."""
