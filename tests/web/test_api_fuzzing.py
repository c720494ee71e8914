"""Schemathesis reads the API's own description and sends what it allows, and what it does not."""

from __future__ import annotations

import schemathesis
from schemathesis.config import SchemathesisConfig
from schemathesis.schemas import BaseSchema

from webapp.app import create_app
from webapp.settings import Settings

# A riding is found by a search, a stance is one of its campaign's, and some letters never stand in a postal
# code: what no schema can say of an order is a field to be mended.
MENDED = {"positive_data_acceptance": {"expected-statuses": ["2xx", "404", "422"]}}
ANSWERS = {200, 204, 304, 400, 404, 405, 406, 413, 415, 422}
"""Every status that the API has for what is asked of it by one client at a time."""


def described(*, mode: str = "all", **settings: object) -> BaseSchema:
    """Return the application's description of its API; what is made of it is the same at every run."""
    config = SchemathesisConfig.from_dict(
        {
            "seed": 20261124,
            "generation": {"deterministic": True, "max-examples": 25, "mode": mode},
            "headers": {"Accept-Encoding": "identity"},  # asked without a server, it would unpack nothing
            **settings,
        }
    )
    return schemathesis.openapi.from_wsgi(
        "/api/v1/openapi.json", create_app(Settings(letters_per_minute=0)), config=config
    )


schema = described(operations=[{"include-operation-id": "make_letter", "checks": MENDED}])
letters = described(mode="positive", checks=MENDED).include(operation_id="make_letter")


POSSIBLE = {
    "campaign": "ice-offices-canada",
    "stance": "close",
    "riding": "48022",
    "postal_code": "T6E 2B3",
    "facts": None,
    "email": "",
    "date": "2026-11-24",
    "follow_up_to": "",
}
"""A letter that can be made, so that what else is in its order is tried too."""


@schema.parametrize()
def test_every_answer_is_as_described(case: schemathesis.Case) -> None:
    response = case.call_and_validate()

    assert response.status_code in ANSWERS


@letters.parametrize()
def test_letter_is_made_or_its_fields_are_mended_whatever_they_hold(case: schemathesis.Case) -> None:
    assert isinstance(case.body, dict)
    case.body |= POSSIBLE
    response = case.call_and_validate()

    assert response.status_code in (200, 422)
