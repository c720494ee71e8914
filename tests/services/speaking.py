"""Servers on this machine that speak as the House and Represent do, and lists such as theirs."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any
from xml.sax.saxutils import escape

from webapp.services.members_refresh import SeatRow

SET = "federal-electoral-districts-2023-representation-order"
NIL = '<ToDateTime xsi:nil="true" />'


@dataclass
class Server:
    """A running server: its address, what it was asked, and the event that ends every wait."""

    url: str
    asked: list[str] = field(default_factory=list)
    agents: list[str] = field(default_factory=list)
    over: Event = field(default_factory=Event)


Serve = Callable[..., Server]


@contextmanager
def served(speak: Callable[[BaseHTTPRequestHandler, Server], None]) -> Iterator[Server]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            server.asked.append(self.path)
            server.agents.append(self.headers["User-Agent"])
            speak(self, server)

        def log_message(self, *_args: Any) -> None:
            pass

    class Quiet(ThreadingHTTPServer):
        daemon_threads = False

        def handle_error(self, *_args: Any) -> None:
            """Say nothing of a reader that left before the end."""

    http_server = Quiet(("127.0.0.1", 0), Handler)
    server = Server(f"http://127.0.0.1:{http_server.server_address[1]}")
    thread = Thread(target=http_server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server
    finally:
        server.over.set()
        http_server.shutdown()
        http_server.server_close()
        thread.join()


def send(handler: BaseHTTPRequestHandler, body: bytes, *, status: int = 200, **headers: str | None) -> None:
    """Send an answer; a header of None is left out."""
    given = {"Content-Length": str(len(body)), **{k.replace("_", "-"): v for k, v in headers.items()}}
    handler.send_response(status)
    for name, value in given.items():
        if value is not None:
            handler.send_header(name, value)
    handler.end_headers()
    handler.wfile.write(body)


def house_xml(seats: Iterable[tuple[str, str, str]], *, bom: bool = True) -> bytes:
    """Return the House's list of (name, party, riding): it has a byte order mark and no e-mail address."""
    members = "".join(_member(number, *seat) for number, seat in enumerate(seats, start=1000))
    text = (
        '<?xml version="1.0" encoding="utf-8"?>\r\n<ArrayOfMemberOfParliament '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema">'
        f"{members}</ArrayOfMemberOfParliament>"
    )
    return text.encode("utf-8-sig" if bom else "utf-8")


def _member(number: int, name: str, party: str, riding: str) -> str:
    first, _, last = name.partition(" ")
    return (
        f"<MemberOfParliament><PersonId>{number}</PersonId><PersonShortHonorific />"
        f"<PersonOfficialFirstName>{escape(first)}</PersonOfficialFirstName>"
        f"<PersonOfficialLastName>{escape(last)}</PersonOfficialLastName>"
        f"<ConstituencyName>{escape(riding)}</ConstituencyName>"
        "<ConstituencyProvinceTerritoryName>Ontario</ConstituencyProvinceTerritoryName>"
        f"<CaucusShortName>{escape(party)}</CaucusShortName>"
        f"<FromDateTime>2025-04-28T00:00:00</FromDateTime>{NIL}</MemberOfParliament>"
    )


def represent_json(entries: Iterable[tuple[str, str, str]], **meta: Any) -> bytes:
    """Return Represent's list of (name, riding, e-mail address)."""
    objects = [
        {"name": name, "district_name": riding, "elected_office": "MP", "party_name": "Liberal",
         "email": email, "url": "", "offices": [{"type": "legislature", "tel": ""}], "extra": {}}
        for name, riding, email in entries
    ]  # fmt: skip
    return json.dumps({"objects": objects, "meta": {"next": None, "limit": 500} | meta}).encode()


def boundary(code: str, boundary_set: str = SET) -> dict[str, str]:
    return {
        "external_id": code,
        "name": code,
        "url": f"/boundaries/{boundary_set}/{code}/",
        "boundary_set_name": "Federal electoral district",
    }


def seat_rows(names: Mapping[str, str], **vacant: str) -> tuple[SeatRow, ...]:
    """Return a made-up table: a member and an address for every riding, but for the vacant ones."""
    return tuple(
        SeatRow(code, "", "Liberal (former)", "", vacant[f"v{code}"], "2026-08", "resigned", "roster")
        if f"v{code}" in vacant
        else SeatRow(
            code, f"Given F{code}", "Liberal", f"given.f{code}@parl.gc.ca", "sitting", "2026-01-22", "",
            "represent-2026-01",
        )
        for code in names
    )  # fmt: skip
