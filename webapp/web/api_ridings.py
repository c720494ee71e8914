"""What the API says of ridings and members, in the names of fields that Open North's Represent has."""

from __future__ import annotations

from typing import Literal

from pydantic import AliasPath, Field, computed_field

from webapp.web.api_values import Both, Day, Listing, Value

_RIDINGS = "/api/v1/ridings"


class Riding(Value):
    """A federal electoral district of the 2023 representation order; names of fields as in Represent."""

    external_id: str = Field(validation_alias=AliasPath("riding", "code"), examples=["48022"])
    """Its five-digit code."""
    name: str = Field(validation_alias=AliasPath("riding", "name", "en"))
    """Its name in English, as Represent has it."""
    names: Both = Field(validation_alias=AliasPath("riding", "name"))
    """Its name in both languages."""
    province: str = Field(validation_alias=AliasPath("riding", "province"))
    boundary_set_name: Literal["Federal electoral district"] = "Federal electoral district"

    @computed_field
    def url(self) -> str:
        """Where the riding stands with its member."""
        return f"{_RIDINGS}/{self.external_id}"


class FoundRiding(Riding):
    """A riding, and why it answers a search."""

    reason: str | None = None
    """Why it answers, such as `name`, `postal code` or `spelling`; none where nothing was looked for."""
    sure: bool = False
    """Whether this reason alone leaves no doubt."""
    share: float | None = None
    """How much of the postal codes looked for lies in the riding, from 0 to 1."""


class Ridings(Listing[FoundRiding]):
    """The ridings that a search found, best first; every riding where nothing was looked for."""

    query: str = ""
    """What was looked for, tidied."""
    sure: str | None = None
    """The code of the one riding that is meant beyond doubt, if there is one."""
    note: Both | None = None
    """What to tell the person who looks, if anything."""


class Representative(Value):
    """A member of the House of Commons; names of fields as in Represent."""

    name: str
    email: str
    party_name: str = Field(validation_alias="party")
    elected_office: Literal["MP"] = "MP"
    representative_set_name: Literal["House of Commons"] = "House of Commons"


class RidingWithMember(Riding):
    """A riding and who sits for it."""

    representatives: tuple[Representative, ...]
    """The member; none where the seat is vacant or it is not certain who sits."""
    as_of: Day
    """When that was last checked."""
