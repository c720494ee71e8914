"""Who asks, and by which address, where proxies of our own stand in front of the server."""

from __future__ import annotations

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from webapp.settings import Settings


def init_app(app: Flask) -> None:
    """Believe as many of the ``X-Forwarded-…`` headers as there are proxies, and none by default.

    Anybody can send such headers. Each proxy adds the address that it was asked from at the end of
    ``X-Forwarded-For``: the one that stands as far from the end as there are proxies was seen by the first of
    ours. Scheme and host are said by the nearest, whose business it is to pass on what it was told.
    """
    settings: Settings = app.extensions["settings"]
    if settings.proxies:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=settings.proxies, x_proto=1, x_host=1
        )
