"""What is counted and timed for Prometheus: figures of the server, with no label that anybody typed."""

from __future__ import annotations

import os
import platform
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path

from flask import current_app
from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    disable_created_metrics,
    multiprocess,
)
from prometheus_client.core import GaugeMetricFamily, InfoMetricFamily
from prometheus_client.registry import Collector

from webapp.checks.ages import ages
from webapp.composition.requests import today_in
from webapp.domain.catalogue import Catalogue
from webapp.renderers.formats import FORMATS
from webapp.web.campaign_checks import CampaignChecks

DIRECTORY = "PROMETHEUS_MULTIPROC_DIR"
"""The variable that names the folder in which processes count together; the library reads it on import."""
disable_created_metrics()  # type: ignore[no-untyped-call]  # several processes cannot say when a series began
PAGES, PAGINATION, VERIFY = "pages", "pagination", "verify"
_TASKS = frozenset((*FORMATS, PAGES, PAGINATION, VERIFY))
_REQUEST = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)
_RENDER = (0.1, 0.25, 0.5, 1, 2, 4, 8, 16, 32)


class Figures:
    """Counts for one application; several processes count together where `DIRECTORY` is set.

    It is an `webapp.renderers.observing.Observer` of the making of letters.
    """

    def __init__(self) -> None:
        self.registry = registry = CollectorRegistry()
        self._requests = Histogram(
            "apostille_request_seconds",
            "How long requests took, from the first of our code to the last byte.",
            ("endpoint", "method", "status"),
            buckets=_REQUEST,
            registry=registry,
        )
        self._letters = Counter(
            "apostille_letters", "Letters made, and how it ended.", ("format", "outcome"), registry=registry
        )
        self._renders = Histogram(
            "apostille_render_seconds",
            "How long the making of letters took.",
            ("format",),
            buckets=_RENDER,
            registry=registry,
        )
        self._queue = Gauge(
            "apostille_render_queue",
            "Letters under way or waiting to be laid out.",
            multiprocess_mode="livesum",
            registry=registry,
        )
        self._refused = Counter(
            "apostille_letters_refused", "Letters that were not begun.", ("reason",), registry=registry
        )
        self._in_hand = Counter(
            "apostille_pdf_in_hand",
            "PDFs asked for, by whether they were there; and PDFs made beforehand.",
            ("outcome",),
            registry=registry,
        )
        self._limited = Counter(
            "apostille_rate_limited", "Requests beyond the limit.", ("endpoint",), registry=registry
        )

    def open_files(self) -> None:
        """Open the files in which this process counts, where `DIRECTORY` is set: none is to be opened later.

        There is one for each kind of figure, and the library opens it when one of that kind is first counted.
        """
        self._in_hand.labels("ready").inc(0)
        self._renders.labels("pdf")
        self._queue.set(0)

    def requested(self, endpoint: str, method: str, status: int, seconds: float) -> None:
        """Count a request; ``endpoint`` and ``method`` are among those that we know."""
        self._requests.labels(endpoint, method, f"{status // 100}xx").observe(seconds)
        if status == 429:
            self._limited.labels(endpoint).inc()

    def rendered(self, task: str, outcome: str, seconds: float) -> None:
        """Count a letter made into ``task``, a format or `PAGES` and the like, or how that failed."""
        known = task if task in _TASKS else "other"
        self._letters.labels(known, outcome).inc()
        self._renders.labels(known).observe(seconds)

    def queue(self, length: int) -> None:
        """Say how many letters are under way or waiting in this process."""
        self._queue.set(length)

    def refused(self, reason: str) -> None:
        """Count a letter that was not begun."""
        self._refused.labels(reason).inc()

    def in_hand(self, outcome: str) -> None:
        """Count a PDF asked for, or one made beforehand."""
        self._in_hand.labels(outcome).inc()

    @contextmanager
    def rendering(self, task: str) -> Iterator[None]:
        """Time what makes a letter into ``task`` here, and count how it ended."""
        began, outcome = time.perf_counter(), "failed"
        try:
            yield
            outcome = "made"
        finally:
            self.rendered(task, outcome, time.perf_counter() - began)

    def collected(self, known: Collector) -> CollectorRegistry:
        """Return what is to be shown: the counts of all processes, and what ``known`` says when asked."""
        shown = CollectorRegistry()
        if os.environ.get(DIRECTORY):
            multiprocess.MultiProcessCollector(shown)  # type: ignore[no-untyped-call]
        else:
            shown.register(self.registry)
        shown.register(known)
        return shown


class Known(Collector):
    """What is not counted but known when it is asked: the campaigns' checks, the ages of data, the build."""

    def __init__(self, catalogue: Catalogue, folder: Path, checks: CampaignChecks) -> None:
        self._catalogue, self._folder, self._checks = catalogue, folder, checks

    def collect(self) -> Iterator[GaugeMetricFamily | InfoMetricFamily]:
        """Yield the figures as they are now."""
        yield self._problems()
        old = ages(self._catalogue, self._folder, today_in(""))
        age = GaugeMetricFamily("apostille_data_age_days", "How old tables are.", labels=("table",))
        for table, days in old.tables.items():
            age.add_metric((table,), days)
        yield age
        review = GaugeMetricFamily(
            "apostille_next_review_days", "Days until a source is to be read again.", labels=("campaign",)
        )
        for slug, days in old.next_review.items():
            review.add_metric((slug,), days)
        yield review
        overdue = GaugeMetricFamily("apostille_overdue", "What is past its day.", labels=("rule",))
        for rule, count in old.overdue.items():
            overdue.add_metric((rule,), count)
        yield overdue
        built = {"version": version("apostille"), "python": platform.python_version()}
        yield InfoMetricFamily("apostille_build", "What serves.", value=built)

    def _problems(self) -> GaugeMetricFamily:
        """Return what the checks found; nothing of a campaign that is still being checked."""
        found = GaugeMetricFamily(
            "apostille_check_problems", "What the checks found.", labels=("campaign", "severity")
        )
        for slug, result in self._checks.results().items():
            if result.mistakes is not None and result.warnings is not None:
                found.add_metric((slug, "mistake"), result.mistakes)
                found.add_metric((slug, "warning"), result.warnings)
        return found


def figures() -> Figures:
    """Return the figures of the application in hand."""
    counted: Figures = current_app.extensions["figures"]
    return counted


def process_ended(pid: int) -> None:
    """Take an ended process out of the gauges: for gunicorn's ``child_exit``, where `DIRECTORY` is set."""
    multiprocess.mark_process_dead(pid)  # type: ignore[no-untyped-call]
