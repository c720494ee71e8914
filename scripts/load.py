"""Asks for four times the letters that the server can make, and sees what becomes of its pages meanwhile.

On loopback, for about a minute. Figures are ratios to the same server without that load, in the same run.
"""

from __future__ import annotations

import argparse
import http.client
import re
import shutil
import subprocess
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode, urlsplit

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "tests" / name) for name in ("browser", "privacy")]

import journey  # noqa: E402 - the tests' own rooms are found first
from serving import served  # noqa: E402

PAGE = f"/en{journey.CAMPAIGN}/"
LETTER = f"/en{journey.CAMPAIGN}/letter.pdf"
TIMES_TOO_MUCH = 4
MOST_AT_ONCE = 400
PATIENCE = 60
_UNITS = {"us": 0.001, "ms": 1.0, "s": 1000.0}


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


@dataclass(frozen=True)
class Pages:
    """What wrk measured: requests a second, milliseconds (median and slowest hundredth), and failures."""

    rate: float
    median: float
    slowest: float
    failures: int


def main() -> int:
    """Measure, print, and return 1 where a letter was lost or a page failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=15, help="how long each part takes")
    seconds = parser.parse_args().seconds
    if shutil.which("wrk") is None:
        print("Install wrk, then try again: sudo apt-get install wrk", file=sys.stderr)
        return 1
    settings = {"APOSTILLE_LETTERS_PER_MINUTE": "0", "APOSTILLE_THREADS": "32"}
    with served(**settings) as server:
        send(server.address)
        quiet = pages(server.address, seconds)
        usual = in_turn(server.address, seconds, clients=2)
        with ThreadPoolExecutor(1) as beside:
            measured = beside.submit(pages, server.address, seconds)
            loaded = on_time(server.address, seconds, usual.rate * TIMES_TOO_MUCH)
            busy = measured.result()
        after = in_turn(server.address, seconds // 3, clients=2)
    return report(quiet, busy, (usual, loaded, after))


def report(quiet: Pages, busy: Pages, letters: tuple[Letters, Letters, Letters]) -> int:
    """Print the figures as a table of Markdown."""
    usual, loaded, after = letters
    asked = sum(loaded.ends.values())
    rows = {
        "letters a second asked for": asked / loaded.seconds / usual.rate,
        "letters a second made": loaded.rate / usual.rate,
        "time of a letter made, median": middle(loaded.took) / middle(usual.took),
        "pages a second": busy.rate / quiet.rate,
        "time of a page, median": busy.median / quiet.median,
        "time of a page, slowest of a hundred": busy.slowest / quiet.slowest,
        "letters a second made afterwards": after.rate / usual.rate,
    }
    print("| under load | ratio to no load |\n|---|---|")
    for name, ratio in rows.items():
        print(f"| {name} | {ratio:.2f} |")
    print(f"\nEnds of {asked} letters: {dict(loaded.ends)}; pages that failed: {busy.failures}.")
    wrong = sum(loaded.ends.values()) - loaded.ends["made"] - loaded.ends["sent away"]
    return int(bool(wrong or busy.failures or not loaded.ends["sent away"]))


def in_turn(address: str, seconds: float, clients: int) -> Letters:
    """Ask for letters, each client for the next one when it has one: as many as can be made."""
    letters, until = Letters(seconds), time.monotonic() + seconds

    def ask() -> None:
        while time.monotonic() < until:
            count(letters, address)

    with ThreadPoolExecutor(clients) as pool:
        for client in [pool.submit(ask) for _ in range(clients)]:
            client.result()
    return letters


def on_time(address: str, seconds: float, rate: float) -> Letters:
    """Ask for ``rate`` letters a second, whether or not those before were made."""
    letters, began = Letters(seconds), time.monotonic()
    with ThreadPoolExecutor(MOST_AT_ONCE) as pool:
        for number in range(int(seconds * rate)):
            time.sleep(max(0.0, began + number / rate - time.monotonic()))
            pool.submit(count, letters, address)
    return letters


def count(letters: Letters, address: str) -> None:
    """Ask for one letter and write down what came of it."""
    began = time.monotonic()
    try:
        end = send(address)
    except (OSError, http.client.HTTPException) as error:
        end = f"lost: {type(error).__name__}"
    letters.ends[end] += 1
    if end == "made":
        letters.took.append(time.monotonic() - began)


def send(address: str) -> str:
    """Return what came of a letter: made, sent away with the time to return, or what it should not be."""
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=PATIENCE)
    try:
        connection.request("POST", LETTER, urlencode(journey.form()), {"Content-Type": journey.FORM})
        response = connection.getresponse()
        body = response.read()
    finally:
        connection.close()
    if response.status == 200 and body.startswith(b"%PDF") and body.rstrip().endswith(b"%%EOF"):
        return "made"
    is_sent_away = response.status == 503 and response.headers.get("Retry-After", "").isdecimal()
    return "sent away" if is_sent_away else f"wrong: {response.status}"


def pages(address: str, seconds: int) -> Pages:
    """Have wrk ask for a page by four connections."""
    command = ["wrk", "-t1", "-c4", f"-d{seconds}s", "--timeout", "10s", "--latency", address + PAGE]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout  # noqa: S603
    failed = sum(int(number) for number in re.findall(r"(?:connect|read|write|timeout) (\d+)", said))
    failed += sum(int(number) for number in re.findall(r"Non-2xx or 3xx responses: (\d+)", said))
    rate = float(re.findall(r"Requests/sec: +([\d.]+)", said)[0])
    return Pages(rate, latency(said, 50), latency(said, 99), failed)


def latency(said: str, percent: int) -> float:
    """Return what wrk says of a percentile, in milliseconds."""
    number, unit = re.findall(rf"^ +{percent}% +([\d.]+)(us|ms|s)$", said, re.MULTILINE)[0]
    return float(number) * _UNITS[unit]


def middle(values: list[float]) -> float:
    """Return the median."""
    return sorted(values)[len(values) // 2]


if __name__ == "__main__":
    sys.exit(main())
