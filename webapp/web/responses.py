"""What answers that hold a writer's words carry, and the pages that errors show."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from flask import Flask, Response, render_template, request, url_for
from flask.globals import request_ctx
from flask_babel import gettext
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge, ServiceUnavailable

from webapp.domain.errors import N_, ApostilleError, Overloaded, UnknownCampaign
from webapp.renderers.formats import Document
from webapp.renderers.process import RendererLost
from webapp.web.headers import NEVER_STORED
from webapp.web.i18n import page_language
from webapp.web.problems import is_of_api, problem
from webapp.web.returning import seconds_of, told_when, when_words

_WHAT_TO_DO = {
    400: (N_("That request could not be read"), N_("Go back, then send the form again.")),
    403: (
        N_("This form was sent from another site"),
        N_("Open it here and fill it in here: what other sites send is not taken."),
    ),
    404: (N_("There is no such page"), N_("Check the address, or begin again from the home page.")),
    405: (N_("That page cannot be opened this way"), N_("Begin again from the home page.")),
    413: (
        N_("That is too much to send"),
        N_("Go back and shorten your own words to 1,500 characters, then send the form again."),
    ),
    429: (
        N_("Too much was asked at once"),
        N_(
            "Wait a little: your connection, or others who share it, asked for more than one may in a minute."
        ),
    ),
    503: (
        N_("The site is busy"),
        N_("Wait a little: as many letters are being made as the site can make at once."),
    ),
}
_LOST = (
    N_("That did not work"),
    N_("The fault is ours: what makes letters stopped, and is being started again."),
)
_UNTIL_STARTED = 2
"""Seconds in which what lays letters out is there again."""
_FAILED = (
    N_("That did not work"),
    N_("The fault is ours. Try again in a minute."),
)


def init_app(app: Flask) -> None:
    """Give every error its page."""
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(UnknownCampaign, _unknown)
    app.register_error_handler(Overloaded, _busy)
    app.register_error_handler(RendererLost, _lost)
    app.register_error_handler(ApostilleError, _failed)


def never_stored(response: Response) -> Response:
    """Mark a response that holds what somebody wrote: no cache keeps it."""
    response.headers["Cache-Control"] = NEVER_STORED
    return response


def download(document: Document) -> Response:
    """Return a letter as a file to save."""
    response = Response(document.content, content_type=document.media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{document.filename}"'
    return never_stored(response)


def _error_page(status: int, words: tuple[str, str], seconds: int | None = None) -> Response:
    """Return the page of an error; ``seconds`` is after how long what was asked may succeed."""
    title, advice = (gettext(text) for text in words)
    when, way = when_words(seconds), _way(status)
    page = render_template("error.html", title=title, advice=advice, when=when, kept=_kept(status), way=way)
    return told_when(never_stored(Response(page, status)), seconds)


def _kept(status: int) -> list[tuple[str, str]]:
    """Return what was typed where sending it again may do, so that it can be sent from the error's page."""
    may_succeed = status >= HTTPStatus.INTERNAL_SERVER_ERROR or status == HTTPStatus.TOO_MANY_REQUESTS
    if not may_succeed or request.method != "POST" or _campaign() is None:
        return []
    try:
        return list(request.form.items(multi=True))
    except RequestEntityTooLarge:  # nothing of it was read
        return []


def _way(status: int) -> tuple[str, str]:
    """Return where an error's page leads, and the words of that link."""
    slug, language = _campaign(), page_language()
    if slug and status == HTTPStatus.FORBIDDEN:
        return url_for("desk.show", language=language, slug=slug), gettext("Open the form here")
    if request.blueprint == "verification":
        return url_for("verification.ask", language=language), gettext("Check a letter")
    return url_for("pages.home", language=language), gettext("Home page")


def _campaign() -> str | None:
    return (request.view_args or {}).get("slug")


def _http_error(error: HTTPException) -> Any:
    if error.code is None or error.code < HTTPStatus.BAD_REQUEST:
        return error
    if request_ctx.url_adapter is None:
        return _no_host()
    if is_of_api(request.path):
        return problem(error.code, error)
    return _error_page(error.code, _WHAT_TO_DO.get(error.code, _FAILED), seconds_of(error))


def _no_host() -> Response:
    """Refuse a request whose header ``Host`` is no name: no page can say where its links lead."""
    words = "400 Bad Request: write the site’s name into the header Host.\n"
    return never_stored(Response(words, HTTPStatus.BAD_REQUEST, mimetype="text/plain"))


def _unknown(_error: UnknownCampaign) -> Any:
    return problem(404) if is_of_api(request.path) else _error_page(404, _WHAT_TO_DO[404])


def _busy(error: Overloaded) -> Any:
    return _http_error(ServiceUnavailable(retry_after=error.retry_after))


def _lost(_error: RendererLost) -> Any:
    if is_of_api(request.path):
        return problem(503, ServiceUnavailable(retry_after=_UNTIL_STARTED))
    return _error_page(503, _LOST, _UNTIL_STARTED)


def _failed(_error: ApostilleError) -> Any:
    return problem(500) if is_of_api(request.path) else _error_page(500, _FAILED)
