"""The campaigns of a server checked once, beside its work: how many mistakes and warnings each has."""

from __future__ import annotations

import atexit
import fcntl
import json
import logging
import os
import subprocess
import sys
import weakref
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from threading import Lock, Thread

_LOG = logging.getLogger(__name__)
_HOME = Path(__file__).resolve().parents[2]
_COMMAND = (sys.executable, "-c", "from webapp.cli import main; main()", "check", "--format", "json")
_LOWEST = 19
_LONGEST = 600  # seconds: a check takes about ten for each campaign
_ENDED = (0, 1)  # the command's own: nothing, or something, is wrong


@dataclass(frozen=True)
class Result:
    """What the check of a campaign found: no numbers while it is being checked, or where that failed."""

    state: str
    mistakes: int | None = None
    warnings: int | None = None


class CampaignChecks:
    """Checks each campaign in a process of its own, with the lowest priority, when somebody first asks.

    The numbers stand in a file without a name that is made before a server's processes part: one of them
    has its lock and checks, all read. Where that one ends before it is done, the next takes over.
    """

    def __init__(self, folder: Path, slugs: Iterable[str]) -> None:
        self._folder, self._slugs = folder, tuple(slugs)
        self._file = TemporaryFile()  # noqa: SIM115 - it is open as long as the server
        weakref.finalize(self, self._file.close)
        self._starting = Lock()
        self._checker: int | None = None

    def begin(self) -> None:
        """Have the campaigns checked, unless this process has begun already; does not wait."""
        with self._starting:
            if self._checker == os.getpid():  # not inherited from the process that this one parted from
                return
            self._checker = os.getpid()
        Thread(target=self._check, name="campaign-checks", daemon=True).start()

    def results(self) -> Mapping[str, Result]:
        """Return what is known of each campaign."""
        found = self._read()
        return {slug: _result(found.get(slug)) for slug in self._slugs}

    def _check(self) -> None:
        fcntl.lockf(self._file, fcntl.LOCK_EX)
        try:
            for slug in self._slugs:
                if slug not in (found := self._read()):
                    self._write({**found, slug: self._counts(slug)})
        finally:
            fcntl.lockf(self._file, fcntl.LOCK_UN)

    def _counts(self, slug: str) -> dict[str, int]:
        """Return the numbers of a campaign's mistakes and warnings, none where the check failed."""
        try:
            problems = json.loads(_output(self._folder / slug))["problems"]
        except (OSError, subprocess.SubprocessError, ValueError, KeyError) as error:
            _LOG.error(
                "a campaign could not be checked", exc_info=error, extra={"fields": {"campaign": slug}}
            )
            return {}
        warnings = sum(each["severity"] == "warning" for each in problems)
        return {"mistakes": len(problems) - warnings, "warnings": warnings}

    def _read(self) -> dict[str, dict[str, int]]:
        """Return the numbers so far; a line is whole or is not read."""
        size = os.fstat(self._file.fileno()).st_size
        *lines, _unfinished = os.pread(self._file.fileno(), size, 0).split(b"\n")
        return json.loads(lines[-1]) if lines else {}

    def _write(self, found: Mapping[str, Mapping[str, int]]) -> None:
        """Add a line with all numbers: who reads meanwhile has the line before."""
        size = os.fstat(self._file.fileno()).st_size
        os.pwrite(self._file.fileno(), json.dumps(found).encode() + b"\n", size)


def _output(folder: Path) -> bytes:
    """Return what the command prints; raise `subprocess.SubprocessError` where it did not end by itself."""
    with subprocess.Popen(  # noqa: S603 - our own command
        (*_COMMAND, str(folder)), cwd=_HOME, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as process:
        atexit.register(process.kill)  # it does not outlive the server
        os.setpriority(os.PRIO_PROCESS, process.pid, _LOWEST)
        try:
            output, _ = process.communicate(timeout=_LONGEST)
        except BaseException:
            process.kill()
            raise
        finally:
            atexit.unregister(process.kill)
    if process.returncode not in _ENDED:
        raise subprocess.CalledProcessError(process.returncode, "check")
    return output


def _result(counts: Mapping[str, int] | None) -> Result:
    if counts is None:
        return Result("being checked")
    if not counts:
        return Result("not checked")
    mistakes, warnings = counts["mistakes"], counts["warnings"]
    return Result("mistakes" if mistakes else "warnings" if warnings else "ok", mistakes, warnings)
