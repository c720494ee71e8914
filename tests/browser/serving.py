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
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@contextmanager
def site(**settings: str) -> Iterator[str]:
    """Serve the site with ``settings`` of its environment; give its address, and stop it at the end."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{port}", "--threads", "4"]
    unlimited = {"APOSTILLE_LETTERS_PER_MINUTE": "0"}  # all tests come from one address
    environment = {**os.environ, "no_proxy": "127.0.0.1", **unlimited, **settings}
    with subprocess.Popen(
        [*command, "--log-level", "error", "wsgi:app"], cwd=ROOT, env=environment
    ) as server:
        try:
            _wait_for(address, server)
            yield address
        finally:
            server.terminate()


def _wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    for _ in range(300):
        if server.poll() is not None:
            raise RuntimeError("the server did not start")
        try:
            opener.open(f"{address}/en/", timeout=10).close()
        except urllib.error.URLError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("the server gave no answer in time")
