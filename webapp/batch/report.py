"""What is heard of a batch while it goes on, and what came of it at its end."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Protocol

from webapp.batch.refusals import BatchStopped


class Listener(Protocol):
    """Hears how far a batch is."""

    def checked(self, rows: int) -> None:
        """So many rows have been checked."""

    def begun(self, total: int, made: int) -> None:
        """All rows are checked: so many letters are wanted, and so many of them stand already."""

    def made(self) -> None:
        """One more letter stands."""

    def joined(self, letters: int) -> None:
        """So many letters have been joined to one file."""


@dataclass
class Report:
    """What came of a batch.

    Letters that stand, those of them made now, those still wanted, and those set aside; whether they were
    joined; how many rows are to be mended; the letters of columns that were not read; what there is to know
    of letters, and of how many.
    """

    standing: int = 0
    made: int = 0
    left: int = 0
    to_mend: int = 0
    set_aside: int = 0
    is_joined: bool = False
    was_told_to_stop: bool = False
    stopped_by: BatchStopped | None = None
    unused: tuple[str, ...] = ()
    notes: Counter[str] = field(default_factory=Counter)
