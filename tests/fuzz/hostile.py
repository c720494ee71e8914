"""Hostile requests, the same ones for the same seed: whatever may come in at a door that is open to all."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any
from urllib.parse import quote, urlencode

import journey
from werkzeug.routing import Rule

from webapp.app import create_app

FORM = "application/x-www-form-urlencoded"
TEXTS: tuple[str, ...] = (
    *("", " ", "\x00", "\r\n\r\n", "\r\nSet-Cookie: a=b", "\u202e", "\ufeff", "é", "e\u0301" * 40, "ᐃᓄᒃᑎᑐᑦ"),
    *("😀", "\U0010ffff", "\ud800", "A" * 5_000, "💩" * 700, "-1", "0", "9" * 400, "1e309", "NaN", "٣٤٥"),
    *("{{ 7*7 }}", "{% for x in range(9) %}{% endfor %}", "${7*7}", "%s%n%x", "%(name)s", "{0.__class__}"),
    *("<script>alert(1)</script>", "'\"><img src=x onerror=1>", "</textarea>", "<!--", "]]>", "&#0;", "&amp"),
    *("../../../etc/passwd", "..%2f..%2fetc%2fpasswd", "file:///etc/passwd", "//example.org", "\\\\host\\a"),
    *(
        "' OR 1=1 --",
        "; ls",
        "|id",
        "`id`",
        "$(id)",
        "T6E 2B3",
        "t6e2b3",
        "K1A 0A6",
        "48022",
        "99999",
        "Edmonton",
    ),
    *(
        "2026-11-24",
        "2026-02-30",
        "0000-00-00",
        "9999-12-31",
        "close",
        "keep",
        "en",
        "fr",
        "both",
        "edit.close",
        "y",
    ),
    *(
        "1,2,3,",
        ",,,,",
        "a" * 300 + "@" + "b" * 300,
        "a@b",
        '"a b"@c.d',
        "deaths-23",
        "five-cities",
        "\t\x0b\x0c",
    ),
)
VALUES: tuple[Any, ...] = (None, True, -1, 10**400, 1.5, [], {}, [[[[]]]], {"a": {"a": {}}}, *TEXTS)
HEADERS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Accept", ("", "*/*;q=9", "text/html;q=0", "application/json", "a/b," * 500, "\xff")),
    ("Accept-Language", ("fr-CA,fr;q=0.9", "en;q=x", "*", "xx", "-" * 900, "fr;q=0", "\xe9")),
    ("Accept-Encoding", ("br", "gzip;q=0", "br;q=0,gzip;q=0,identity;q=0", "x" * 500)),
    ("Sec-Fetch-Site", ("same-origin", "cross-site", "none", "nonsense")),
    ("Sec-Fetch-Dest", ("iframe", "document", "\x7f")),
    ("Origin", ("null", "https://example.org", "http://127.0.0.1:1", "::", "http://[")),
    ("Host", ("localhost", "a" * 300, "[::1]:99999", "a b", "..", "éxample")),
    ("X-Forwarded-For", ("1.2.3.4", "x" * 2_000, "::", ",,,,")),
    ("X-Forwarded-Proto", ("https", "gopher")),
    ("If-None-Match", ("*", 'W/"', '"a", "b"', "x" * 900)),
    ("If-Modified-Since", ("yesterday", "Thu, 01 Jan 1970 00:00:00 GMT", "9" * 99)),
    ("Range", ("bytes=0-", "bytes=9-1", "bytes=" + "0-0," * 400, "x=1-2")),
    ("Cookie", ("session=a", "=;" * 300)),
    ("Expect", ("100-continue",)),
    ("X-Request-Id", ("a" * 200, "../..", "\x80")),
    (
        "Content-Type",
        (FORM + "; charset=utf-7", "text/plain", "multipart/form-data", ";", "application/json; charset=x"),
    ),
)
METHODS = ("GET", "POST", "HEAD", "OPTIONS", "PUT", "DELETE", "PATCH", "TRACE", "get", "X" * 30)


@dataclass(frozen=True)
class Hostile:
    """A request as bytes, and a word for what it is; ``is_costly`` where a letter may be laid out for it."""

    kind: str
    raw: bytes
    is_costly: bool = False


@dataclass
class Hostility:
    """Makes requests, each from the randomness of a seed.

    ``rules`` are the addresses of the site, ``form`` and ``order`` a letter that is asked for properly,
    ``pdf`` one of its letters.
    """

    seed: int
    rules: Sequence[Rule]
    form: dict[str, str]
    order: dict[str, Any]
    pdf: bytes
    random: Random = field(init=False)

    def __post_init__(self) -> None:
        self.random = Random(self.seed)  # noqa: S311 - what is random here has to be the same again

    def next(self) -> Hostile:
        """Return one more request."""
        ways: tuple[tuple[int, Callable[[], Hostile]], ...] = (
            (30, self._anywhere),
            (30, self._form),
            (12, self._order),
            (8, self._search),
            (6, self._file),
            (2, self._letter),
            (12, self._noise),
        )
        (way,) = self.random.choices([way for _, way in ways], [weight for weight, _ in ways])
        return way()

    def _anywhere(self) -> Hostile:
        """Ask for an address of the site with strange parts, by any method."""
        rule = self.random.choice(self.rules)
        path = rule.rule
        for name in rule.arguments:
            part = self._text() if self.random.random() < 0.4 else _USUAL.get(name, self._text())
            path = _filled(path, name, part)
        method = self.random.choice(METHODS) if self.random.random() < 0.4 else "GET"
        return Hostile("anywhere", self._request(method, _sendable(path) + self._query()))

    def _form(self) -> Hostile:
        """Send the form with some of its fields replaced, doubled, dropped or invented."""
        path = f"/{self._language()}/campaigns/{self._campaign()}"
        path += self.random.choice(
            (
                "/",
                "/preview",
                "/letter",
                "/letter",
                "/letter.txt",
                "/letter.ics",
                "/letter.md",
                "/letter.html",
            )
        )
        body = urlencode(self._fields(), errors="surrogatepass").encode()
        return Hostile("form", self._request("POST", path, body, FORM))

    def _letter(self) -> Hostile:
        path = f"/{self._language()}/campaigns/ice-offices-canada/letter"
        path += self.random.choice((".pdf", ".eml", ".docx", "/pages"))
        body = urlencode(self._fields(most=1), errors="surrogatepass").encode()
        return Hostile("letter", self._request("POST", path, body, FORM), is_costly=True)

    def _order(self) -> Hostile:
        """Send the API an order with values of the wrong kind, or what is no order at all."""
        order: Any = dict(self.order)
        for _ in range(self.random.randrange(4)):
            order[self.random.choice([*order, "edits", "facts", "order", "drop", "x"])] = self.random.choice(
                VALUES
            )
        if self.random.random() < 0.2:
            order = self.random.choice(VALUES)
        body = json.dumps(order).encode()
        if self.random.random() < 0.3:
            body = self._damaged(body)
        if self.random.random() < 0.05:
            body = b"[" * 20_000 + b"]" * 20_000
        return Hostile("order", self._request("POST", "/api/v1/letters", body, "application/json"))

    def _search(self) -> Hostile:
        text = self._text() + self.random.choice(("", " ", self._text()))
        if self.random.random() < 0.5:
            body = urlencode({"riding": text}, errors="surrogatepass").encode()
            return Hostile("search", self._request("POST", f"/{self._language()}/ridings", body, FORM))
        return Hostile("search", self._request("GET", f"/api/v1/ridings?q={_sendable(text)}"))

    def _file(self) -> Hostile:
        """Have a letter checked that was damaged, or that is something else."""
        kinds = (self.pdf, self._damaged(self.pdf), self._damaged(self.pdf), self._damaged(self.pdf)[: 10**4])
        content = self.random.choice((*kinds, b"", b"%PDF-1.7", b"PK\x03\x04" + b"\0" * 100))
        name = _sendable(self._text()[:50])
        head = f'--x\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'.encode()
        body = head + content + self.random.choice((b"\r\n--x--\r\n", b"", b"\r\n--x"))
        request = self._request("POST", "/fr/verify", body, "multipart/form-data; boundary=x")
        return Hostile("file", request, is_costly=True)

    def _noise(self) -> Hostile:
        """Send what is hardly HTTP."""
        usual = self._request("GET", "/en/")
        noise = self.random.choice(
            (
                self.random.randbytes(200) + b"\r\n\r\n",
                self._damaged(usual) + b"\r\n\r\n",
                b"GET /en/ HTTP/1.1\r\nHost: a\r\nContent-Length: -5\r\n\r\n",
                b"POST /en/verify HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nZ\r\n",
                b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nabcdef",
                b"GET " + b"/a" * 9_000 + b" HTTP/1.1\r\nHost: a\r\n\r\n",
                b"GET / HTTP/1.1\r\n" + b"A: b\r\n" * 500 + b"\r\n",
                b"GET / HTTP/1.0\r\n\r\n",
                b"GET http://example.org/ HTTP/1.1\r\nHost: a\r\n\r\n",
                b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
            )
        )
        return Hostile("noise", noise)

    def _fields(self, most: int = 5) -> list[tuple[str, str]]:
        fields = list(self.form.items())
        for _ in range(self.random.randrange(most + 1)):
            place = self.random.randrange(len(fields))
            name = fields[place][0] if self.random.random() < 0.8 else self._text()
            change = self.random.randrange(4)
            if change == 0 and len(fields) > 1:
                del fields[place]
            elif change == 1:
                fields.append((name, self._text()))
            else:
                fields[place] = (name, self._text())
        if self.random.random() < 0.01:
            fields += [(f"f{number}", "x") for number in range(self.random.choice((300, 1_000)))]
        return fields

    def _request(self, method: str, path: str, body: bytes = b"", kind: str = "") -> bytes:
        headers = {"Host": "127.0.0.1"} | ({"Content-Type": kind} if kind else {})
        if self.random.random() < 0.3:
            name, values = self.random.choice(HEADERS)
            headers[name] = self.random.choice(values)
        if body or method == "POST":
            headers["Content-Length"] = str(len(body))
        head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        return f"{method} {path} HTTP/1.1\r\n{head}\r\n".encode("latin-1", "replace") + body

    def _query(self) -> str:
        if self.random.random() < 0.5:
            return ""
        names = ("q", "stance", "riding", "framed", "sets", "contains", "format", "", self._text())
        return f"?{_sendable(self.random.choice(names))}={_sendable(self._text())}"

    def _damaged(self, content: bytes) -> bytes:
        damaged = bytearray(content)
        for _ in range(self.random.randrange(1, 30)):
            place = self.random.randrange(len(damaged) + 1)
            damaged[place : place + self.random.randrange(3)] = self.random.randbytes(
                self.random.randrange(4)
            )
        return bytes(damaged) or b"x"

    def _text(self) -> str:
        return self.random.choice(TEXTS)

    def _language(self) -> str:
        return self.random.choice(("en", "fr", "en", "fr", "xx"))

    def _campaign(self) -> str:
        return self.random.choice(("ice-offices-canada",) * 6 + ("foreign-officers-rules", "none"))


def against_the_site(seed: int, pdf: bytes) -> Hostility:
    """Return a maker of requests for every address that the site has."""
    rules = list(create_app().url_map.iter_rules())
    order = {"campaign": "ice-offices-canada", "stance": "close", "riding": "48022", "language": "en"}
    order |= {**journey.FIELDS, "province": "AB", "format": "txt"}
    return Hostility(seed, rules, journey.form(language="en"), order, pdf)


_USUAL = {
    "language": "en",
    "slug": "ice-offices-canada",
    "format_name": "txt",
    "fact": "deaths-23",
    "source": "S01",
    "code": "48022",
    "filename": "css/base.css",
}


def _filled(path: str, name: str, part: str) -> str:
    """Return a rule's path with the place of ``name`` filled."""
    start, rest = path.split("<", 1) if path.count("<") == 1 else _around(path, name)
    return start + part + rest.split(">", 1)[1]


def _around(path: str, name: str) -> tuple[str, str]:
    """Return what stands before and after the bracket that opens the place of ``name``."""
    end = min(place for place in (path.find(f":{name}>"), path.find(f"<{name}>")) if place >= 0)
    start = path.rindex("<", 0, end + 1)
    return path[:start], path[start + 1 :]


def _sendable(text: str) -> str:
    """Return a text as an address may have it."""
    return quote(text, safe="/:@!$&'()*+,;=~<>.?-_", errors="surrogatepass")
