"""The API for programs: campaigns, facts, sources and ridings as JSON, and letters in every format.

No program gets more than a person with the pages does: the same rules of input, the same limits, and
nothing kept. `webapp/web/api_document.py` describes it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from flask import Blueprint, Response, json, request
from pydantic import BaseModel
from werkzeug.exceptions import NotAcceptable, NotFound, UnsupportedMediaType

from webapp.composition.compose import compose
from webapp.composition.riding_search import search
from webapp.domain.errors import InvalidInput
from webapp.domain.locales import PartialDate
from webapp.domain.people import Representative
from webapp.domain.ridings import Riding
from webapp.domain.writing import clean_line
from webapp.renderers.formats import FORMATS
from webapp.web import api_values as values
from webapp.web.api_document import document
from webapp.web.api_letter import composed
from webapp.web.api_orders import letter_request_of, read_order
from webapp.web.api_ridings import Ridings, RidingWithMember
from webapp.web.current import catalogue, settings
from webapp.web.figures import figures
from webapp.web.i18n import note_in_both
from webapp.web.problems import API, any_site_may_read
from webapp.web.responses import download, never_stored

api = Blueprint("api", __name__, url_prefix=API)
JSON = "application/json"
_AN_HOUR = "public, max-age=3600"
Found = TypeVar("Found")


@dataclass(frozen=True)
class _Listed:
    riding: Riding


@dataclass(frozen=True)
class _Seated:
    riding: Riding
    representatives: tuple[Representative, ...]
    as_of: PartialDate


api.after_request(any_site_may_read)


@api.get("/openapi.json")
def openapi() -> Response:
    """Describe the API as OpenAPI 3.1 has it."""
    return _public(json.dumps(document(catalogue()), ensure_ascii=False))


@api.get("/campaigns")
def list_campaigns() -> Response:
    """List the campaigns."""
    return _listed(values.Campaigns, catalogue().campaigns)


@api.get("/campaigns/<slug>")
def get_campaign(slug: str) -> Response:
    """Return a campaign with its stances."""
    return _answer(values.Campaign.model_validate(catalogue().campaign(slug)))


@api.get("/campaigns/<slug>/facts")
def list_facts(slug: str) -> Response:
    """List the facts of a campaign."""
    return _listed(values.Facts, catalogue().campaign(slug).facts)


@api.get("/campaigns/<slug>/facts/<fact>")
def get_fact(slug: str, fact: str) -> Response:
    """Return one fact."""
    return _answer(values.Fact.model_validate(_found(catalogue().campaign(slug).facts, fact)))


@api.get("/campaigns/<slug>/sources")
def list_sources(slug: str) -> Response:
    """List the sources of a campaign."""
    return _listed(values.Sources, catalogue().campaign(slug).sources)


@api.get("/campaigns/<slug>/sources/<source>")
def get_source(slug: str, source: str) -> Response:
    """Return one source."""
    return _answer(values.Source.model_validate(_found(catalogue().campaign(slug).sources, source)))


@api.get("/ridings")
def list_ridings() -> Response:
    """List every riding, or find those that ``q`` may mean: its answer may tell where somebody lives."""
    if sought := request.args.get("q"):
        return never_stored(_json(_search(sought).model_dump_json()))
    listed = tuple(_Listed(riding) for riding in catalogue().ridings.values())
    return _answer(Ridings.model_validate({"objects": listed}))


@api.get("/ridings/<code>")
def get_riding(code: str) -> Response:
    """Return a riding with its member."""
    riding = _found(catalogue().ridings, code)
    seat = catalogue().seat_of(riding)
    sitting = () if seat.vacant else (seat,)
    return _answer(RidingWithMember.model_validate(_Seated(riding, sitting, seat.as_of)))


@api.post("/letters")
def make_letter() -> Response:
    """Make a letter, as JSON or as a file; nothing that was sent is kept."""
    if not request.is_json:
        raise UnsupportedMediaType
    order, known = read_order(request.get_data(cache=False)), catalogue()
    kind = FORMATS.get(order.format)
    _accepted(kind.media_type if kind else JSON)
    asked = letter_request_of(order, known)
    letter = compose(asked, known, site=settings().site)
    if kind:
        with figures().rendering(order.format):
            document_made = kind.render(letter)
        return download(document_made)
    note = search(order.riding, known, known.postal).note
    return never_stored(_json(composed(letter, asked, note).model_dump_json()))


@api.before_request
def _json_is_accepted() -> None:
    if request.method in ("GET", "HEAD"):
        _accepted(JSON)


def _accepted(media_type: str) -> None:
    """Refuse to answer in a form that is not accepted; without the header ``Accept`` every form is."""
    accepted, bare = request.accept_mimetypes, media_type.split(";", maxsplit=1)[0]
    if accepted and not any(accepted.quality(each) for each in (media_type, bare)):
        raise NotAcceptable


def _search(sought: str) -> Ridings:
    try:
        query = clean_line("q", sought)
    except InvalidInput as error:
        return Ridings.model_validate({"objects": (), "note": note_in_both(error.problem)})
    answer = search(query, catalogue(), catalogue().postal)
    return Ridings.model_validate(
        {
            "objects": answer.matches,
            "query": query,
            "sure": answer.sure.code if answer.sure else None,
            "note": note_in_both(answer.note) if answer.note else None,
        }
    )


def _found(table: Mapping[str, Found], name: str) -> Found:
    if name not in table:
        raise NotFound
    return table[name]


def _listed(kind: type[BaseModel], table: Mapping[str, object]) -> Response:
    return _answer(kind.model_validate({"objects": tuple(table.values())}))


def _answer(value: BaseModel) -> Response:
    return _public(value.model_dump_json())


def _public(text: str) -> Response:
    """Return what may be kept for an hour; a reader that has it gets 304."""
    response = _json(text)
    response.headers["Cache-Control"] = _AN_HOUR
    response.add_etag()
    response.make_conditional(request)
    return response


def _json(text: str) -> Response:
    return Response(text, content_type=JSON)
