"""The headers that every response carries, whatever it is: page, file, redirect, error."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from flask import Flask, Response, request

from webapp.settings import Settings

_NOT_FRAMED = "frame-ancestors 'none'"
CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",  # frames, workers, plug-ins, manifests, media: whatever is not named below
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
_FOR_US = ("clipboard-read", "clipboard-write", "geolocation")  # a copy is read back, to be sure of it
_FOR_NOBODY = (
    *("accelerometer", "autoplay", "browsing-topics", "camera", "display-capture"),
    *("encrypted-media", "fullscreen", "gamepad", "gyroscope", "hid", "identity-credentials-get"),
    *("idle-detection", "local-fonts", "magnetometer", "microphone", "midi", "payment", "picture-in-picture"),
    *("publickey-credentials-create", "publickey-credentials-get", "screen-wake-lock", "serial"),
    *("storage-access", "usb", "window-management", "xr-spatial-tracking"),
)
"""What browsers let a page ask for and no page of ours does. A name that Chromium does not know is left out:
it would be reported in the console of every page."""

HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": ", ".join(
        sorted([f"{name}=(self)" for name in _FOR_US] + [f"{name}=()" for name in _FOR_NOBODY])
    ),
}
ONLY_BY_TLS = "max-age=31536000"
"""A year. No ``includeSubDomains``: other hosts of a name are not ours to speak for (RFC 6797, 6.1.2)."""
NEVER_STORED = "no-store"
SAFE = ("GET", "HEAD", "OPTIONS", "TRACE")
"""The methods that only read (RFC 9110, 9.2.1)."""


def init_app(app: Flask) -> None:
    """Give every response its headers."""
    settings: Settings = app.extensions["settings"]
    app.after_request(partial(_with_headers, headers(settings.embed)))


def headers(embed: tuple[str, ...]) -> Mapping[str, str]:
    """Return the headers of a site that the origins ``embed`` may frame.

    The others do not stand in a frame's way: an opener policy is for whole windows, and a resource policy
    is asked only by pages that isolate themselves (``Cross-Origin-Embedder-Policy``).
    """
    framed = f"frame-ancestors {' '.join(embed)}" if embed else _NOT_FRAMED
    return HEADERS | {"Content-Security-Policy": CONTENT_SECURITY_POLICY.replace(_NOT_FRAMED, framed)}


def _with_headers(usual: Mapping[str, str], response: Response) -> Response:
    """Add what is not there yet; whatever answers a posted form may repeat it, and is never stored."""
    for name, value in usual.items():
        response.headers.setdefault(name, value)
    if request.is_secure:
        response.headers["Strict-Transport-Security"] = ONLY_BY_TLS
    if request.method not in SAFE:
        response.headers["Cache-Control"] = NEVER_STORED
    response.headers.setdefault("Cache-Control", "no-cache")
    return response
