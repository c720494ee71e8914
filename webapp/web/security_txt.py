"""`/.well-known/security.txt` (RFC 9116): where to report a fault, if a setting says so."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from flask import Blueprint, Response, abort

from webapp.web.current import settings

security_txt = Blueprint("security_txt", __name__)
PATH = "/.well-known/security.txt"
_GOOD_FOR = timedelta(days=180)
"""From the day of the answer: RFC 9116, 2.5.5 asks for less than a year."""


@security_txt.get(PATH)
def show() -> Response:
    """Say where to report a fault, in which languages, and until when this may be relied on."""
    if not settings().security_contact:
        abort(404)
    lines = [
        f"Contact: {settings().security_contact}",
        f"Expires: {datetime.now(UTC) + _GOOD_FOR:%Y-%m-%dT00:00:00Z}",
        "Preferred-Languages: en, fr",
    ]
    if settings().site.startswith("https://"):  # it must be, by 2.5.2
        lines.append(f"Canonical: {settings().site}{PATH}")
    return Response("".join(f"{line}\n" for line in lines), content_type="text/plain; charset=utf-8")
