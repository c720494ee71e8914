"""Measures the real server on this machine: what each kind of request costs, and what becomes of a load."""

from __future__ import annotations

import http.client
import json
import platform
import re
import shutil
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from importlib.metadata import version
from itertools import count
from pathlib import Path
from random import Random
from statistics import median
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "tests" / name) for name in ("browser", "privacy", "web")]

import redis  # noqa: E402
import redis_server  # noqa: E402 - the tests' own rooms are found first
from serving import Served, served  # noqa: E402

from simulation.asking import DESK, FORM, Question, Questions  # noqa: E402
from simulation.assumptions import CLASSES, NEW, PAGE, SEEN, Asked, Day, Journey  # noqa: E402
from simulation.figures import NOTHING, Cost, Measured, Outcome, Spread, Trial, quantile  # noqa: E402
from simulation.planning import ARRIVALS, Workload  # noqa: E402
from simulation.processor import (  # noqa: E402
    below,
    processor,
    seconds_of,
    seconds_of_machine,
    seconds_with_ended,
)
from webapp.cores import usable_cores  # noqa: E402
from webapp.web.counting import CountsInRedis  # noqa: E402

WARMING = 3
"""Rounds of all kinds before those that count."""
COUNTED = 5_000
"""Requests that Redis counts to be measured."""
ASKS: Mapping[str, int] = {**dict.fromkeys(CLASSES, 1), "home": 0, "file": 0, "form": 0, PAGE: 3}
"""How often `webapp/web/limits.py` asks Redis for each kind; a PDF made beforehand is counted by itself."""
TRIAL_SECONDS = 20
TRIALS = (0.25, 0.5, 1.2)
"""Loads that are tried, in units of what the cores can do."""
_CLIENTS = 400
_QUIET = 0.03
"""Seconds in which no process does anything once an answer, and what it set going, is done."""
_IDLE = 1e-3
"""Seconds of processor that idle processes may use meanwhile."""
_LONGEST_WORK = 5.0
_LINKED = re.compile(r'<(?:script|link rel="(?:icon|preload|stylesheet)")[^>]*? (?:src|href)="([^"]+)"')
_PREPARED = re.compile(r'^apostille_pdf_in_hand_total\{outcome="prepared"\} (\S+)$', re.MULTILINE)
_IMPORTED = re.compile(r'^import .* from "\./([^"]+)";$', re.MULTILINE)


class NotMeasured(Exception):
    """The server cannot be measured here; says what to do."""


def measure(samples: int) -> Measured:
    """Measure each kind so many times, then give the server three loads.

    Raises `NotMeasured` where a program is missing, or the server's answer is not the one that is measured.
    """
    if shutil.which("redis-server") is None:
        raise NotMeasured("Install Redis, then try again: sudo apt-get install redis-server")
    if not Path("/proc/self/schedstat").exists():
        raise NotMeasured("Measure on Linux: what a process used is read from /proc/…/schedstat there.")
    with _server() as (server, url):
        files = _files(server.address)
        questions = Questions(files, _known(server.address))
        costs = _costs(server, questions, samples, _counting(url))
        workload = Workload(costs, Journey(), len(files))
        letters = count(WARMING + samples)
        _trial(server, questions, workload, letters, TRIALS[0], WARMING)
        trials = tuple(_trial(server, questions, workload, letters, load) for load in TRIALS)
    packages = ("weasyprint", "flask", "gunicorn", "redis")
    return Measured(
        date=datetime.now(UTC).date().isoformat(),
        machine=f"{processor()}, {usable_cores()} cores",
        cores=usable_cores(),
        versions={"Python": platform.python_version(), **{name: version(name) for name in packages}},
        files=len(files),
        costs=costs,
        trials=trials,
    )


@contextmanager
def _server(**settings: str) -> Iterator[tuple[Served, str]]:
    """Serve the site with limits that nobody meets, counted in a Redis; give it, and the address of Redis."""
    usual = {
        "APOSTILLE_THREADS": "32",
        "APOSTILLE_LETTERS_PER_MINUTE": "100000",
        "APOSTILLE_METRICS": "yes",
    }
    with (
        TemporaryDirectory() as folder,
        redis_server.redis_server(Path(folder)) as counter,
        served(**usual, APOSTILLE_REDIS=counter.url, **settings) as server,
    ):
        yield server, counter.url


def _known(address: str) -> tuple[str, ...]:
    """Return the keys of the parts of the desk that a page has once it has its first preview."""
    parts = json.loads(_answer(address, Question(f"{DESK}preview", FORM)))["parts"]
    return tuple(part["key"] for part in parts if part["key"])


def _files(address: str) -> tuple[str, ...]:
    """Return the files that a first visit fetches: what its pages name, and what scripts import."""
    pages = [Question("/en/"), Question(DESK), Question(f"{DESK}letter", FORM)]
    found = dict.fromkeys(link for page in pages for link in _LINKED.findall(_answer(address, page)))
    for script in [link for link in found if link.endswith(".js")]:
        folder = script.rpartition("/")[0]
        imported = _IMPORTED.findall(_answer(address, Question(script)))
        found |= dict.fromkeys(f"{folder}/{name}" for name in imported)
    return tuple(found)


def _answer(address: str, question: Question) -> str:
    """Return the text of an answer, which must be 200."""
    status, text = question.send(address)
    if status != 200:
        raise NotMeasured(f"See why {question.path} is answered {status}, then measure again.")
    return text


def _costs(server: Served, questions: Questions, times: int, counting: float) -> dict[str, Cost]:
    """Return what each kind costs; kinds take turns, so that what else goes on meets all alike.

    What renderers do once a letter's page is asked for is the making of its PDF; what is made from a PDF is
    asked for when that is in hand.
    """
    web: dict[str, list[float]] = {kind: [] for kind in CLASSES}
    renderers: dict[str, list[float]] = {kind: [] for kind in (*CLASSES, NEW)}
    for letter in range(WARMING + times):
        for kind in sorted(CLASSES, key=lambda kind: kind != PAGE):
            used = _used_by(server, questions.next(kind, letter))
            if letter >= WARMING:
                web[kind].append(used[0])
                renderers[kind].append(used[1])
        made_new = _used_by(server, questions.next(PAGE, letter, has_own_words=True))[1]
        if letter >= WARMING:
            renderers[NEW].append(made_new)
    _see_that_all_were_prepared(server.address, 2 * (WARMING + times))
    made = {SEEN: renderers[PAGE], NEW: renderers[NEW]}
    renderers[PAGE] = [0.0]
    return {
        kind: Cost(Spread.of(web[kind]), _laid_out(renderers[kind]), ASKS[kind] * counting)
        for kind in CLASSES
    } | {kind: Cost(NOTHING, Spread.of(samples)) for kind, samples in made.items()}


def _used_by(server: Served, question: Question) -> tuple[float, float]:
    """Ask, and return the seconds of web processes and of renderers until nothing is done any more."""
    before = _used(server)
    _answer(server.address, question)
    web, renderers = (
        max(0.0, later - earlier) for earlier, later in zip(before, _when_quiet(server), strict=True)
    )
    return web, renderers


def _see_that_all_were_prepared(address: str, letters: int) -> None:
    """Raise `NotMeasured` where the server's own figure says of fewer PDFs that they were made beforehand."""
    prepared = _PREPARED.search(_answer(address, Question("/metrics")))
    if prepared is None or float(prepared[1]) < letters:
        raise NotMeasured(
            "Let the machine do nothing else, and measure again: letters were not made in time."
        )


def _counting(url: str) -> float:
    """Return the seconds of processor that Redis takes to count one request."""
    storage = CountsInRedis(CountsInRedis.uri, shared=url)
    with redis.Redis.from_url(url) as client:
        process = client.info()["process_id"]
    before = seconds_of(process)
    for number in range(COUNTED):
        storage.incr(f"LIMITS:{number % 100}", expiry=60)
    return round((seconds_of(process) - before) / COUNTED, 7)


def _laid_out(samples: Sequence[float]) -> Spread:
    """Return what laying out costs; less than a millisecond is what idle processes do."""
    return Spread.of(samples if median(samples) > _IDLE else [0.0])


def _used(server: Served) -> tuple[float, float]:
    """Return the seconds of processor that web processes, and all others of the server, have used."""
    web = server.workers()
    others = set(below(server.process.pid)) - set(web)
    return sum(map(seconds_of, web)), sum(map(seconds_of, others))


def _when_quiet(server: Served) -> tuple[float, float]:
    """Return what was used once nothing goes on any more: work set going by an answer belongs to it."""
    used = _used(server)
    until = time.monotonic() + _LONGEST_WORK
    while time.monotonic() < until:
        time.sleep(_QUIET)
        now = _used(server)
        if sum(now) - sum(used) < _IDLE:
            return used
        used = now
    return used


def _trial(
    server: Served,
    questions: Questions,
    workload: Workload,
    letters: Iterator[int],
    load: float,
    seconds: float = TRIAL_SECONDS,
) -> Trial:
    """Give the server a Poisson stream of requests about new letters; count what comes of them."""
    each = (workload.web + workload.rendering) / workload.per_letter
    rate = round(load * usable_cores() / each, 2)
    stream = list(workload.stream(Day.even_at(rate / workload.per_letter), 0, seconds, Random(ARRIVALS)))
    numbers: dict[int, int] = {}
    took: dict[str, list[float]] = {name: [] for name in CLASSES.values()}
    total = Counter(CLASSES[asked.kind] for asked in stream)

    def ask(asked: Asked, question: Question, due: float) -> None:
        with suppress(OSError, http.client.HTTPException):  # no whole answer in a minute is none
            if question.send(server.address)[0] == 200:
                took[CLASSES[asked.kind]].append(time.monotonic() - due)

    machine, ours = seconds_of_machine(), _seconds_of_server(server)
    began = time.monotonic()
    with ThreadPoolExecutor(_CLIENTS) as pool:
        sent = []
        for asked in stream:
            letter = numbers.get(asked.letter) or numbers.setdefault(asked.letter, next(letters))
            question = questions.next(asked.kind, letter, has_own_words=asked.has_own_words)
            time.sleep(max(0.0, began + asked.moment - time.monotonic()))
            sent.append(pool.submit(ask, asked, question, began + asked.moment))
        for each_sent in sent:
            each_sent.result()
    passed = time.monotonic() - began
    others = (seconds_of_machine() - machine - (_seconds_of_server(server) - ours)) / passed
    outcomes = {
        name: Outcome(
            total[name], len(times), round(quantile(times, 0.5), 4), round(quantile(times, 0.95), 4)
        )
        for name, times in took.items()
    }
    return Trial(rate, seconds, round(max(0.0, others), 2), outcomes)


def _seconds_of_server(server: Served) -> float:
    """Return the seconds of processor of the server: all else is others', this program among them."""
    return sum(map(seconds_with_ended, [server.process.pid, *below(server.process.pid)]))
