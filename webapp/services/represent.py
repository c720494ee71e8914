"""Asks Open North's Represent: the ridings of a postal code or a place, and the members' addresses."""

from __future__ import annotations

import json
import logging
import re
import time
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from webapp.domain.errors import InvalidInput
from webapp.domain.writing import clean_postal_code
from webapp.services.fetching import NotFetched, fetch
from webapp.services.ourcommons import UnusableAnswer, decoded, is_web_page, one_line
from webapp.services.politeness import Clock, RememberedAnswers, TokenBucket

URL = "https://represent.opennorth.ca/representatives/house-of-commons/?limit=500"
ACCEPT = "application/json"
BOUNDARY_SET = "federal-electoral-districts-2023-representation-order"
"""The 2023 order's set. The plain ``federal-electoral-districts`` is older: other ridings, same codes."""

_LOG = logging.getLogger(__name__)
_DAY = 24 * 60 * 60
_CANADA = ((41.0, 84.0), (-142.0, -52.0))
"""Latitudes and longitudes between which every place in Canada lies."""


@dataclass(frozen=True)
class Listed:
    """A member as Represent lists them; it lags behind the House, so it gives addresses alone."""

    name: str
    riding: str
    email: str


def read_represent(content: bytes) -> tuple[Listed, ...]:
    """Return the members that Represent lists; raise `UnusableAnswer` for anything but its whole list."""
    answer = _json(content)
    objects = answer.get("objects") if isinstance(answer, dict) else None
    if not isinstance(objects, list):
        raise UnusableAnswer("the answer has no list of “objects”: it is not Represent's list of members")
    meta = answer.get("meta")
    if isinstance(meta, dict) and meta.get("next"):
        raise UnusableAnswer("the answer is one page of several: ask for all with limit=500")
    return tuple(
        Listed(*(_text(entry, key) for key in ("name", "district_name", "email"))) for entry in objects
    )


def _json(content: bytes) -> Any:
    text = decoded(content)
    if is_web_page(text):
        raise UnusableAnswer("the answer is a web page, not Represent's list in JSON")
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        raise UnusableAnswer("the answer is not whole JSON: it is cut short or spoilt") from None


def _text(entry: object, key: str) -> str:
    value = entry.get(key) if isinstance(entry, dict) else None
    if not isinstance(value, str):
        raise UnusableAnswer(f"a member has no {key}: Represent may have renamed its fields")
    return one_line(key, value)


class RepresentClient:
    """Asks a Represent service where a setting names one; whatever goes wrong, the answer is None.

    An answer is the codes of ridings, none where the service knows no such code or place. It is kept in
    memory for a day, the 1,024 used last. What was asked is never logged. ``limit`` is in seconds, and
    ``per_minute`` counts the requests of this process.
    """

    def __init__(
        self, base_url: str, *, limit: float = 2.0, per_minute: int = 60, clock: Clock = time.monotonic
    ) -> None:
        self._base = base_url.rstrip("/")
        self._limit = limit
        self._bucket = TokenBucket(per_minute, clock)
        self._answers = RememberedAnswers(1024, _DAY, clock)

    def ridings_of_code(self, code: str) -> tuple[str, ...] | None:
        """Return the ridings of a full postal code, the one of its centre first."""
        try:
            compact = clean_postal_code("postal_code", code).replace(" ", "")
        except InvalidInput:
            return None
        path = f"/postcodes/{compact}/?{urlencode({'sets': BOUNDARY_SET})}"
        return self._ask(path, ("boundaries_centroid", "boundaries_concordance"))

    def ridings_at(self, latitude: float, longitude: float) -> tuple[str, ...] | None:
        """Return the ridings at a place in degrees, sent to four decimals (about 11 m) and no finer."""
        (south, north), (west, east) = _CANADA
        if not (south <= latitude <= north and west <= longitude <= east):
            return ()
        place = f"{latitude:.4f},{longitude:.4f}"
        return self._ask(f"/boundaries/?{urlencode({'contains': place, 'sets': BOUNDARY_SET})}", ("objects",))

    def _ask(self, path: str, lists: tuple[str, ...]) -> tuple[str, ...] | None:
        known = self._answers.get(path)
        if known is not None:
            return known
        if not self._bucket.take():
            _LOG.warning("Represent was not asked: the requests of this minute are used up")
            return None
        try:
            answer = _ridings_in(self._fetched(path), lists)
        except NotFetched as failure:
            _LOG.warning("Represent gave no answer", extra={"fields": {"reason": failure.reason}})
            return None
        except UnusableAnswer as failure:
            _LOG.warning("Represent's answer cannot be used", extra={"fields": {"reason": str(failure)}})
            return None
        self._answers.put(path, answer)
        return answer

    def _fetched(self, path: str) -> Any:
        """Return the answer, None where the service has no such page."""
        try:
            return _json(fetch(self._base + path, accept=ACCEPT, limit=self._limit))
        except NotFetched as failure:
            if failure.status == HTTPStatus.NOT_FOUND:
                return None
            raise


def _ridings_in(answer: object, lists: tuple[str, ...]) -> tuple[str, ...]:
    """Return the codes of the 2023 order in the lists of an answer, each once."""
    if answer is None:
        return ()
    if not isinstance(answer, dict):
        raise UnusableAnswer("it is not an object")
    found = [answer.get(key) for key in lists]
    if not any(isinstance(boundaries, list) for boundaries in found):
        raise UnusableAnswer("its lists of boundaries are missing")
    boundaries = [boundary for some in found if isinstance(some, list) for boundary in some]
    return tuple(dict.fromkeys(_code(boundary) for boundary in boundaries))


def _code(boundary: object) -> str:
    if not isinstance(boundary, dict):
        raise UnusableAnswer("a boundary is not an object")
    code, url = boundary.get("external_id"), boundary.get("url")
    if not isinstance(code, str) or not re.fullmatch(r"\d{5}", code, re.ASCII):
        raise UnusableAnswer("a boundary has no code of a riding")
    if not isinstance(url, str) or f"/{BOUNDARY_SET}/" not in url:
        raise UnusableAnswer("a boundary is not of the 2023 order")
    return code
