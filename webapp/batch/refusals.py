"""Why a batch is not begun, or stops before its end; each says what to do."""

from __future__ import annotations

from webapp.domain.errors import ApostilleError


class BatchRefused(ApostilleError):
    """Nothing is begun: the table, the folder or what was asked for cannot be used as it is."""


class BatchStopped(ApostilleError):
    """The batch stops before its end, and goes on from there when the same command is given again."""


class OutputFailed(BatchStopped):
    """A letter could not be written where it was to stand."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"a letter could not be written: {reason}; see to that")
        self.reason = reason


class OtherEdition(BatchStopped):
    """What letters are made from is not what it was when the batch was begun, or not on every machine."""


class TableChanged(BatchStopped):
    """The table was changed while it was read."""

    def __init__(self) -> None:
        super().__init__("the table was changed while letters were made from it")
