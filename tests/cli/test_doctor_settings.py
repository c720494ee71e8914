"""What the doctor says of settings: every value, what to write instead, and no secret."""

from __future__ import annotations

import dataclasses
import re
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from webapp.diagnosis.configuration import MEANINGS, configuration, redis, without_secrets
from webapp.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
Found = dict[str, tuple[str, str, str]]


def test_settings_page_and_doctor_name_the_same_settings() -> None:
    page = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")

    assert list(MEANINGS) == re.findall(r"^\| `(\w+)`", page, re.MULTILINE)
    assert [field for field, _ in MEANINGS.values()] == [field.name for field in dataclasses.fields(Settings)]


def settings_told(**environment: str) -> Found:
    """Return what is said of the settings of an environment, without the rest of the command."""
    return {each.subject: (each.state, each.said, each.mend) for each in configuration(environment)}


def test_settings_are_told_with_their_values() -> None:
    found = settings_told(
        APOSTILLE_METRICS="yes", APOSTILLE_EMBED="https://a.example.ca https://b.example.ca"
    )

    assert found["APOSTILLE_METRICS"][1] == "yes: whether /metrics has figures for Prometheus"
    assert found["APOSTILLE_EMBED"][1] == (
        "https://a.example.ca https://b.example.ca: sites that may show the pages in a frame"
    )
    assert found["APOSTILLE_PROXIES"][1] == "0 (default): how many proxies in front are believed"
    assert found["APOSTILLE_SITE"][1].startswith("none (default): ")


@pytest.fixture
def answering() -> Iterator[Callable[[bytes], int]]:
    """Return a way to listen on a port as a server that says one thing to whoever connects."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        program = (
            "import socket, sys; listener = socket.socket(fileno=int(sys.argv[1]))\n"
            "while True:\n"
            "    with listener.accept()[0] as peer:\n"
            "        while peer.recv(4096): peer.sendall(bytes.fromhex(sys.argv[2]))\n"
        )
        servers: list[subprocess.Popen[bytes]] = []

        def answer(says: bytes) -> int:
            fd = listener.fileno()
            servers.append(
                subprocess.Popen([sys.executable, "-c", program, str(fd), says.hex()], pass_fds=[fd])
            )
            return int(listener.getsockname()[1])

        yield answer
        for server in servers:
            server.kill()
            server.wait()


@pytest.mark.parametrize("says", [b"HTTP/1.1 400 Bad Request\r\n\r\n", b"-NOAUTH quokka\r\n"])
def test_server_that_does_not_answer_as_a_redis_does_is_wrong(
    answering: Callable[[bytes], int], says: bytes
) -> None:
    found = redis(f"redis://127.0.0.1:{answering(says)}/0")

    assert (found.subject, found.state, "quokka" in found.said) == ("Redis", "wrong", False)


def test_bad_address_of_a_redis_is_not_repeated() -> None:
    found = settings_told(APOSTILLE_REDIS="redis//user:quokka@127.0.0.1")

    mend = "write something such as redis://127.0.0.1:6379/0"
    assert (found["APOSTILLE_REDIS"][0], found["APOSTILLE_REDIS"][2]) == ("wrong", mend)
    assert "quokka" not in str(found)


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("redis://127.0.0.1:6379/0", "redis://127.0.0.1:6379/0"),
        ("rediss://:secret@cache.example.ca:6380", "rediss://cache.example.ca:6380"),
        ("redis://a:b@c:d@host/0", "redis://host/0"),
        ("unix:///run/redis.sock?password=secret", "unix:///run/redis.sock"),
        ("redis://[secret", "an address"),
    ],
)
def test_address_of_a_redis_is_shown_without_secrets(address: str, shown: str) -> None:
    assert without_secrets(address) == shown
