"""What every response carries, and the pages that errors show."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from flask import Flask, Response, render_template
from flask_babel import gettext
from werkzeug.exceptions import HTTPException

from webapp.domain.errors import N_, ApostilleError, UnknownCampaign
from webapp.renderers.formats import Document

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "script-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
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
    N_("Your letter could not be made"),
    N_("The fault is ours, and nothing you wrote was kept. Go back and try again in a minute."),
)


def init_app(app: Flask) -> None:
    """Give every response its headers and every error its page."""
    app.after_request(_with_headers)
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


def _with_headers(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    response.headers.setdefault("Cache-Control", "no-cache")
    return response


def _error_page(status: int, words: tuple[str, str]) -> tuple[str, int]:
    title, advice = (gettext(text) for text in words)
    return render_template("error.html", title=title, advice=advice), status


def _http_error(error: HTTPException) -> Any:
    if error.code is None or error.code < HTTPStatus.BAD_REQUEST:
        return error
    return _error_page(error.code, _WHAT_TO_DO.get(error.code, _FAILED))


def _unknown(_error: UnknownCampaign) -> Any:
    return _error_page(404, _WHAT_TO_DO[404])


def _failed(_error: ApostilleError) -> Any:
    return _error_page(500, _FAILED)
