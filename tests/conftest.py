"""What every test may ask for: the catalogue, the campaign, a request, its letter, its form."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from specimens import ANNE, MakeLetter, MakeRequest

from webapp.composition.compose import compose
from webapp.content.catalogue import load_catalogue
from webapp.domain.campaigns import Campaign
from webapp.domain.catalogue import Catalogue
from webapp.domain.letters import LetterRequest
from webapp.domain.passages import Changes


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return load_catalogue()


@pytest.fixture(scope="session")
def campaign(catalogue: Catalogue) -> Campaign:
    return catalogue.campaigns["ice-offices-canada"]


@pytest.fixture(scope="session")
def make_request(catalogue: Catalogue, campaign: Campaign) -> MakeRequest:
    """Return a maker of requests: Anne Tremblay of Edmonton Strathcona, but for what is changed.

    Every passage has its first wording.
    """
    usual = LetterRequest(
        campaign="ice-offices-canada",
        stance="close",
        riding=catalogue.ridings["48022"],
        language="en",
        sender=ANNE,
        written_on=date(2026, 11, 24),
        changes=Changes(wordings=dict.fromkeys(campaign.passages, 0)),
    )

    def make(**changes: Any) -> LetterRequest:
        if "riding" in changes:
            changes["riding"] = catalogue.ridings[changes["riding"]]
        return replace(usual, **changes)

    return make


@pytest.fixture(scope="session")
def make_letter(catalogue: Catalogue, make_request: MakeRequest) -> MakeLetter:
    """Return a maker of letters, changed as `make_request` is."""
    return lambda **changes: compose(make_request(**changes), catalogue)


@pytest.fixture
def filled(campaign: Campaign) -> dict[str, object]:
    """Return a form filled in, every passage in its first wording."""
    return {
        **{f"wording.{passage}": "0" for passage in campaign.passages},
        "riding": "Edmonton Strathcona",
        "stance": "close",
        "language": "en",
        "name": "Anne Tremblay",
        "street": "10832 82 Avenue NW",
        "city": "Edmonton",
        "province": "AB",
        "postal_code": "t6e2b3",
        "email": "",
        "own_words": "",
        "copy_mp": "y",
        "date": "2026-11-24",
    }
