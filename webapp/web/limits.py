"""How often one address may ask for what costs much: letters, and ten times as often what costs less.

Pages that are only read, and their files, are not counted. An address is never kept: what is counted is a
digest of it, for a minute.
"""

from __future__ import annotations

import hashlib
import logging
import math
import secrets
import time
from collections.abc import Callable
from functools import partial
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, current_app, request
from flask_limiter import Limiter, RequestLimit
from limits import RateLimitItemPerMinute
from werkzeug.exceptions import TooManyRequests

from webapp.settings import Settings
from webapp.web.counting import SHARED, CountsInRedis

LETTERS = frozenset(("letters.export", "letters.images", "verification.answer", "api.make_letter"))
"""What lays a letter out, or reads one back."""
READINGS = frozenset(("letters.show", "desk.edit", "desk.preview", "where.suggest", "where.ask"))
"""What composes or searches; with it all that programs read."""
_READ_BY_PROGRAMS = ("api", "represent_api")
_TIMES_AS_MANY = 10
_MINUTE = 60  # seconds
_LETTERS, _BEFOREHAND = "letters", "beforehand"
"""What is counted for each address: letters asked for, and those made before they are."""
_HOME = 64  # bits of an IPv6 address: what one connection is given, to use as it likes


def init_app(app: Flask) -> None:
    """Put limits on what is costly; call it when every blueprint is registered."""
    settings: Settings = app.extensions["settings"]
    address = partial(_digest_of_address, _key(settings.redis))
    beforehand = app.extensions[_BEFOREHAND] = _Beforehand(address, settings.letters_per_minute)
    if not settings.letters_per_minute:
        return
    limiter = beforehand.limiter = Limiter(
        address,
        app=app,
        storage_uri=CountsInRedis.uri if settings.redis else "memory://",
        storage_options={SHARED: settings.redis} if settings.redis else {},
        strategy="fixed-window",  # at its end everything may be asked for again: the page says when that is
        on_breach=_refuse,
    )
    limiter.logger.setLevel(logging.WARNING)  # it would log whoever is refused, each time
    for endpoint, view in app.view_functions.items():
        if times := _times_as_many(endpoint):
            limit = f"{settings.letters_per_minute * times} per minute"
            scope = _LETTERS if times == 1 else "readings"
            limited: Any = limiter.shared_limit(limit, scope=scope)(view)
            app.view_functions[endpoint] = limited


class _Beforehand:
    """What is counted of letters that are made before they are asked for: as many as may be asked for."""

    def __init__(self, address: Callable[[], str], letters_per_minute: int) -> None:
        self.address = address
        self._limit = RateLimitItemPerMinute(letters_per_minute)
        self.limiter: Limiter | None = None

    def is_allowed(self, address: str) -> bool:
        """Count one, and return whether it is not too many, nor a letter would be refused."""
        if not self.limiter:
            return True
        counts = self.limiter.limiter
        return counts.test(self._limit, address, _LETTERS) and counts.hit(self._limit, address, _BEFOREHAND)


def may_prepare() -> bytes:
    """Return a digest that stands for whoever asks, where a letter may be made beforehand for them.

    It is empty where they may not ask for a letter now, and where a minute's letters were made beforehand
    for them already.
    """
    counted: _Beforehand = current_app.extensions[_BEFOREHAND]
    address = counted.address()
    return address.encode() if counted.is_allowed(address) else b""


def network(address: str) -> str:
    """Return the part of an address that stands for one client, the address itself where it is no IP."""
    try:
        ip = ip_address(address)
    except ValueError:
        return address
    if ip.version == 4:
        return str(ip)
    if ip.ipv4_mapped:  # a server that listens to both kinds is told of every IPv4 client like this
        return str(ip.ipv4_mapped)
    return (int(ip) >> (128 - _HOME)).to_bytes(8).hex()


def _times_as_many(endpoint: str) -> int:
    """Return how many times as often as a letter something may be asked for; 0: it is not counted."""
    if endpoint in LETTERS:
        return 1
    is_reading = endpoint in READINGS or endpoint.partition(".")[0] in _READ_BY_PROGRAMS
    return _TIMES_AS_MANY if is_reading else 0


def _key(redis: str) -> bytes:
    """Return the key of digests: made for this process or, for all who share a Redis, from its password."""
    if not redis:
        return secrets.token_bytes(32)
    return hashlib.sha256((urlsplit(redis).password or "").encode()).digest()


def _digest_of_address(key: bytes) -> str:
    client = network(request.remote_addr or "")
    return hashlib.blake2b(client.encode(), key=key, digest_size=16).hexdigest()


def _refuse(breached: RequestLimit) -> None:
    """Say when the minute is over: in whole seconds, so that whoever waits them is not refused again."""
    seconds = math.ceil(breached.reset_at - time.time())
    raise TooManyRequests(retry_after=min(max(seconds, 1), _MINUTE))
