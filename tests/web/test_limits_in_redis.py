"""Servers that share a Redis count together; without it each serves on, counts by itself, says so once."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from flask import Flask
from redis_server import PASSWORD, RedisServer, redis_server

from webapp.app import create_app
from webapp.domain.catalogue import Catalogue
from webapp.settings import Settings

LETTER = "/en/campaigns/ice-offices-canada/letter.txt"
AWAY = "Redis does not answer: each process limits by itself", "ConnectionError"
SLOW = AWAY[0], "TimeoutError"
BACK = "Redis answers again: requests are counted there"


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RedisServer]:
    with redis_server(tmp_path_factory.mktemp("redis")) as server:
        yield server


@pytest.fixture
def server(running: RedisServer) -> RedisServer:
    """Return a Redis that has counted nothing yet."""
    running.stop()
    running.start()
    return running


@pytest.fixture
def sites(server: RedisServer, catalogue: Catalogue) -> tuple[Flask, Flask]:
    """Return two servers of four letters a minute that count in one Redis."""
    settings = Settings(letters_per_minute=4, redis=server.url)
    return create_app(settings, catalogue), create_app(settings, catalogue)


def asked(site: Flask, times: int = 1, address: str = "192.0.2.7") -> list[int]:
    client, environ = site.test_client(), {"REMOTE_ADDR": address}
    return [client.post(LETTER, environ_base=environ).status_code for _ in range(times)]


def told(caplog: pytest.LogCaptureFixture) -> list[str]:
    warnings = (record for record in caplog.records if record.levelno > logging.INFO)
    return [(record.msg, getattr(record, "fields", {}).get("reason")) for record in warnings]


def ask_until_counted_in(server: RedisServer, site: Flask) -> None:
    """Ask from ever new addresses until Redis is asked again."""
    for number in range(100):
        asked(site, address=f"198.51.100.{number}")
        if server.keys():
            return
        time.sleep(0.1)
    raise AssertionError("Redis was not asked again")


def test_two_servers_share_a_count(sites: tuple[Flask, Flask]) -> None:
    first, second = sites

    assert (asked(first, 3), asked(second, 3)) == ([422] * 3, [422, 429, 429])
    assert asked(second, address="192.0.2.8") == [422]


def test_neither_redis_nor_log_learns_an_address(
    server: RedisServer, sites: tuple[Flask, Flask], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    asked(sites[0], 6)
    (key,) = server.keys()
    server.stop()
    asked(sites[0])

    assert key.startswith("LIMITS:LIMITER/")
    assert [text for text in (key, caplog.text) if "192.0.2.7" in text] == []
    assert caplog.text
    assert [secret for secret in (PASSWORD, str(server.port)) if secret in caplog.text] == []


def test_redis_that_goes_away_leaves_each_server_with_its_own_count_and_is_told_once(
    server: RedisServer, sites: tuple[Flask, Flask], caplog: pytest.LogCaptureFixture
) -> None:
    first, second = sites
    asked(first, 4)
    server.stop()
    caplog.set_level(logging.INFO)

    assert asked(first, 6) == [422] * 4 + [429] * 2
    assert told(caplog) == [AWAY]
    assert asked(second, 6) == [422] * 4 + [429] * 2
    assert told(caplog) == [AWAY] * 2


def test_requests_that_find_redis_gone_at_once_are_all_answered_and_it_is_told_once(
    server: RedisServer, sites: tuple[Flask, Flask], caplog: pytest.LogCaptureFixture
) -> None:
    asked(sites[0])
    server.stop()
    together = Barrier(8)

    def at_once(number: int) -> list[int]:
        together.wait()
        return asked(sites[0], address=f"203.0.113.{number}")

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(at_once, range(8)))

    assert answers == [[422]] * 8
    assert told(caplog) == [AWAY]


def test_redis_that_is_away_when_a_server_starts_is_told_once_too(
    server: RedisServer, sites: tuple[Flask, Flask], caplog: pytest.LogCaptureFixture
) -> None:
    server.stop()

    assert asked(sites[0], 6) == [422] * 4 + [429] * 2
    assert told(caplog) == [AWAY]


def test_redis_that_takes_questions_and_answers_none_is_not_waited_for(
    server: RedisServer, sites: tuple[Flask, Flask], caplog: pytest.LogCaptureFixture
) -> None:
    asked(sites[0], 4)
    with server.hanging():
        answers = asked(sites[0], 6)

    assert answers == [422] * 4 + [429] * 2
    assert told(caplog) == [SLOW]


def test_redis_that_is_back_counts_again_for_all(
    server: RedisServer, sites: tuple[Flask, Flask], caplog: pytest.LogCaptureFixture
) -> None:
    first, second = sites
    server.stop()
    asked(first, 5)
    server.start()
    caplog.set_level(logging.INFO, "webapp.web.counting")
    caplog.clear()
    ask_until_counted_in(server, first)

    assert (asked(first, 3), asked(second, 2)) == ([422] * 3, [422, 429])
    said = [each.getMessage() for each in caplog.records if each.name == "webapp.web.counting"]
    assert said == [BACK]


def test_redis_that_goes_away_again_is_told_again(
    server: RedisServer, sites: tuple[Flask, Flask], caplog: pytest.LogCaptureFixture
) -> None:
    for _ in range(2):
        server.stop()
        asked(sites[0], 2)
        server.start()
        ask_until_counted_in(server, sites[0])

    assert told(caplog) == [AWAY] * 2
