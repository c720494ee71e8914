"""A new campaign's folder, made from the packaged skeleton: it passes the checks before a word is changed."""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from webapp.content.catalogue import DATA
from webapp.content.json_schemas import SCHEMA_FOLDER, schema_line, write_schemas
from webapp.content.tables import load_officials
from webapp.domain.errors import ApostilleError
from webapp.domain.locales import LANGUAGES, NBSP, Language
from webapp.domain.typography import french
from webapp.domain.writing import clean_line

SKELETON = DATA.parent / "skeleton"
_LONGEST = 60


class NewCampaignRefused(ApostilleError):
    """No campaign can be made from what was given; the message says what to give instead."""


@dataclass(frozen=True)
class NewCampaign:
    """What a new campaign is made from: its title, in the first of its owner's languages.

    ``named`` is the folder's name where its owner gave one.
    """

    title: str
    languages: tuple[Language, ...]
    addressee: str
    made_on: date
    named: str = ""

    @property
    def slug(self) -> str:
        """The folder's name: in small letters without accents, its words joined by hyphens."""
        named = self.named or self.title
        plain = unicodedata.normalize("NFKD", named.replace("œ", "oe").replace("Œ", "oe"))
        letters = "".join(c for c in plain if not unicodedata.combining(c))
        return "-".join(re.findall(r"[a-z0-9]+", re.sub(r"['’]", "-", letters.lower())))


def make_campaign(new: NewCampaign, folder: Path) -> Path:
    """Make the campaign below ``folder`` and return its folder; where it is refused, nothing is made."""
    made = folder / _usable_slug(new)
    _refuse_unknown_addressee(new.addressee)
    if made.exists():
        raise NewCampaignRefused(f"{made} is there already: give another title, or remove the folder first.")
    made.mkdir(parents=True)
    for path in sorted(SKELETON.iterdir()):
        if path.suffix in (".toml", ".j2"):
            (made / path.name).write_text(_filled_in(path, new), encoding="utf-8")
    if not (folder / SCHEMA_FOLDER).exists():
        write_schemas(folder / SCHEMA_FOLDER)
    return made


def _usable_slug(new: NewCampaign) -> str:
    clean_line("title", new.title, missing="Enter a title, such as “Save the night train”.")
    if not new.slug:
        message = "needs a letter from a to z or a digit, which its folder is named by"
        raise NewCampaignRefused(f"The title “{new.title}” {message}: add one.")
    if len(new.slug) > _LONGEST:
        raise NewCampaignRefused(
            f"Give a shorter name with --slug: a folder's name may have {_LONGEST} characters."
        )
    return new.slug


def _refuse_unknown_addressee(addressee: str) -> None:
    officials = load_officials(DATA / "officials.toml")
    if addressee not in officials:
        known = ", ".join(officials)
        raise NewCampaignRefused(f"No office is called “{addressee}”: choose one of {known}.")


def _filled_in(path: Path, new: NewCampaign) -> str:
    """Return a file of the skeleton with its places filled in, once each: what was typed has no places."""
    places = _places(new)
    text = re.sub(r"@(\w+)@", lambda place: places[place[1]], path.read_text(encoding="utf-8"))
    return schema_line(path.stem) + text if path.suffix == ".toml" else text


def _places(new: NewCampaign) -> dict[str, str]:
    titles = {language: _toml(_title(new, language)) for language in LANGUAGES}
    return {
        "nbsp": NBSP,
        "EXAMPLE": _mark(new, "en"),
        "EXEMPLE": _mark(new, "fr"),
        "slug": new.slug,
        "addressee": new.addressee,
        "today": new.made_on.isoformat(),
        **{
            f"{part}_{language}": title for part in ("title", "subject") for language, title in titles.items()
        },
    }


def _mark(new: NewCampaign, language: Language) -> str:
    """Return what an example text begins with; it says so where its language is still to be written."""
    later = language not in new.languages
    if language == "en":
        return "EXAMPLE TO TRANSLATE:" if later else "EXAMPLE:"
    return f"EXEMPLE À TRADUIRE{NBSP}:" if later else f"EXEMPLE{NBSP}:"


def _title(new: NewCampaign, language: Language) -> str:
    """Return the title in the owner's first language, and in the other what is to be translated."""
    title = clean_line("title", new.title)
    title = french(title) if language == "fr" else title
    return title if language == new.languages[0] else f"{_mark(new, language)} {title}"


def _toml(text: str) -> str:
    """Return ``text`` as a TOML string: a clean line needs what JSON escapes and nothing more."""
    return json.dumps(text, ensure_ascii=False)
