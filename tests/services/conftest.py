"""Servers to ask, and the made-up table that their lists are compared with."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from http.server import BaseHTTPRequestHandler

import pytest
from speaking import Serve, Server, seat_rows, send, served

from webapp.cli_refresh import names_of
from webapp.domain.catalogue import Catalogue
from webapp.services.members_refresh import SeatRow


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ask this machine itself, whatever proxy it uses for others."""
    monkeypatch.setenv("no_proxy", "127.0.0.1")


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Return a way to start a server that sends a body, or that speaks for itself."""
    with ExitStack() as running:

        def start(body: bytes = b"", speak: Callable[..., None] | None = None, **how: object) -> Server:
            def say(handler: BaseHTTPRequestHandler, _server: Server) -> None:
                send(handler, body, **how)  # type: ignore[arg-type]

            return running.enter_context(served(speak or say))

        yield start


@pytest.fixture(scope="session")
def names(catalogue: Catalogue) -> dict[str, tuple[str, ...]]:
    """Return every name of each riding by its code."""
    return {code: names_of(riding) for code, riding in catalogue.ridings.items()}


@pytest.fixture(scope="session")
def seats(names: dict[str, tuple[str, ...]]) -> tuple[SeatRow, ...]:
    """Return a table in which 35058 is vacant and 24037 perhaps."""
    return seat_rows({code: known[0] for code, known in names.items()}, v35058="vacant", v24037="vacant?")
