"""What a form knows of its riding: which one it is, which it may be, and what to say of that."""

from __future__ import annotations

from typing import Any

from webapp.composition.postal_search import read_postal_code
from webapp.composition.requests import MOST_CHOICES
from webapp.composition.riding_search import search
from webapp.domain.catalogue import Catalogue
from webapp.domain.ridings import Riding, RidingMatch
from webapp.web.i18n import page_language, translated_note

WHOLE_CODE = 6


class RidingAnswers:
    """The part of a form that finds its riding; the form has the fields ``riding`` and ``postal_code``."""

    riding: Any
    postal_code: Any
    offered: tuple[RidingMatch, ...] = ()
    found: Riding | None = None
    note: str = ""

    def offer_ridings(self, catalogue: Catalogue) -> None:
        """Offer the ridings that may be meant, unless they are too many to choose from."""
        answer = search(self.riding.data or "", catalogue, catalogue.postal)
        if len(answer.matches) <= MOST_CHOICES:
            self.offered = answer.matches

    def name_riding(self, catalogue: Catalogue) -> None:
        """Say which riding is certain, and write its name for its code where the name alone is certain."""
        answer = search(self.riding.data or "", catalogue, catalogue.postal)
        if self.riding.errors or not answer.sure:
            return
        self.found = answer.sure
        self.note = translated_note(answer.note) if answer.note else ""
        name = answer.sure.name.in_(page_language())
        if self.riding.data == answer.sure.code and search(name, catalogue, catalogue.postal).sure:
            self.riding.data = name

    def carry_postal_code(self, catalogue: Catalogue) -> None:
        """Fill in an empty postal code with the one that the riding was looked for by, tidied.

        A code that finds no riding may be mistyped: it is not carried into the letter.
        """
        query = self.riding.data or ""
        typed = read_postal_code(query)
        if typed is None or len(typed.text) < WHOLE_CODE or (self.postal_code.data or "").strip():
            return
        if search(query, catalogue, catalogue.postal).matches:
            self.postal_code.data = typed.written
