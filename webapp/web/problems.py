"""What the API answers where it cannot do what it was asked: problems in JSON, as RFC 9457 has them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from http import HTTPStatus

from flask import Response, request
from flask_babel import gettext
from pydantic import BaseModel, ConfigDict
from werkzeug.exceptions import HTTPException, MethodNotAllowed

from webapp.domain.errors import N_, InputProblem
from webapp.domain.ridings import RidingMatch
from webapp.web.api_ridings import FoundRiding
from webapp.web.current import settings
from webapp.web.i18n import number, page_language, translated
from webapp.web.request_log import request_urn
from webapp.web.returning import seconds_of, told_when

API = "/api/v1"
MEDIA_TYPE = "application/problem+json"
MOST_ERRORS = 50
"""How many fields a problem names: a body may hold thousands that nobody knows."""

_MEND = (N_("Some of what you sent is to be mended"), N_("The errors name each field and what to do."))
_UNREADABLE = (N_("That request could not be read"), N_("Send one JSON object in UTF-8."))
_WAIT = N_("Try again after the seconds of the header Retry-After.")
_WORDS: Mapping[int, tuple[str, str]] = {
    400: _UNREADABLE,
    403: (N_("That is not allowed here"), N_("/api/v1/openapi.json describes what there is.")),
    404: (
        N_("There is nothing of this name or address"),
        N_("/api/v1/openapi.json describes what there is."),
    ),
    405: (N_("That method is not for this address"), N_("The header Allow names those that are.")),
    406: (
        N_("There is no such form of this answer"),
        N_("Accept another media type, or name another format."),
    ),
    413: (N_("That is too much to send"), N_("Send at most %(limit)s bytes.")),
    415: (N_("Only JSON is read here"), N_("Send the body as application/json.")),
    422: _MEND,
    429: (N_("Too much was asked at once"), _WAIT),
    500: (N_("That did not work"), N_("The fault is ours. Try again in a minute.")),
    503: (N_("The server is busy"), _WAIT),
}


class FieldError(BaseModel):
    """One field to be mended."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    field: str
    """Which field, its parts joined by dots, such as `postal_code` or `edits.close.opening.en`."""
    message: str
    """What to do, in the language that `Accept-Language` prefers."""


class Problem(BaseModel):
    """Why a request was not answered (RFC 9457), in the language that `Accept-Language` prefers."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    type: str = "about:blank"
    """Always `about:blank`: the status says what kind of problem it is."""
    title: str
    """What kind of problem it is."""
    status: int
    """The HTTP status."""
    detail: str
    """What to do."""
    instance: str = ""
    """The number of this request, to quote where you ask about it; the header X-Request-Id has it too."""
    errors: list[FieldError] = []
    """The fields to be mended, where there are any."""
    ridings: list[FoundRiding] = []
    """The ridings that may be meant, where the riding is not certain."""


class Refusal(HTTPException):
    """Some fields are to be mended; ``ridings`` are those that an uncertain one may mean."""

    code = 422

    def __init__(self, problems: Sequence[InputProblem], ridings: Sequence[RidingMatch] = ()) -> None:
        super().__init__()
        self.problems = problems[:MOST_ERRORS]
        self.ridings = ridings


class UnknownName(Refusal):
    """A field names something that there is not."""

    code = 404


def is_of_api(path: str) -> bool:
    """Return whether a program asks: it gets problems in JSON where a person gets a page."""
    return path.startswith("/api/")


def problem(status: int, error: HTTPException | None = None) -> Response:
    """Return a problem that no cache keeps, for it may repeat what somebody wrote."""
    usual = _WORDS[500] if status >= HTTPStatus.INTERNAL_SERVER_ERROR else _UNREADABLE
    title, detail = _WORDS.get(status, usual)
    said = Problem(
        title=gettext(title),
        status=status,
        detail=gettext(detail, limit=number(settings().max_body)),
        instance=request_urn(),
    )
    if isinstance(error, Refusal):
        said.errors = [FieldError(field=each.field, message=translated(each)) for each in error.problems]
        said.ridings = [FoundRiding.model_validate(match) for match in error.ridings]
    response = Response(said.model_dump_json(), status, content_type=MEDIA_TYPE)
    response.headers["Content-Language"] = page_language()
    response.headers["Vary"] = "Accept-Language"
    response.headers["Cache-Control"] = "no-store"
    if isinstance(error, MethodNotAllowed):
        response.headers["Allow"] = ", ".join(sorted(error.valid_methods or ()))
    return any_site_may_read(told_when(response, seconds_of(error) if error else None))


def any_site_may_read(response: Response) -> Response:
    """Let pages of every site read an answer: there is no cookie that would give them more than anybody."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Access-Control-Expose-Headers"] = "Content-Disposition, ETag, Retry-After"
    if request.method == "OPTIONS" and response.status_code == HTTPStatus.OK:
        response.status_code = HTTPStatus.NO_CONTENT
        response.headers.pop("Content-Type")
        response.headers["Access-Control-Allow-Methods"] = ", ".join(sorted(response.allow))
        response.headers["Access-Control-Allow-Headers"] = "Content-Type, If-None-Match"
        response.headers["Access-Control-Max-Age"] = "86400"
    return response
