"""The log: one JSON object a line, in which no word can stand that somebody typed.

A message or an exception may quote a letter, whoever wrote the code that made it. So nothing is logged as it
comes: of a record of our own code stands its text, which is a constant (ruff's rule G keeps it one), and the
fields it was given; of a library's the place that made it; of an exception its type and its frames.
"""

from __future__ import annotations

import json
import logging
import logging.config
import sys
import threading
import warnings
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, TextIO

_OURS = Path(__file__).resolve().parent
_HOME = _OURS.parent
FIELDS = (
    *("time", "level", "logger", "event"),
    *("request", "endpoint", "method", "status", "ms", "bytes"),
    *("exceptions", "where", "file", "line", "category", "reason", "campaign"),
)
"""Every field that a line may have, in the order of docs/observing.md; one of another name is not written."""
_LOGGERS = ("webapp", "gunicorn.error")
_MOST_FRAMES = 40
_LIFE = frozenset(
    (
        *("Starting gunicorn %s", "Listening at: %s (%s)", "Using worker: %s", "Booting worker with pid: %s"),
        *("Worker exiting (pid: %s)", "Worker (pid:%s) exited with code %s.", "WORKER TIMEOUT (pid:%s)"),
        *("Worker (pid:%s) was sent %s!", "Worker (pid:%s) was sent SIGKILL! Perhaps out of memory?"),
        *("Handling signal: %s", "Hang up: %s", "Shutting down: %s", "Reason: %s"),
        *("Parent changed, shutting down: %s", "Worker failed to boot.", "App failed to load."),
        *("Connection in use: %s", "Retrying in 1 second."),
    )
)
"""What gunicorn says of its own life, as it stands in its code: numbers, signals, where it listens."""


def configure(level: str, stream: str = "ext://sys.stderr") -> None:
    """Send everything that is logged, warned of or not caught to ``stream`` as JSON, from ``level`` on."""
    logging.config.dictConfig(dict_config(level, stream))
    logging.raiseExceptions = False  # else a record that cannot be written is printed with its arguments
    sys.excepthook = _uncaught
    sys.unraisablehook = _unraisable
    threading.excepthook = _uncaught_in_thread
    warnings.showwarning = _warned


def dict_config(level: str, stream: str = "ext://sys.stderr") -> dict[str, Any]:
    """Return what `logging.config.dictConfig` is told, and gunicorn as its ``logconfig_dict``.

    Libraries are heard from warnings on; gunicorn's log of requests, which has addresses, never.
    """
    known = "WARNING" if level in ("debug", "info") else level.upper()
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": {"()": "webapp.logs.JsonLines"}},
        "handlers": {"stream": {"class": "logging.StreamHandler", "formatter": "json", "stream": stream}},
        "root": {"level": known, "handlers": ["stream"]},
        "loggers": {
            **{name: {"level": level.upper(), "handlers": [], "propagate": True} for name in _LOGGERS},
            "gunicorn.access": {"level": "CRITICAL", "handlers": [], "propagate": False},
        },
    }


class JsonLines(logging.Formatter):
    """Writes a record as one JSON object: docs/observing.md explains each field."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line of a record, without its end."""
        line: dict[str, object] = {
            "time": _time(record.created),
            "level": record.levelname.lower(),
            "logger": record.name,
            **_said(record),
        }
        if record.exc_info and record.exc_info[1]:
            line["exceptions"] = chain(record.exc_info[1])
        return json.dumps(line, ensure_ascii=False, default=_kind)


def chain(error: BaseException) -> list[dict[str, object]]:
    """Return each exception that led to ``error``, itself first: its type and its last frames, no message.

    A frame is its file, its line and its function; values of variables are never among them.
    """
    return [
        {"type": _kind(each), "frames": list(_frames(each.__traceback__))[-_MOST_FRAMES:]}
        for each in _causes(error)
    ]


def _said(record: logging.LogRecord) -> Mapping[str, object]:
    """Return the event of a record and its fields, as far as they may be known."""
    if Path(record.pathname).is_relative_to(_OURS):
        fields: Mapping[str, object] = getattr(record, "fields", {})
        return {"event": str(record.msg), **{name: fields[name] for name in fields if name in FIELDS}}
    if record.name == "gunicorn.error" and record.msg in _LIFE:
        return {"event": record.getMessage()}
    return {"event": "library", "file": _short(record.pathname), "line": record.lineno}


def _causes(error: BaseException) -> Iterator[BaseException]:
    """Yield an exception, those of a group, and those it came from, each once."""
    waiting, seen = [error], set()
    while waiting:
        each = waiting.pop(0)
        if id(each) in seen:
            continue
        seen.add(id(each))
        yield each
        members = each.exceptions if isinstance(each, BaseExceptionGroup) else ()
        waiting += [other for other in (*members, each.__cause__, each.__context__) if other]


def _frames(traceback: TracebackType | None) -> Iterator[dict[str, object]]:
    while traceback:
        code = traceback.tb_frame.f_code
        yield {"file": _short(code.co_filename), "line": traceback.tb_lineno, "function": code.co_name}
        traceback = traceback.tb_next


def _short(path: str) -> str:
    """Return a path as it is below our own folder or below the installed packages."""
    _, installed, below = path.rpartition("/site-packages/")
    return below if installed else path.removeprefix(f"{_HOME}/")


def _kind(value: object) -> str:
    """Return the name of a value's type: all that is said of what JSON cannot hold."""
    return f"{type(value).__module__}.{type(value).__qualname__}"


def _time(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _log_uncaught(event: str, error: BaseException | None) -> None:
    fields = {"exceptions": chain(error)} if error else {}
    logging.getLogger(__name__).critical("not caught", extra={"fields": {"where": event, **fields}})


def _uncaught(kind: type[BaseException], error: BaseException, _traceback: TracebackType | None) -> None:
    if not issubclass(kind, KeyboardInterrupt):
        _log_uncaught("process", error)


def _uncaught_in_thread(failed: threading.ExceptHookArgs) -> None:
    if failed.exc_type is not SystemExit:
        _log_uncaught("thread", failed.exc_value)


def _unraisable(failed: sys.UnraisableHookArgs) -> None:
    """Name what failed where nobody could catch it; Python's own hook would print the object."""
    _log_uncaught("finalizer", failed.exc_value)


def _warned(  # the names are Python's own
    message: Warning | str,  # noqa: ARG001 - it may quote what somebody wrote
    category: type[Warning],
    filename: str,
    lineno: int,
    file: TextIO | None = None,  # noqa: ARG001
    line: str | None = None,  # noqa: ARG001
) -> None:
    fields = {"category": category.__name__, "file": _short(filename), "line": lineno}
    logging.getLogger(__name__).warning("warning of Python", extra={"fields": fields})
