"""Text is sent compressed to browsers that ask for it: a page at about a quarter of its size.

Compression can give away a secret that stands beside what an attacker may choose (BREACH, CVE-2013-3587).
Our pages hold none: no cookie, no session, no token.
"""

from __future__ import annotations

from http import HTTPStatus

from flask import Flask, Response
from flask_compress import Compress

_TYPES = frozenset(
    (
        *("text/html", "text/css", "text/plain", "text/javascript", "image/svg+xml"),
        *("application/json", "application/ld+json"),
    )
)
_SMALLEST = 1024  # bytes: less fits in one packet as it is


def init_app(app: Flask) -> None:
    """Compress text with Brotli or gzip, after everything else that is done to a response.

    Call it before any other function that is called after a request: Flask calls the last given first.
    """
    app.config["COMPRESS_REGISTER"] = False
    app.config["COMPRESS_MIMETYPES"] = sorted(_TYPES)
    app.config["COMPRESS_ALGORITHM"] = ["br", "gzip"]
    app.config["COMPRESS_MIN_SIZE"] = _SMALLEST
    compress = Compress(app)

    @app.after_request
    def compressed(response: Response) -> Response:
        """Leave every other response as it is, without a ``Vary`` that would part it in caches."""
        if response.mimetype not in _TYPES or response.status_code != HTTPStatus.OK:
            return response
        if response.is_streamed:  # a file of ours: it is read whole, for gzip and its length
            response.direct_passthrough = False
            response.make_sequence()
        return compress.after_request(response)
