"""The folder of a batch: new, empty, or that of the same batch."""

from __future__ import annotations

import os
from pathlib import Path

from webapp.batch.record import RECORD
from webapp.batch.refusals import BatchRefused


def ready(folder: Path) -> Path:
    """Return a folder for a batch's record, made where it is not there.

    Raises `BatchRefused` where it holds anything but a batch, or cannot be written to.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with os.scandir(folder) as entries:
            holds = next(entries, None) is not None
        is_ours = (folder / RECORD).is_file()
    except FileExistsError:
        raise BatchRefused(f"{folder} is a file: name a folder.") from None
    except OSError as error:
        raise BatchRefused(f"{folder}: {error.strerror}: name a folder that you may write to.") from None
    if holds and not is_ours:
        raise BatchRefused(f"{folder} holds other files: name an empty folder, or a new one.")
    if not os.access(folder, os.W_OK | os.X_OK):
        raise BatchRefused(f"{folder}: you may not write there: name another folder.")
    return folder
