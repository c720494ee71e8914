"""The catalogue: everything the product knows, as one value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from webapp.domain.campaigns import Campaign
from webapp.domain.errors import UnknownCampaign
from webapp.domain.people import Official, Representative
from webapp.domain.postal import PostalTable
from webapp.domain.ridings import Riding


@dataclass(frozen=True)
class Catalogue:
    """Campaigns by slug, ridings and members by riding code, officials by id; postal codes."""

    campaigns: Mapping[str, Campaign]
    ridings: Mapping[str, Riding]
    members: Mapping[str, Representative]
    officials: Mapping[str, Official]
    postal: PostalTable

    def campaign(self, slug: str) -> Campaign:
        """Return a campaign; raise `UnknownCampaign` where there is none of that name."""
        try:
            return self.campaigns[slug]
        except KeyError:
            known = ", ".join(sorted(self.campaigns))
            raise UnknownCampaign(f"There is no campaign “{slug}”. There is: {known}.") from None
