"""What is known of a request afterwards: its number, its route and how it went; nothing that was in it."""

from __future__ import annotations

import logging
import re
import time
from http import HTTPStatus
from types import TracebackType
from typing import Any
from uuid import UUID, uuid4

from flask import Flask, Response, g, request

from webapp import logs
from webapp.domain.errors import ApostilleError, Overloaded, UnknownCampaign
from webapp.web.current import settings
from webapp.web.figures import figures

HEADER = "X-Request-Id"
FIELDS = ("request", "endpoint", "method", "status", "ms", "bytes")
_LOG = logging.getLogger(__name__)
_BELIEVED = re.compile(r"[0-9A-Za-z-]{8,64}")
_METHODS = frozenset(("GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE", "TRACE"))
_WITHOUT_BODY = (HTTPStatus.NO_CONTENT, HTTPStatus.NOT_MODIFIED)


class Application(Flask):
    """Flask, but that a fault is logged by its type and its frames, never by what it says."""

    def handle_user_exception(self, e: Exception) -> Any:
        """Log what an error's page is shown for; Flask says nothing of an exception that has a handler."""
        if isinstance(e, ApostilleError) and not isinstance(e, UnknownCampaign | Overloaded):
            _log_fault(e)
        return super().handle_user_exception(e)

    def log_exception(
        self,
        exc_info: tuple[type, BaseException, TracebackType | None] | tuple[None, None, None],
    ) -> None:
        """Log a fault that nothing expected; Flask's own line has the path, and the message."""
        if exc_info[1]:
            _log_fault(exc_info[1])


def init_app(app: Flask) -> None:
    """Give each request its number, its line and its count. Call it before whatever may answer a request."""
    app.before_request(_begin)
    app.after_request(_end)
    app.add_template_global(request_id, "request_id")


def request_id() -> str:
    """Return the number of the request in hand: that of a proxy of ours, else 32 hexadecimal digits."""
    if "request_id" not in g:
        given = request.headers.get(HEADER, "") if settings().proxies else ""
        g.request_id = given if _BELIEVED.fullmatch(given) else uuid4().hex
    number: str = g.request_id
    return number


def request_urn() -> str:
    """Return the number as a URI reference (RFC 9457 wants one): a URN where it is a UUID."""
    number = request_id()
    try:
        return UUID(number).urn
    except ValueError:
        return number


def _begin() -> None:
    g.began = time.perf_counter()


def _end(response: Response) -> Response:
    """Name the request in its answer, and say how it went once the last byte is sent."""
    number, began = request_id(), g.get("began") or time.perf_counter()
    method = request.method if request.method in _METHODS else "other"
    endpoint = request.endpoint or "none"
    counted = figures()
    response.headers[HEADER] = number

    def ended() -> None:
        seconds = time.perf_counter() - began
        counted.requested(endpoint, method, response.status_code, seconds)
        values = (
            number,
            endpoint,
            method,
            response.status_code,
            round(seconds * 1000),
            _size(method, response),
        )
        _LOG.info("request", extra={"fields": dict(zip(FIELDS, values, strict=True))})

    response.call_on_close(ended)
    return response


def _size(method: str, response: Response) -> int:
    """Return how many bytes the body has: none where there is only a head."""
    if method == "HEAD" or response.status_code in _WITHOUT_BODY:
        return 0
    return response.content_length or response.calculate_content_length() or 0


def _log_fault(error: BaseException) -> None:
    fields = {
        "request": request_id(),
        "endpoint": request.endpoint or "none",
        "exceptions": logs.chain(error),
    }
    _LOG.error("a request failed", extra={"fields": fields})
