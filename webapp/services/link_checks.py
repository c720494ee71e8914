"""Asks whether the documents of a campaign are still at their addresses, one after the other and politely."""

from __future__ import annotations

import http.client
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from http import HTTPStatus
from typing import IO, Literal
from urllib import error, request
from urllib.parse import urldefrag, urlsplit

from webapp.services.fetching import TIME_LIMIT, opener

State = Literal["there", "moved", "dead", "unread", "unreachable"]
AGENT = "apostille-links (checks the sources of a letter campaign; one request at a time)"
PAUSE = 2.0
"""Seconds between two requests to one host."""
_GONE = (HTTPStatus.NOT_FOUND, HTTPStatus.GONE)
_NO_HEAD = (
    HTTPStatus.FORBIDDEN,
    HTTPStatus.NOT_FOUND,
    HTTPStatus.METHOD_NOT_ALLOWED,
    HTTPStatus.NOT_IMPLEMENTED,
)
_FOR_EVER = (HTTPStatus.MOVED_PERMANENTLY, HTTPStatus.PERMANENT_REDIRECT)


@dataclass(frozen=True)
class LinkState:
    """What an address answered.

    ``there``: the document. ``moved``: it is at another address for good, which ``detail`` gives.
    ``dead``: the server says that there is none. ``unread``: the server does not show it to programs.
    ``unreachable``: no answer came.
    """

    url: str
    state: State
    detail: str


def check_links(
    urls: Iterable[str], *, limit: float = TIME_LIMIT, pause: float = PAUSE
) -> Iterator[LinkState]:
    """Yield the state of each address, asked once, ``limit`` and ``pause`` in seconds.

    A server that does not answer a HEAD request, or not as for a page, is asked with GET; no body is read.
    """
    asked_at: dict[str, float] = {}
    for url in dict.fromkeys(urldefrag(url).url for url in urls):
        host = urlsplit(url).hostname or ""
        if host in asked_at:
            time.sleep(max(0.0, asked_at[host] + pause - time.monotonic()))
        yield _check(url, limit)
        asked_at[host] = time.monotonic()


def _check(url: str, limit: float) -> LinkState:
    answer = _ask(url, "HEAD", limit)
    if isinstance(answer, _Answer) and answer.status in _NO_HEAD:
        answer = _ask(url, "GET", limit)
    if isinstance(answer, str):
        return LinkState(url, "unreachable", answer)
    if answer.status in _GONE:
        return LinkState(url, "dead", f"answered {answer.status}")
    if answer.status != HTTPStatus.OK:
        return LinkState(url, "unread", f"answered {answer.status}: open it by hand")
    if answer.moved_to:
        return LinkState(url, "moved", answer.moved_to)
    return LinkState(url, "there", "")


@dataclass(frozen=True)
class _Answer:
    status: int
    moved_to: str


class _Following(request.HTTPRedirectHandler):
    """Follows redirects to the web and nowhere else, and remembers whether each was for good."""

    def __init__(self) -> None:
        self.for_good = True

    def redirect_request(
        self,
        req: request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: http.client.HTTPMessage,
        newurl: str,
    ) -> request.Request | None:
        if urlsplit(newurl).scheme not in ("http", "https"):
            return None
        self.for_good = self.for_good and code in _FOR_EVER
        followed = super().redirect_request(req, fp, code, msg, headers, newurl)
        if followed is not None:
            followed.method = req.get_method()
        return followed


def _ask(url: str, method: str, limit: float) -> _Answer | str:
    """Return what the address answered, or why there was no answer."""
    following = _Following()
    try:
        asked = request.Request(url, method=method, headers={"User-Agent": AGENT, "Accept": "*/*"})  # noqa: S310
        with opener(limit, following).open(asked, timeout=limit) as response:
            there = response.geturl()
            return _Answer(response.status, there if there != url and following.for_good else "")
    except error.HTTPError as answer:
        answer.close()
        return _Answer(answer.code, "")
    except TimeoutError:
        return f"no answer within {limit:g} seconds"
    except error.URLError as failure:
        slow = isinstance(failure.reason, TimeoutError)
        return f"no answer within {limit:g} seconds" if slow else "the server cannot be reached"
    except (http.client.HTTPException, OSError, ValueError):
        return "it did not answer as a web server does"
