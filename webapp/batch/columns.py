"""The columns of a table of people: the one list that reading, the example and docs/batch.md share."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches

from webapp.domain.locales import Language
from webapp.domain.ridings import fold

_ALIKE = 0.8
"""From this likeness on a heading is taken for a slip, which would lose what stands below it."""


@dataclass(frozen=True)
class Column:
    """A column: its heading in English, which is the field's name, and in French; what stands in it."""

    name: str
    french: str
    meaning: str
    is_required: bool = False

    def heading(self, language: Language) -> str:
        """Return the heading that an example in ``language`` has."""
        return self.name if language == "en" else self.french


COLUMNS = (
    Column("name", "nom", "The person's name, as it is signed.", is_required=True),
    Column("street", "adresse", "Street address.", is_required=True),
    Column("city", "ville", "City or town.", is_required=True),
    Column(
        "province", "province", "Two letters, such as AB, or its name in either language.", is_required=True
    ),
    Column("postal_code", "code_postal", "Such as T6G 1X6.", is_required=True),
    Column("riding", "circonscription", "Its name or code; found by the postal code where empty, if sure."),
    Column("stance", "demande", "What the letter asks, by its slug; --stance where empty."),
    Column("language", "langue", "en, fr or both; --language where empty."),
    Column("email", "courriel", "The person's e-mail address."),
    Column("own_words", "mots_personnels", "The person's own words, up to 1,500 characters."),
    Column("facts", "faits", "Slugs of facts, with spaces between; the usual ones where empty."),
    Column("copy_mp", "copie_au_depute", "no (non) for no copy to the member; yes where empty."),
    Column("length", "longueur", "letter, or short; letter where empty."),
    Column("layout", "mise_en_page", "plain, window or envelope; plain where empty."),
    Column("follow_up_to", "suite_a", "The date of an earlier letter that this one recalls: 2026-11-22."),
)

_BY_HEADING = {fold(heading): column for column in COLUMNS for heading in (column.name, column.french)}


def column_of(heading: str) -> Column | None:
    """Return the column that a heading names, whatever its case, accents, hyphens and spaces."""
    return _BY_HEADING.get(fold(heading))


def alike(heading: str) -> str:
    """Return the heading that this one may be a slip of, or nothing."""
    found = get_close_matches(fold(heading), _BY_HEADING, n=1, cutoff=_ALIKE)
    return _BY_HEADING[found[0]].name if found else ""
