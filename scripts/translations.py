"""Keeps the French catalogue of the pages: `--check` fails where a word is missing, stale or ill set."""

from __future__ import annotations

import io
import sys
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from webapp.domain.typography import french

ROOT = Path(__file__).resolve().parents[1]
CATALOGUE = ROOT / "webapp" / "translations" / "fr" / "LC_MESSAGES" / "messages.po"
METHODS = [("**.py", "python"), ("templates/**.html", "jinja2")]
FIRST_DAY = datetime(2026, 11, 24, tzinfo=UTC)  # a fixed date: the file changes only with its words
KEYWORDS = {"_": None, "_l": None, "N_": None, "gettext": None, "lazy_gettext": None, "ngettext": (1, 2)}


def extracted() -> Catalog:
    """Return every message of the code and the templates."""
    catalogue = Catalog(
        locale="fr",
        project="Apostille",
        copyright_holder="the Apostille authors",
        msgid_bugs_address="see CONTRIBUTING.md",
        last_translator="the Apostille authors",
        language_team="French",
        fuzzy=False,  # a catalogue marked fuzzy is passed over when it is compiled
        charset="utf-8",
    )
    webapp = ROOT / "webapp"
    for path, _line, message, _comments, _context in extract_from_dir(webapp, METHODS, keywords=KEYWORDS):
        catalogue.add(message, locations=[(f"webapp/{path}", 0)])
    return catalogue


def known() -> Catalog:
    """Return the catalogue as it stands, empty where there is none."""
    if not CATALOGUE.exists():
        return Catalog(locale="fr", charset="utf-8")
    return read_po(io.BytesIO(CATALOGUE.read_bytes()), locale="fr")


def problems() -> list[str]:
    """Return what is missing, stale or ill set."""
    wanted, have = extracted(), known()
    found = []
    for message in wanted:
        if not message.id:
            continue
        translation = have.get(message.id)
        strings = _strings(translation) if translation else ()
        if translation is None or not all(strings) or translation.fuzzy:
            found.append(f"not in French: {message.id}")
        found += [f"French typography: {text}" for text in strings if french(text) != text]
    found += [f"no longer used: {message.id}" for message in have if message.id and message.id not in wanted]
    return found


def _strings(message: Message) -> tuple[str, ...]:
    """Return the translation of a message, or those of its singular and its plural."""
    string = message.string
    return (string,) if isinstance(string, str) else tuple(string)


def update() -> None:
    """Write the catalogue with every message of today, the known translations kept."""
    wanted, have = extracted(), known()
    for message in wanted:
        translation = have.get(message.id) if message.id else None
        if translation is not None:
            message.string = translation.string
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    wanted.revision_date = wanted.creation_date = FIRST_DAY
    with CATALOGUE.open("wb") as file:
        write_po(file, wanted, width=110, sort_by_file=True, omit_header=False, include_lineno=False)


if __name__ == "__main__":
    if "--check" not in sys.argv:
        update()
    messages = problems()
    print("\n".join(messages) or "Every word of the pages is in French.")
    sys.exit(bool(messages))
