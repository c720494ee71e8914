"""A small server for one person on their own machine: werkzeug's, threaded, without its debugger."""

from __future__ import annotations

from wsgiref.types import WSGIApplication

from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server

from webapp.domain.errors import ApostilleError


class PortTaken(ApostilleError):
    """Another program serves on the port."""


class _Quiet(WSGIRequestHandler):
    """Says nothing of each request: a page that asks every second would fill the terminal."""

    def log_request(self, *_args: object) -> None:
        """Say nothing."""


def serve(app: WSGIApplication, host: str, port: int) -> BaseWSGIServer:
    """Return a server of ``app`` that listens, or raise `PortTaken`."""
    try:
        return make_server(host, port, app, threaded=True, request_handler=_Quiet)
    except (OSError, SystemExit):
        raise PortTaken(str(port)) from None
