"""What every response carries, and the pages that errors show."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from http import HTTPStatus
from typing import Any

from flask import Flask, Response, render_template, request
from flask_babel import gettext
from werkzeug.exceptions import HTTPException

from webapp.domain.errors import N_, ApostilleError, UnknownCampaign
from webapp.renderers.formats import Document
from webapp.settings import Settings
from webapp.web.problems import is_of_api, problem

_NOT_FRAMED = "frame-ancestors 'none'"
CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "script-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        _NOT_FRAMED,
    )
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(self), microphone=()",
}
NEVER_STORED = "no-store"

_WHAT_TO_DO = {
    400: (N_("That request could not be read"), N_("Go back, then send the form again.")),
    404: (N_("There is no such page"), N_("Check the address, or begin again from the home page.")),
    405: (N_("That page cannot be opened this way"), N_("Begin again from the home page.")),
    413: (
        N_("That is too much to send"),
        N_("Go back and shorten your own words to 1,500 characters, then send the form again."),
    ),
}
_FAILED = (
    N_("That did not work"),
    N_("The fault is ours. Try again in a minute."),
)


def init_app(app: Flask) -> None:
    """Give every response its headers and every error its page."""
    settings: Settings = app.extensions["settings"]
    app.after_request(partial(_with_headers, HEADERS | _policy(settings.embed)))
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(UnknownCampaign, _unknown)
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


def _policy(embed: tuple[str, ...]) -> dict[str, str]:
    """Return the policy with the origins that may frame our pages.

    The other headers do not stand in a frame's way: an opener policy is for whole windows, and a resource
    policy is asked only by pages that isolate themselves (``Cross-Origin-Embedder-Policy``).
    """
    if not embed:
        return {}
    framed = f"frame-ancestors {' '.join(embed)}"
    return {"Content-Security-Policy": CONTENT_SECURITY_POLICY.replace(_NOT_FRAMED, framed)}


def _with_headers(headers: Mapping[str, str], response: Response) -> Response:
    for name, value in headers.items():
        response.headers.setdefault(name, value)
    response.headers.setdefault("Cache-Control", "no-cache")
    return response


def _error_page(status: int, words: tuple[str, str]) -> Response:
    title, advice = (gettext(text) for text in words)
    page = render_template("error.html", title=title, advice=advice, kept=_kept(status))
    return never_stored(Response(page, status))


def _kept(status: int) -> list[tuple[str, str]]:
    """Return what was typed where the fault is ours, so that it can be sent again from the error's page."""
    is_ours = status >= HTTPStatus.INTERNAL_SERVER_ERROR
    if not is_ours or request.method != "POST" or request.blueprint not in ("desk", "letters"):
        return []
    return list(request.form.items(multi=True))


def _http_error(error: HTTPException) -> Any:
    if error.code is None or error.code < HTTPStatus.BAD_REQUEST:
        return error
    if is_of_api(request.path):
        return problem(error.code, error)
    return _error_page(error.code, _WHAT_TO_DO.get(error.code, _FAILED))


def _unknown(_error: UnknownCampaign) -> Any:
    return problem(404) if is_of_api(request.path) else _error_page(404, _WHAT_TO_DO[404])


def _failed(_error: ApostilleError) -> Any:
    return problem(500) if is_of_api(request.path) else _error_page(500, _FAILED)
