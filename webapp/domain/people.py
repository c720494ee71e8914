"""Office-holders and members: who is written to and who is copied, as far as it is known."""

from __future__ import annotations

from dataclasses import dataclass

from webapp.domain.locales import Language, LocalisedText, PartialDate


@dataclass(frozen=True)
class Official:
    """The holder of an office and the forms of address for it.

    ``at_the_house`` says that the inside address is the House of Commons, where mail to a member is free.
    ``confirmed`` is False where our sources disagree: the office is then addressed without a name
    and without a personal e-mail address.
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
    confirmed: bool
    note: LocalisedText

    def postal_block(self, language: Language) -> tuple[str, ...]:
        """Return the address as an envelope shows it: capitals, no punctuation, the last line as in English.

        Rule: Canada Post's addressing guidelines; municipalities are never translated.
        """
        last = self.inside_address[-1].en
        lines = [line.in_(language) for line in self.inside_address[:-1]] + [last]
        return tuple(_unpunctuated(line).upper() for line in lines)


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

    def copy_line(self, language: Language, riding_name: str) -> str:
        """Return the ``c.c.`` line: courtesy titles are omitted, since no gender is guessed.

        Rule: *The Canadian Style* omits a courtesy title that is not known (source C08).
        """
        if language == "en":
            return f"{self.name}, M.P. for {riding_name}"
        return f"{self.name}, Chambre des communes ({riding_name})"
