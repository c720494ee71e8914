"""Answers from our own tables in the shape of Open North's Represent, for programs that read it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from flask import Blueprint, Response, json, request, url_for

from webapp.domain.errors import InvalidInput
from webapp.domain.people import Representative
from webapp.domain.postal import PostalAnswer
from webapp.domain.ridings import Riding
from webapp.domain.writing import clean_postal_code
from webapp.web.current import catalogue

represent_api = Blueprint("represent_api", __name__, url_prefix="/represent")

BOUNDARY_SET = "federal-electoral-districts-2023-representation-order"
_SET_NAME = "Federal electoral district"
_A_DAY = "public, max-age=86400"


@represent_api.get("/postcodes/<code>/")
def postcode(code: str) -> Response:
    """Answer with the riding of a full code, and with those of its first three characters."""
    try:
        compact = clean_postal_code("postal_code", code).replace(" ", "")
    except InvalidInput as error:
        return _refused(400, str(error))
    full, prefix = catalogue().postal.code(compact), catalogue().postal.prefix(compact[:3])
    if full is None and prefix is None:
        return _refused(404, "This postal code is not in our table.")
    centre, around = _ridings(full), _ridings(full, prefix)
    in_set = _asks_for_our_set()
    return _answer(
        {
            "code": compact,
            "city": None,
            "province": around[0].province if around else None,
            "centroid": None,
            "boundaries_centroid": [_boundary(riding) for riding in centre if in_set],
            "boundaries_concordance": [_boundary(riding) for riding in around if in_set],
            "representatives_centroid": _representatives(centre),
            "representatives_concordance": _representatives(around),
        }
    )


@represent_api.get("/boundaries/")
@represent_api.get(f"/boundaries/{BOUNDARY_SET}/")
def boundaries() -> Response:
    """Answer with all ridings; a place cannot be looked up, since we hold no limits of ridings."""
    if "contains" in request.args:
        return _refused(400, "Coordinates cannot be looked up here: ask for a postal code.")
    objects = [_boundary(riding) for riding in catalogue().ridings.values() if _asks_for_our_set()]
    meta = {"limit": len(objects), "offset": 0, "total_count": len(objects), "next": None, "previous": None}
    return _answer({"objects": objects, "meta": meta})


@represent_api.get(f"/boundaries/{BOUNDARY_SET}/<fed_code>/")
def boundary(fed_code: str) -> Response:
    """Answer with one riding by its code."""
    if not re.fullmatch(r"\d{5}", fed_code, re.ASCII):
        return _refused(400, "The code of a riding is five digits, such as 48022.")
    riding = catalogue().ridings.get(fed_code)
    if riding is None:
        return _refused(404, "No riding of the 2023 representation order has this code.")
    metadata = {"FED_NUM": riding.code, "ED_NAMEE": riding.name.en, "ED_NAMEF": riding.name.fr}
    return _answer(_boundary(riding) | {"metadata": metadata, "extent": None, "centroid": None})


def _asks_for_our_set() -> bool:
    """Return whether the sets asked for, all by default, have the one that we hold among them."""
    return BOUNDARY_SET in request.args.get("sets", BOUNDARY_SET).split(",")


def _ridings(*answers: PostalAnswer | None) -> list[Riding]:
    """Return the ridings of some answers, each once, the first answer's first."""
    codes = dict.fromkeys(code for answer in answers if answer for code, _share in answer.ridings)
    return [catalogue().ridings[code] for code in codes]


def _boundary(riding: Riding) -> dict[str, Any]:
    return {
        "url": _boundary_url(riding),
        "name": riding.name.en,
        "external_id": riding.code,
        "boundary_set_name": _SET_NAME,
        "related": {"boundary_set_url": f"/boundary-sets/{BOUNDARY_SET}/"},
    }


def _boundary_url(riding: Riding) -> str:
    return url_for("represent_api.boundary", fed_code=riding.code)


def _representatives(ridings: Iterable[Riding]) -> list[dict[str, Any]]:
    """Return the members who sit for some ridings; a vacant seat has none."""
    seats = [(riding, catalogue().members[riding.code]) for riding in ridings]
    return [_representative(seat, riding) for riding, seat in seats if not seat.vacant]


def _representative(seat: Representative, riding: Riding) -> dict[str, Any]:
    """Return one member; the parts of the name are not guessed, and what we do not hold is empty."""
    return {
        "name": seat.name,
        "first_name": "",
        "last_name": "",
        "elected_office": "MP",
        "district_name": riding.name.en,
        "party_name": seat.party,
        "email": seat.email,
        "url": "",
        "source_url": "",
        "photo_url": "",
        "personal_url": "",
        "gender": "",
        "offices": [],
        "extra": {"as_of": seat.as_of.isoformat()},
        "representative_set_name": "House of Commons",
        "related": {"boundary_url": _boundary_url(riding)},
    }


def _answer(content: Mapping[str, Any]) -> Response:
    """Return JSON that any site may read and keep for a day; a reader that has it gets 304."""
    response = _json(content)
    response.headers["Cache-Control"] = _A_DAY
    response.add_etag()
    response.make_conditional(request)
    return response


def _refused(status: int, message: str) -> Response:
    response = _json({"error": message})
    response.status_code = status
    return response


def _json(content: Mapping[str, Any]) -> Response:
    response = Response(json.dumps(content, ensure_ascii=False), mimetype="application/json")
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response
