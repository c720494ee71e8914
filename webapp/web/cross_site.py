"""Forms are taken from our own pages and from sites that may frame them: no token and no cookie is needed.

Browsers say from where a request comes (Fetch Metadata, W3C; ``Origin``, RFC 6454 and the Fetch standard),
and no page can make them say otherwise. The API is open to pages of every site: it has no cookie either.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Flask, request
from werkzeug.exceptions import Forbidden

from webapp.web.current import settings
from webapp.web.headers import SAFE
from webapp.web.problems import is_of_api

_OURS = ("same-origin", "none")
_OTHERS = ("cross-site", "same-site")


def init_app(app: Flask) -> None:
    """Refuse what other sites post, before anything else is done with it."""
    app.before_request(_refuse_from_other_sites)


def _refuse_from_other_sites() -> None:
    if request.method not in SAFE and not is_of_api(request.path) and not _may_post():
        raise Forbidden


def _may_post() -> bool:
    """Return whether a form comes from where it may; a value that is not of the standard is as none.

    Without ``Sec-Fetch-Site`` it is a program, an old browser, or a browser on plain HTTP. Our pages say
    ``Referrer-Policy: no-referrer``, for which such browsers send ``Origin: null`` with our own forms: those
    must pass, and with them the forms of a sandboxed frame elsewhere. Nothing is lost by that: without
    cookies such a form gets what anybody gets.
    """
    site, origin = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin")
    if site in _OURS:
        return True
    if site in _OTHERS:
        return origin in settings().embed
    return origin in (None, "null", *_own_origins(), *settings().embed)


def _own_origins() -> tuple[str, str]:
    """Return the origin that the request was sent to, and that of the site's public address."""
    public = urlsplit(settings().site)
    return f"{request.scheme}://{request.host}", f"{public.scheme}://{public.netloc}"
