"""Office-holders and members: who is written to and who is copied, as far as it is known."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from webapp.domain.locales import Language, LocalisedText, PartialDate


@dataclass(frozen=True)
class Official:
    """The holder of an office and the forms of address for it.

    ``at_the_house`` says that the inside address is the House of Commons, where mail to a member is free.
    ``confirmed`` is False where our sources disagree: the office is then addressed without a name
    and without a personal e-mail address; so it is past ``review_by``.
    """

    id: str
    office: LocalisedText
    name: str
    at_the_house: bool
    inside_address: tuple[LocalisedText, ...]
    copy_line: LocalisedText
    salutation: LocalisedText
    closing: LocalisedText
    email: str
    as_of: PartialDate
    review_by: date | None
    confirmed: bool
    note: LocalisedText

    def as_known_on(self, day: date) -> Official:
        """Return the official as a letter of ``day`` may address them.

        Past ``review_by`` the office is addressed without a name, in forms that guess no gender
        (*The Canadian Style*, and « Bonjour » of the Bureau de la traduction).
        """
        if not self.confirmed or self.review_by is None or day <= self.review_by:
            return self
        office = self.office
        return replace(
            self,
            name="",
            confirmed=False,
            inside_address=self.inside_address[1:] if self.name else self.inside_address,
            copy_line=LocalisedText(f"The {office.en}", office.fr[0].upper() + office.fr[1:]),
            salutation=LocalisedText(self.salutation.en, "Bonjour,"),
            closing=LocalisedText(self.closing.en, _UNGENDERED_CLOSING),
        )

    def postal_block(self, language: Language) -> tuple[str, ...]:
        """Return the address as an envelope shows it: capitals, no punctuation, the last line as in English.

        Rule: Canada Post's addressing guidelines; municipalities are never translated.
        """
        last = self.inside_address[-1].en
        lines = [line.in_(language) for line in self.inside_address[:-1]] + [last]
        return tuple(_unpunctuated(line).upper() for line in lines)


_UNGENDERED_CLOSING = "Je vous prie d’agréer l’expression de ma très haute considération."


def _unpunctuated(line: str) -> str:
    """Return a line without periods and commas; *député* keeps its accents."""
    return line.replace(".", "").replace(",", "")


@dataclass(frozen=True)
class Representative:
    """The member for one riding; a vacant or doubtful seat is a value, not a missing row."""

    riding: str
    name: str
    email: str
    as_of: PartialDate
    vacant: bool
    party: str = ""

    def copy_line(self, language: Language, riding_name: str) -> str:
        """Return the ``c.c.`` line: courtesy titles are omitted, since no gender is guessed.

        Rule: *The Canadian Style* omits a courtesy title that is not known (source C08).
        """
        if language == "en":
            return f"{self.name}, M.P. for {riding_name}"
        return f"{self.name}, Chambre des communes ({riding_name})"
