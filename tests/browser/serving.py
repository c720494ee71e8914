"""The site as it is served: gunicorn, a process of its own, on a free port of this machine."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
GUNICORN = (sys.executable, "-m", "gunicorn", "wsgi:app")
USUAL = {
    "APOSTILLE_THREADS": "4",
    "APOSTILLE_LOG_LEVEL": "error",
    "APOSTILLE_LETTERS_PER_MINUTE": "0",  # all tests come from one address
}


@dataclass(frozen=True)
class Served:
    """A server that answers: its port, and the process that its workers are children of."""

    port: int
    process: subprocess.Popen[bytes]

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def workers(self) -> list[int]:
        """Return the ids of the web processes."""
        master = self.process.pid
        children = Path(f"/proc/{master}/task/{master}/children").read_text(encoding="ascii")
        return [int(child) for child in children.split()]


@contextmanager
def served(*before: str, **settings: str) -> Iterator[Served]:
    """Serve the site as `gunicorn.conf.py` has it, with ``settings`` in its environment; stop it at last.

    ``before`` is a program that becomes the server, such as one that sets the clock.
    """
    port = free_port()
    given = USUAL | {"APOSTILLE_BIND": f"127.0.0.1:{port}"} | settings
    environment = {**os.environ, "no_proxy": "127.0.0.1", **given}
    with subprocess.Popen((*before, *GUNICORN), cwd=ROOT, env=environment) as process:
        running = Served(port, process)
        try:
            _wait_for(running)
            yield running
        finally:
            process.terminate()


@contextmanager
def site(**settings: str) -> Iterator[str]:
    """Serve the site as `served` does; give its address."""
    with served(**settings) as running:
        yield running.address


def free_port() -> int:
    """Return a port that nothing listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def _wait_for(running: Served) -> None:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    for _ in range(300):
        if running.process.poll() is not None:
            raise RuntimeError("the server did not start")
        try:
            opener.open(f"{running.address}/en/", timeout=10).close()
        except urllib.error.URLError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("the server gave no answer in time")
