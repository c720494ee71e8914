"""Everything that somebody may do with the site, with a word of its own in every field and header."""

from __future__ import annotations

import http.client
import json
import socket
from collections.abc import Iterator, Mapping
from urllib.parse import quote, urlencode, urlsplit

CAMPAIGN = "/campaigns/ice-offices-canada"
FIELDS = {
    "name": "Quillabramn Zontergast",
    "street": "77121 Vexhollowq Road",
    "city": "Brundlewickz",
    "postal_code": "T6E 5V4",
    "email": "wexlotriq@zumbrelle.example",
}
OWN_WORDS = "Grommelsplint éternué at the Kadrivox, 31,415 times."
EDIT = "Frabbelnoxious opening of Jindorquest."
WORDS = (
    *("Quillabramn", "Zontergast", "Vexhollowq", "77121", "Brundlewickz", "wexlotriq", "zumbrelle"),
    *(
        "Grommelsplint",
        "éternué",
        "Kadrivox",
        "Frabbelnoxious",
        "Jindorquest",
        "T6E 5V4",
        "T6E5V4",
        "T6E+5V4",
    ),
    *("Hexaplumber", "Ridingsoughtq", "Pathwordish", "Querywordish", "Refererwordish", "Agentwordish"),
    *("Cookiewordish", "Forwardedwordish", "Filewordish", "Badlinewordish", "Brokenbodywordish"),
    *("Crashwordish", "Abortwordish", "Slowwordish", "Apiwordish", "Boundarywordish"),
)
HEADERS = {
    "User-Agent": "Agentwordish/1.0",
    "Referer": "http://127.0.0.1/Refererwordish?Querywordish",
    "Cookie": "session=Cookiewordish",
    "X-Forwarded-For": "Forwardedwordish, 203.0.113.77",
    "X-Request-Id": "Forwardedwordish-1234",
    "Accept-Encoding": "identity",
}
EXPORTS = ("pdf", "txt", "md", "eml", "docx", "ics", "html")
FORM = "application/x-www-form-urlencoded"


class Visitor:
    """Somebody who visits the site at ``address``; each request is a connection of its own."""

    def __init__(self, address: str) -> None:
        self._host = urlsplit(address).netloc

    def ask(
        self, method: str, path: str, body: bytes = b"", headers: Mapping[str, str] | None = None
    ) -> tuple[int, bytes]:
        """Return the status and the body of an answer."""
        connection = http.client.HTTPConnection(self._host, timeout=60)
        try:
            connection.request(method, path, body or None, {**HEADERS, **(headers or {})})
            response = connection.getresponse()
            return response.status, response.read()
        finally:
            connection.close()

    def post(self, path: str, fields: Mapping[str, str]) -> tuple[int, bytes]:
        """Send a form as a browser does."""
        return self.ask("POST", path, urlencode(fields).encode(), {"Content-Type": FORM})

    def send(self, raw: bytes) -> bytes:
        """Send what is no proper request, and return what comes back before the connection ends."""
        host, port = self._host.split(":")
        with socket.create_connection((host, int(port)), timeout=20) as connection:
            connection.sendall(raw)
            connection.shutdown(socket.SHUT_WR)
            answer = b""
            try:
                while piece := connection.recv(65536):
                    answer += piece
            except ConnectionResetError:
                pass
            return answer


def form(**changes: str) -> dict[str, str]:
    """Return the form filled in."""
    return {
        **FIELDS,
        "riding": "Edmonton Strathcona",
        "stance": "close",
        "language": "both",
        "province": "AB",
        "own_words": OWN_WORDS,
        "edit.close.opening.en": EDIT,
        "edit.close.opening.fr": EDIT,
        "copy_mp": "y",
        "date": "2026-11-24",
        **changes,
    }


def whole_journey(address: str) -> Iterator[tuple[str, int]]:
    """Yield the name and the status of each thing done, in order; 0 where there is no status."""
    visitor = Visitor(address)
    yield from _pages(visitor)
    yield from _files(visitor)
    yield from _programs(visitor)
    yield from _mistakes(visitor)
    yield from _broken(visitor)


def _pages(visitor: Visitor) -> Iterator[tuple[str, int]]:
    for language in ("en", "fr"):
        yield "home", visitor.ask("GET", f"/{language}/?q=Querywordish")[0]
        desk = f"/{language}{CAMPAIGN}/"
        yield "desk", visitor.ask("GET", f"{desk}?riding=Ridingsoughtq&stance=Querywordish")[0]
        yield "desk again", visitor.post(desk, form())[0]
        yield "suggestions", visitor.post(f"/{language}/ridings", {"riding": "Ridingsoughtq"})[0]
        yield "preview", visitor.post(f"{desk}preview", form())[0]
        yield "letter", visitor.post(f"/{language}{CAMPAIGN}/letter", form())[0]
        yield "images", visitor.post(f"/{language}{CAMPAIGN}/letter/pages", form())[0]


def _files(visitor: Visitor) -> Iterator[tuple[str, int]]:
    pdf = b""
    for name in EXPORTS:
        status, content = visitor.post(f"/fr{CAMPAIGN}/letter.{name}", form())
        pdf = content if name == "pdf" else pdf
        yield name, status
    yield "verify", visitor.ask("POST", "/en/verify", *upload(pdf))[0]
    yield "verify another", visitor.ask("POST", "/en/verify", *upload(b"%PDF-1.7 " + OWN_WORDS.encode()))[0]


def _programs(visitor: Visitor) -> Iterator[tuple[str, int]]:
    order = {
        "campaign": "ice-offices-canada",
        "stance": "close",
        "riding": "48022",
        "language": "en",
        **FIELDS,
        "province": "AB",
        "own_words": OWN_WORDS + " Apiwordish",
    }
    as_json = {"Content-Type": "application/json"}
    for name in ("json", *EXPORTS):
        body = json.dumps(order | {"format": name}).encode()
        yield f"api {name}", visitor.ask("POST", "/api/v1/letters", body, as_json)[0]
    refused = json.dumps(order | {"format": "json", "Apiwordish": OWN_WORDS}).encode()
    yield "api refused", visitor.ask("POST", "/api/v1/letters", refused, as_json)[0]
    yield "api search", visitor.ask("GET", "/api/v1/ridings?q=Ridingsoughtq")[0]
    yield "api code", visitor.ask("GET", f"/api/v1/ridings?q={quote('T6E 5V4')}")[0]
    yield "represent", visitor.ask("GET", "/represent/postcodes/T6E5V4/")[0]
    yield "represent bad", visitor.ask("GET", "/represent/postcodes/Pathwordish/")[0]


def _mistakes(visitor: Visitor) -> Iterator[tuple[str, int]]:
    letter = f"/en{CAMPAIGN}/letter"
    yield (
        "mistake",
        visitor.post(letter, form(riding="Ridingsoughtq", email="Hexaplumber", date="Hexaplumber"))[0],
    )
    yield "unprintable", visitor.post(letter, form(name="Quillabramn \U0001f9ff"))[0]
    yield "no page", visitor.ask("GET", "/en/Pathwordish?Querywordish=1")[0]
    yield "no campaign", visitor.post("/en/campaigns/Pathwordish/letter", form())[0]
    yield "wrong method", visitor.ask("PUT", letter, OWN_WORDS.encode())[0]
    yield "too much", visitor.post(letter, form(own_words=OWN_WORDS * 4000))[0]
    yield (
        "cross-site",
        visitor.ask(
            "POST", letter, urlencode(form()).encode(), {"Content-Type": FORM, "Sec-Fetch-Site": "cross-site"}
        )[0],
    )
    yield (
        "not a form",
        visitor.ask(
            "POST", letter, b"--x\r\nBoundarywordish", {"Content-Type": "multipart/form-data; boundary=x"}
        )[0],
    )
    yield (
        "not json",
        visitor.ask("POST", "/api/v1/letters", b'{"Apiwordish', {"Content-Type": "application/json"})[0],
    )


def _broken(visitor: Visitor) -> Iterator[tuple[str, int]]:
    visitor.send(b"GET /Badlinewordish HTTP/9.9\r\nHost: a\r\n\r\n")
    visitor.send(b"Badlinewordish\r\n\r\n")
    visitor.send(b"GET / HTTP/1.1\r\nHost: a\r\nBad line: \x00Badlinewordish\r\n\r\n")
    visitor.send(b"GET /" + b"Badlinewordish" * 5000 + b" HTTP/1.1\r\nHost: a\r\n\r\n")
    visitor.send(b"POST /en/verify HTTP/1.1\r\nHost: a\r\nContent-Length: 5000\r\n\r\nBrokenbodywordish")
    yield "broken", 0


def upload(content: bytes) -> tuple[bytes, dict[str, str]]:
    """Return a file as a browser sends it: its body and its headers."""
    head = b'--x\r\nContent-Disposition: form-data; name="file"; filename="Filewordish.pdf"\r\n\r\n'
    return head + content + b"\r\n--x--\r\n", {"Content-Type": "multipart/form-data; boundary=x"}
