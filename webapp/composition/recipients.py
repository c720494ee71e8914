"""Who the letter goes to and who is copied, with a notice wherever that is not certain."""

from __future__ import annotations

from dataclasses import dataclass

from webapp.domain.campaigns import Campaign
from webapp.domain.catalogue import Catalogue
from webapp.domain.errors import N_
from webapp.domain.letters import LetterRequest, Notice
from webapp.domain.locales import Language, LocalisedText, in_words
from webapp.domain.people import Official, Representative


@dataclass(frozen=True)
class Recipients:
    """The addressee, the seat of the riding, its member if copied, and the other officials copied."""

    addressee: Official
    seat: Representative
    member: Representative | None
    officials: tuple[Official, ...]
    notices: tuple[Notice, ...]

    @property
    def cc(self) -> tuple[str, ...]:
        """The e-mail addresses copied, each once."""
        emails = [self.member.email] if self.member else []
        emails += [official.email for official in self.officials if official.confirmed]
        return tuple(dict.fromkeys(email for email in emails if email))

    def copy_lines(self, language: Language, riding_name: str) -> tuple[str, ...]:
        """Return the ``c.c.`` lines."""
        lines = [self.member.copy_line(language, riding_name)] if self.member else []
        return (*lines, *(official.copy_line.in_(language) for official in self.officials))


def recipients_of(request: LetterRequest, campaign: Campaign, catalogue: Catalogue) -> Recipients:
    """Return the recipients of a letter."""
    addressee, *officials = (
        catalogue.officials[office].as_known_on(request.written_on)
        for office in (campaign.addressee, *campaign.copies)
    )
    notices = [_unconfirmed(official) for official in (addressee, *officials) if not official.confirmed]
    seat = catalogue.seat_of(request.riding)
    member: Representative | None = None
    if request.copy_mp:
        named = [official for official in (addressee, *officials) if official.name == seat.name]
        if seat.vacant:
            notices.append(_about(request, seat, _VACANT))
        elif named:
            notices.append(_about(request, seat, _ALREADY_WRITTEN_TO))
        else:
            member = seat
            if not seat.email:
                notices.append(_about(request, seat, _NO_EMAIL))
    return Recipients(addressee, seat, member, tuple(officials), tuple(notices))


_VACANT = N_(
    "We cannot confirm who sits for %(riding)s (last checked: %(date)s), so no member is copied. "
    "See ourcommons.ca for the member, if there is one."
)
_NO_EMAIL = N_(
    "We know no e-mail address for your member, %(name)s (last checked: %(date)s). Send the copy by "
    "mail: House of Commons, Ottawa ON K1A 0A6. No stamp is needed."
)
_ALREADY_WRITTEN_TO = N_(
    "Your member, %(name)s, already receives this letter in another office, so no second copy is named."
)
_UNCONFIRMED = N_(
    "Our sources do not agree on who is %(office)s, so the letter names the office alone and no "
    "e-mail address is given for it. Write to that office at: House of Commons, Ottawa ON K1A 0A6."
)


_PAST_REVIEW = N_(
    "We last checked who is %(office)s in %(date)s, which is too long ago, so the letter names the "
    "office alone."
)


def _unconfirmed(official: Official) -> Notice:
    if official.review_by is not None:
        checked = in_words(official.as_of)
        return Notice(_PAST_REVIEW, (("office", official.office), ("date", checked)))
    return Notice(_UNCONFIRMED, (("office", official.office),))


def _about(request: LetterRequest, seat: Representative, message: str) -> Notice:
    checked = in_words(seat.as_of)
    name = LocalisedText(seat.name, seat.name)
    return Notice(message, (("name", name), ("riding", request.riding.name), ("date", checked)))
