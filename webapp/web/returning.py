"""When to come back: the seconds that an error may name, as a header and in words."""

from __future__ import annotations

from flask import Response
from flask_babel import ngettext
from werkzeug.exceptions import HTTPException

from webapp.web.i18n import number


def seconds_of(error: HTTPException) -> int | None:
    """Return after how many seconds a request may succeed, if its error says so.

    werkzeug's `TooManyRequests` and `ServiceUnavailable` take it as ``retry_after``.
    """
    seconds = getattr(error, "retry_after", None)
    return seconds if isinstance(seconds, int) else None


def told_when(response: Response, seconds: int | None) -> Response:
    """Tell programs when to come back."""
    if seconds is not None:
        response.headers["Retry-After"] = str(seconds)
    return response


def when_words(seconds: int | None) -> str:
    """Tell a person when to come back, in the language of the page."""
    if seconds is None:
        return ""
    return str(
        ngettext(
            "Try again in %(number)s second.",
            "Try again in %(number)s seconds.",
            seconds,
            number=number(seconds),
        )
    )
