"""What a writer's browser asks the real server: requests of each kind, as they are sent."""

from __future__ import annotations

import gzip
import http.client
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import count
from urllib.parse import urlencode, urlsplit

from simulation.assumptions import PAGE

DESK = "/en/campaigns/ice-offices-canada/"
_WORDS = (
    "Our street is quiet and we would like it to stay so for our children and for everybody who lives here."
)
FORM = {
    "name": "Anne Tremblay",
    "street": "10832 82 Avenue NW",
    "city": "Edmonton",
    "province": "AB",
    "postal_code": "T6E 2B3",
    "riding": "Edmonton Strathcona",
    "stance": "close",
    "language": "en",
    "copy_mp": "y",
}
_HEADERS = {"Accept-Encoding": "gzip", "Content-Type": "application/x-www-form-urlencoded"}


@dataclass(frozen=True)
class Question:
    """A request as it is sent."""

    path: str
    form: Mapping[str, str | tuple[str, ...]] | None = None

    def send(self, address: str) -> tuple[int, str]:
        """Send it; return the status and the text once the whole answer has come."""
        connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=60)
        method, form = ("GET", None) if self.form is None else ("POST", urlencode(self.form, doseq=True))
        try:
            connection.request(method, self.path, form, _HEADERS)
            response = connection.getresponse()
            body = response.read()
            is_packed = response.headers.get("Content-Encoding") == "gzip"
            return response.status, (gzip.decompress(body) if is_packed else body).decode(errors="replace")
        finally:
            connection.close()


class Questions:
    """Makes the next request of each kind, as writers do: no two letters are the same where words are new."""

    def __init__(self, files: tuple[str, ...], known: tuple[str, ...]) -> None:
        self._files, self._known = files, known
        self._numbers = count(1)

    def next(self, kind: str, letter: int, *, has_own_words: bool = False) -> Question:
        """Return a request of a kind about a letter."""
        number = next(self._numbers)
        someone = FORM | {"street": f"{10_000 + letter} 82 Avenue NW"}
        if has_own_words:
            someone |= {"own_words": f"{_WORDS} We are {letter} neighbours."}
        typing = someone | {"own_words": _WORDS[: 10 + number % 90] + f" {number}", "known": self._known}
        return {
            "home": Question("/en/"),
            "file": Question(self._files[number % len(self._files)]),
            "form": Question(DESK),
            "suggestions": Question("/en/ridings", {"riding": "Edmonton St"[: 4 + number % 8]}),
            "preview": Question(f"{DESK}preview", typing),
            PAGE: Question(f"{DESK}letter", someone),
            "images": Question(f"{DESK}letter/pages", someone),
            "pdf": Question(f"{DESK}letter.pdf", someone),
            "eml": Question(f"{DESK}letter.eml", someone),
            "docx": Question(f"{DESK}letter.docx", someone),
            "text": Question(f"{DESK}letter.txt", someone),
        }[kind]
