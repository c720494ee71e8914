"""The catalogue: everything the product knows, as one value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from webapp.domain.campaigns import Campaign
from webapp.domain.errors import UnknownCampaign
from webapp.domain.locales import PartialDate
from webapp.domain.people import Official, Representative
from webapp.domain.postal import PostalTable
from webapp.domain.ridings import Riding

_NO_SEAT = Representative("", "", "", PartialDate(1), vacant=True)


@dataclass(frozen=True)
class Catalogue:
    """Campaigns by slug, ridings and members by riding code, officials by id; postal codes."""

    campaigns: Mapping[str, Campaign]
    ridings: Mapping[str, Riding]
    members: Mapping[str, Representative]
    officials: Mapping[str, Official]
    postal: PostalTable

    def seat_of(self, riding: Riding) -> Representative:
        """Return the seat of a riding; that of a riding not chosen yet (no code) is vacant."""
        if not riding.code:
            return _NO_SEAT
        return self.members[riding.code]

    def campaign(self, slug: str) -> Campaign:
        """Return a campaign; raise `UnknownCampaign` where there is none of that name."""
        try:
            return self.campaigns[slug]
        except KeyError:
            known = ", ".join(sorted(self.campaigns))
            raise UnknownCampaign(f"There is no campaign “{slug}”. There is: {known}.") from None
