"""Who asks, and by which address, where proxies of our own stand in front of the server."""

from __future__ import annotations

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from webapp.settings import Settings


def init_app(app: Flask) -> None:
    """Believe as many of the ``X-Forwarded-…`` headers as there are proxies, and none by default.

    Anybody can send such headers. Each proxy adds what it knows at the end of a header, so the one that
    stands as far from the end as there are proxies is the work of the first of ours.
    """
    settings: Settings = app.extensions["settings"]
    count = settings.proxies
    if count:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=count, x_proto=count, x_host=count
        )
