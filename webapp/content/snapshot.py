"""The checked catalogue in one file, which `make install` leaves: no start has to read and check it all.

To parse and check the TOML of two campaigns takes longer than to write a letter. A snapshot is read in its
place only where everything it was made from is, byte for byte, what it was: the campaigns, the data tables,
the code that reads and checks them, the locked requirements and the Python. Whatever differs, or is missing,
or is damaged: there is no snapshot, and everything is read and checked as ever. Nothing is written but by
`make install`.
"""

from __future__ import annotations

import hashlib
import io
import os
import pickle
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from webapp.content.catalogue import DATA, LETTER_TEMPLATES, ROOT, campaign_folders, load_catalogue
from webapp.content.files import own_files
from webapp.domain.catalogue import Catalogue
from webapp.domain.errors import ContentError

SNAPSHOT = ROOT / "build" / "catalogue.snapshot"
_CODE = ("domain", "composition", "content")
_TABLES = (".bin", ".csv", ".toml")
_DIGEST = hashlib.sha256().digest_size


def ready_catalogue(folder: Path = LETTER_TEMPLATES) -> Catalogue:
    """Return the catalogue of all campaigns in ``folder``, out of the snapshot where that is still true.

    Raises `ContentError` with every problem, as `load_catalogue` does.
    """
    kept = read_snapshot() if folder == LETTER_TEMPLATES else None
    return kept or load_catalogue(folder)


def read_snapshot(path: Path = SNAPSHOT, campaigns: Path = LETTER_TEMPLATES) -> Catalogue | None:
    """Return the catalogue of ``campaigns`` that ``path`` keeps; None where it keeps none, or of other files.

    The file is the SHA-256 of what it was made from, that of what follows, and a pickle in which nothing but
    values of the domain may stand.
    """
    try:
        content = memoryview(path.read_bytes())
        made_from, digest, kept = content[:_DIGEST], content[_DIGEST : 2 * _DIGEST], content[2 * _DIGEST :]
        if digest != hashlib.sha256(kept).digest() or made_from != _inputs(campaigns):
            return None
    except (OSError, ContentError):
        return None
    catalogue = _Values(io.BytesIO(kept)).load()
    return catalogue if isinstance(catalogue, Catalogue) else None


def write_snapshot(catalogue: Catalogue, path: Path = SNAPSHOT, campaigns: Path = LETTER_TEMPLATES) -> None:
    """Keep ``catalogue``, which was read from ``campaigns`` just now, in ``path``: whole or not at all."""
    kept = pickle.dumps(catalogue, protocol=5)
    path.parent.mkdir(exist_ok=True)
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    part.write_bytes(_inputs(campaigns) + hashlib.sha256(kept).digest() + kept)
    part.replace(path)


class _Values(pickle.Unpickler):
    """Reads values of the domain and days, and refuses to name anything else."""

    def find_class(self, module_name: str, global_name: str, /) -> Any:
        if module_name.startswith("webapp.domain.") or (module_name, global_name) in _PLAIN:
            return super().find_class(module_name, global_name)
        raise pickle.UnpicklingError(f"a snapshot holds no {module_name}.{global_name}")


_PLAIN = {("datetime", "date"), ("datetime", "timedelta"), ("builtins", "frozenset")}


def _inputs(campaigns: Path) -> bytes:
    """Return the SHA-256 of the names and bytes of everything that a catalogue is made from."""
    digest = hashlib.sha256(f"{sys.implementation.cache_tag} {sys.version}\0".encode())
    for name, content in _files(campaigns):
        digest.update(f"{name}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.digest()


def _files(campaigns: Path) -> Iterator[tuple[str, bytes]]:
    yield "requirements.txt", (ROOT / "requirements.txt").read_bytes()
    rooms = [(ROOT / "webapp" / room, (".py",)) for room in _CODE]
    for room, suffixes in ((DATA, _TABLES), *rooms):
        with os.scandir(room) as entries:
            names = sorted(entry.name for entry in entries if entry.name.endswith(suffixes))
        for name in names:
            yield f"{room.name}/{name}", (room / name).read_bytes()
    for folder in campaign_folders(campaigns):
        for name, content in own_files(folder):
            yield f"{folder.name}/{name}", content


def main() -> None:
    """Check and keep the product's own catalogue, unless it has problems: then there is none to keep."""
    if read_snapshot():
        SNAPSHOT.touch()
        return
    try:
        write_snapshot(load_catalogue())
    except ContentError as error:
        print(f"{len(error.problems)} problems of content: `make content` says how to mend each.")


if __name__ == "__main__":
    main()
