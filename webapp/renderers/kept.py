"""What `make install` leaves in ``build/letters``, so that a new process makes its first letter sooner.

A file is named after all that it was made of, so it is found where it is what would be made anew, and nowhere
else; where there is none, it is made as ever. Nothing is written but by `make install`, and none of it is
anybody's letter.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

KEPT = Path(__file__).resolve().parents[2] / "build" / "letters"


def place(name: str, *made_of: bytes, folder: Path = KEPT) -> Path:
    """Return where a file of this name, ``{}`` in it being a digest of what it is made of, is kept."""
    digest = hashlib.sha256()
    for each in made_of:
        digest.update(b"%d " % len(each))
        digest.update(each)
    return folder / name.format(digest.hexdigest()[:16])


def keep(path: Path, content: bytes) -> None:
    """Write a file, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    part.write_bytes(content)
    part.replace(path)
