"""Clients of a real server on loopback: so many at once, each asking again when it has its answer."""

from __future__ import annotations

import http.client
import re
import shutil
import subprocess
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from urllib.parse import urlencode, urlsplit

from bench.letters import fields
from bench.measuring import percentile
from webapp.domain.letters import LetterRequest

FORM = "application/x-www-form-urlencoded"
WRK = shutil.which("wrk")
PERCENTILES = (50, 95, 99)
_PATIENCE = 60
_SCRIPT = """done = function(summary, latency, requests)
  for _, p in ipairs({50, 95, 99}) do
    io.write(string.format("p%d %f\\n", p, latency:percentile(p) / 1000))
  end
  local e = summary.errors
  io.write(string.format("failed %d\\n", e.connect + e.read + e.write + e.status + e.timeout))
end
"""


@dataclass(frozen=True)
class Load:
    """What came of requests of one kind by so many clients: answers a second, and milliseconds to each.

    ``latency`` holds the percentiles 50, 95 and 99; ``sent_away`` were told when to return (503), ``failed``
    got anything else that was no answer. Where ``absent`` says why, nothing was measured.
    """

    what: str
    clients: int
    rate: float = 0
    latency: tuple[float, ...] = ()
    sent_away: int = 0
    failed: int = 0
    absent: str = ""


@dataclass
class Letters:
    """What came of letters asked for: how each ended, and how long those that were made took, in seconds."""

    seconds: float
    ends: Counter[str] = field(default_factory=Counter)
    took: list[float] = field(default_factory=list)

    @property
    def rate(self) -> float:
        """Letters made in a second."""
        return self.ends["made"] / self.seconds

    def count(self, end: str, took: float) -> None:
        """Write down what came of one letter."""
        self.ends[end] += 1
        if end == "made":
            self.took.append(took)

    def load(self, clients: int) -> Load:
        """Return the figures."""
        failed = self.ends.total() - self.ends["made"] - self.ends["sent away"]
        latency = tuple(percentile(self.took, p) * 1000 for p in PERCENTILES) if self.took else ()
        return Load("PDFs", clients, self.rate, latency, self.ends["sent away"], failed)


class Orders:
    """Requests for letters that several threads take from, each another one."""

    def __init__(self, requests: Iterator[LetterRequest]) -> None:
        self._requests, self._lock = requests, Lock()

    def next(self) -> LetterRequest:
        """Return the next request."""
        with self._lock:
            return next(self._requests)


def ask_in_turn(address: str, orders: Orders, clients: int, *, seconds: float, most: int = 10**9) -> Letters:
    """Have clients ask for one letter after another, until the time is up or ``most`` were asked for.

    A client that is sent away waits as long as it was told, within that time. The seconds of the outcome end
    with its last answer.
    """
    letters, began = Letters(0), time.monotonic()
    places = iter(range(most))

    def ask() -> None:
        for _ in places:
            left = began + seconds - time.monotonic()
            if left <= 0:
                return
            wait = ask_once(letters, address, orders)
            time.sleep(min(wait, left))

    with ThreadPoolExecutor(clients) as pool:
        for client in [pool.submit(ask) for _ in range(clients)]:
            client.result()
    letters.seconds = time.monotonic() - began
    return letters


def ask_once(letters: Letters, address: str, orders: Orders) -> float:
    """Ask for one letter and write down what came of it; return the seconds to wait before another."""
    began = time.monotonic()
    end, wait = send(address, *letter_order(orders.next()))
    letters.count(end, time.monotonic() - began)
    return wait


def letter_order(request: LetterRequest, what: str = "letter.pdf") -> tuple[str, dict[str, str]]:
    """Return the address and the form of what the site makes of a request."""
    return f"/en/campaigns/{request.campaign}/{what}", fields(request)


def send(address: str, path: str, form: dict[str, str]) -> tuple[str, float]:
    """Ask for a letter's PDF; return what came of it, and the seconds to wait where it was sent away.

    It is ``made``, ``sent away``, or what it should not be: ``lost: …`` or ``wrong: …``.
    """
    try:
        status, body, again = post(address, path, form)
    except (OSError, http.client.HTTPException) as error:
        return f"lost: {type(error).__name__}", 0
    if status == 200 and body.startswith(b"%PDF") and body.rstrip().endswith(b"%%EOF"):
        return "made", 0
    is_sent_away = status == 503 and again.isdecimal()
    return ("sent away", float(again)) if is_sent_away else (f"wrong: {status}", 0)


def post(address: str, path: str, form: dict[str, str]) -> tuple[int, bytes, str]:
    """Send a form; return the status, the body, and what ``Retry-After`` says."""
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=_PATIENCE)
    try:
        connection.request("POST", path, urlencode(form), {"Content-Type": FORM})
        response = connection.getresponse()
        return response.status, response.read(), response.headers.get("Retry-After", "")
    finally:
        connection.close()


def pages(address: str, path: str, clients: int, *, seconds: float, folder: Path) -> Load:
    """Have wrk ask for a page by so many connections; ``folder`` takes its script."""
    if not WRK:
        return Load("pages", clients, absent="wrk is not installed")
    script = folder / "percentiles.lua"
    script.write_text(_SCRIPT, encoding="ascii")
    lasting = f"-d{max(1, round(seconds))}s"
    command = [WRK, "-t1", f"-c{clients}", lasting, "--timeout", "10s", "-s", str(script), address + path]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout  # noqa: S603
    figures = dict(re.findall(r"^(p\d+|failed) ([\d.]+)$", said, re.MULTILINE))
    latency = tuple(float(figures[f"p{percent}"]) for percent in PERCENTILES)
    rate = float(re.findall(r"Requests/sec: +([\d.]+)", said)[0])
    return Load("pages", clients, rate, latency, failed=int(figures["failed"]))
