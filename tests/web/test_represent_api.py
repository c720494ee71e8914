"""Programs that read Represent can read us: the same shape, from our own tables."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from flask import Flask
from flask.testing import FlaskClient

from webapp.domain.catalogue import Catalogue
from webapp.domain.locales import PartialDate
from webapp.domain.people import Representative
from webapp.domain.postal import PostalAnswer
from webapp.domain.ridings import Riding
from webapp.settings import Settings
from webapp.web import headers, responses
from webapp.web.represent_api import represent_api

SET = "/represent/boundaries/federal-electoral-districts-2023-representation-order/"
Get = Callable[..., object]


@dataclass(frozen=True)
class FewCodes:
    """A table of one full code, and two prefixes."""

    def code(self, text: str) -> PostalAnswer | None:
        return PostalAnswer(text, (("48022", 1.0),)) if text == "T6E2B3" else None

    def prefix(self, text: str) -> PostalAnswer | None:
        ridings = {"T6E": (("48024", 0.6), ("48022", 0.4)), "T6G": (("48024", 1.0),)}
        return PostalAnswer(text, ridings[text]) if text in ridings else None


@dataclass(frozen=True)
class Known:
    """What the blueprint asks of the catalogue."""

    ridings: dict[str, Riding]
    members: dict[str, Representative]
    postal: FewCodes


@pytest.fixture(scope="module")
def known(catalogue: Catalogue) -> Known:
    """Return the ridings, a member for 48022 and a vacant seat in 48024."""
    as_of = PartialDate(2026, 9)
    members = {
        "48022": Representative("48022", "Anne Roy", "anne.roy@parl.gc.ca", as_of, vacant=False, party="NDP"),
        "48024": Representative("48024", "", "", as_of, vacant=True),
    }
    return Known(dict(catalogue.ridings), members, FewCodes())


@pytest.fixture
def reader(known: Known) -> FlaskClient:
    app = Flask("webapp")
    app.extensions["catalogue"] = known
    app.extensions["settings"] = Settings()
    headers.init_app(app)
    responses.init_app(app)
    app.register_blueprint(represent_api)
    return app.test_client()


def boundary(riding: Riding) -> dict[str, object]:
    return {
        "url": f"{SET}{riding.code}/",
        "name": riding.name.en,
        "external_id": riding.code,
        "boundary_set_name": "Federal electoral district",
        "related": {
            "boundary_set_url": "/boundary-sets/federal-electoral-districts-2023-representation-order/"
        },
    }


def test_full_code_has_the_shape_of_represent(reader: FlaskClient, known: Known) -> None:
    answer = reader.get("/represent/postcodes/T6E2B3/").json
    own, next_to = known.ridings["48022"], known.ridings["48024"]
    people = {key: answer.pop(key) for key in ("representatives_centroid", "representatives_concordance")}

    assert answer == {
        "code": "T6E2B3",
        "city": None,
        "province": "AB",
        "centroid": None,
        "boundaries_centroid": [boundary(own)],
        "boundaries_concordance": [boundary(own), boundary(next_to)],
    }
    assert people["representatives_centroid"] == people["representatives_concordance"]
    assert [
        {key: value for key, value in person.items() if value}
        for person in people["representatives_centroid"]
    ] == [
        {
            "name": "Anne Roy",
            "elected_office": "MP",
            "party_name": "NDP",
            "district_name": own.name.en,
            "email": "anne.roy@parl.gc.ca",
            "extra": {"as_of": "2026-09"},
            "representative_set_name": "House of Commons",
            "related": {"boundary_url": f"{SET}48022/"},
        }
    ]
    assert people["representatives_centroid"][0]["first_name"] == ""


def test_party_is_given_as_the_table_of_members_has_it(reader: FlaskClient) -> None:
    person = reader.get("/represent/postcodes/T6E2B3/").json["representatives_centroid"][0]

    assert person["party_name"] == "NDP"


@pytest.mark.parametrize("written", ["t6e2b3", "T6E 2B3", "T6E-2B3"])
def test_code_is_read_however_it_is_written(reader: FlaskClient, written: str) -> None:
    assert reader.get(f"/represent/postcodes/{written}/").json["code"] == "T6E2B3"


def test_unknown_code_of_a_known_prefix_has_no_centre(reader: FlaskClient, known: Known) -> None:
    answer = reader.get("/represent/postcodes/T6G9Z9/").json

    assert (answer["boundaries_centroid"], answer["representatives_centroid"]) == ([], [])
    assert answer["boundaries_concordance"] == [boundary(known.ridings["48024"])]
    assert answer["representatives_concordance"] == []


@pytest.mark.parametrize(("sets", "count"), [(SET.split("/")[3], 1), ("a," + SET.split("/")[3], 1), ("a", 0)])
def test_only_the_sets_asked_for_are_given(reader: FlaskClient, sets: str, count: int) -> None:
    answer = reader.get("/represent/postcodes/T6E2B3/", query_string={"sets": sets}).json

    assert len(answer["boundaries_centroid"]) == count


@pytest.mark.parametrize(
    ("path", "status", "message"),
    [
        ("/represent/postcodes/X9X9X9/", 404, "This postal code is not in our table."),
        ("/represent/postcodes/90210/", 400,
         "Enter a Canadian postal code, such as T6G 1X6: letter, digit, letter, digit, letter, digit."),
        ("/represent/postcodes/T6E%00B3/", 400,
         "Remove the hidden control characters (such as line breaks or direction marks): type it again."),
        (SET + "99999/", 404, "No riding of the 2023 representation order has this code."),
        (SET + "4802/", 400, "The code of a riding is five digits, such as 48022."),
        (SET + "٤٨٠٢٢/", 400, "The code of a riding is five digits, such as 48022."),
        (SET + "?contains=53.5,-113.5", 400, "Coordinates cannot be looked up here: ask for a postal code."),
        ("/represent/boundaries/?contains=53.5,-113.5", 400,
         "Coordinates cannot be looked up here: ask for a postal code."),
    ],
)  # fmt: skip
def test_what_cannot_be_answered_is_an_error_in_json(
    reader: FlaskClient, path: str, status: int, message: str
) -> None:
    response = reader.get(path)

    assert (response.status_code, response.json) == (status, {"error": message})
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert response.headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize("path", [SET, "/represent/boundaries/"])
def test_all_ridings_are_listed_at_once(reader: FlaskClient, known: Known, path: str) -> None:
    answer = reader.get(path).json

    assert answer["objects"] == [boundary(riding) for riding in known.ridings.values()]
    assert answer["meta"] == {"limit": 343, "offset": 0, "total_count": 343, "next": None, "previous": None}


def test_riding_is_given_with_both_its_names(reader: FlaskClient, known: Known) -> None:
    riding = known.ridings["24003"]

    assert reader.get(SET + "24003/").json == boundary(riding) | {
        "metadata": {"FED_NUM": "24003", "ED_NAMEE": riding.name.en, "ED_NAMEF": riding.name.fr},
        "extent": None,
        "centroid": None,
    }


def test_every_address_given_leads_to_its_riding(reader: FlaskClient) -> None:
    listed = reader.get(SET).json["objects"]

    assert [reader.get(each["url"]).json["external_id"] for each in listed] == [
        each["external_id"] for each in listed
    ]


@pytest.mark.parametrize("path", ["/represent/postcodes/T6E2B3/", SET, SET + "48022/"])
def test_answer_is_kept_for_a_day_and_asked_for_again_cheaply(reader: FlaskClient, path: str) -> None:
    first = reader.get(path)
    again = reader.get(path, headers={"If-None-Match": first.headers["ETag"]})

    assert first.headers["Cache-Control"] == "public, max-age=86400"
    assert first.headers["Access-Control-Allow-Origin"] == "*"
    assert first.mimetype == "application/json"
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["Access-Control-Allow-Origin"] == "*"
    assert again.headers["Cache-Control"] == "public, max-age=86400"


def test_answers_that_differ_have_other_tags(reader: FlaskClient) -> None:
    tags = [reader.get(SET + code).headers["ETag"] for code in ("48022/", "48024/")]

    assert tags[0] != tags[1]
