"""How far a batch is, on a terminal: a bar, the rate, the time left. Elsewhere nothing is shown."""

from __future__ import annotations

from types import TracebackType

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TextColumn,
    TimeRemainingColumn,
)
from rich.text import Text


class _Rate(ProgressColumn):
    """How many a second, measured over the last half minute."""

    def render(self, task: Task) -> Text:
        speed = task.finished_speed or task.speed
        return Text(f"{speed:,.1f}/s" if speed else "")


class Bar:
    """Shows what a `webapp.batch.run.Listener` hears, on standard error if that is a terminal."""

    def __init__(self) -> None:
        console = Console(stderr=True)
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), _Rate())
        self._progress = Progress(
            *columns, TimeRemainingColumn(), console=console, disable=not console.is_terminal
        )
        self._rows = self._progress.add_task("rows checked", total=None)
        self._joined = self._progress.add_task("letters joined", total=None, visible=False)
        self._letters = self._progress.add_task("letters", visible=False, start=False)

    def __enter__(self) -> Bar:
        self._progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._progress.stop()

    def checked(self, rows: int) -> None:
        """Show that so many rows have been checked."""
        self._progress.update(self._rows, completed=rows)

    def begun(self, total: int, made: int) -> None:
        """Show the bar of letters. Those that stand already are no part of the rate."""
        self._progress.update(self._rows, visible=False)
        self._progress.update(self._letters, total=total, completed=made, visible=True)
        self._progress.start_task(self._letters)

    def joined(self, letters: int) -> None:
        """Show that so many letters have been joined."""
        self._progress.update(self._joined, completed=letters, visible=True)

    def made(self) -> None:
        """Show one more letter."""
        self._progress.advance(self._letters)
