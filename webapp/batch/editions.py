"""What letters are made from, in one line: when it changes, letters are made anew."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.metadata import version
from pathlib import Path

from webapp.content.catalogue import DATA, LETTER_TEMPLATES, load_catalogue
from webapp.domain.catalogue import Catalogue

_TABLES = ("members.csv", "officials.toml", "postal_codes.bin", "ridings.csv", "ridings_renamed.csv")


@cache
def catalogue_in(folder: str) -> Catalogue:
    """Return the catalogue of the campaigns in ``folder``, the product's own for an empty name; read once."""
    return load_catalogue(Path(folder) if folder else LETTER_TEMPLATES)


@cache
def edition_of(folder: str, campaign: str) -> str:
    """Return the product's version, the campaign's revision and a digest of data tables and layout."""
    revision = catalogue_in(folder).campaign(campaign).revision
    return f"apostille={version('apostille')} revision={revision} tables={_tables()}"


@cache
def _tables() -> str:
    digest = hashlib.sha256()
    for path in [*(DATA / name for name in _TABLES), *sorted((LETTER_TEMPLATES / "_layout").iterdir())]:
        content = path.read_bytes()
        digest.update(f"{path.name}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()[:10]
