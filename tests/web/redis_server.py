"""A Redis server of a test's own: a process on a free port of this machine, that can go away and return."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Timer

import pytest
import redis

PROGRAM = shutil.which("redis-server")
PASSWORD = "a-word-for-nobody"  # noqa: S105 - a test's own


class RedisServer:
    """Redis on one port, with a password, keeping nothing on disk."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.url = f"redis://:{PASSWORD}@127.0.0.1:{self.port}/0"
        self._folder = folder
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it, and wait until it answers."""
        assert PROGRAM
        command = [PROGRAM, "--port", str(self.port), "--bind", "127.0.0.1", "--requirepass", PASSWORD]
        kept = ["--save", "", "--appendonly", "no", "--dir", str(self._folder)]
        self._process = subprocess.Popen([*command, *kept], stdout=subprocess.DEVNULL)
        for _ in range(200):
            try:
                self.keys()
            except redis.exceptions.ConnectionError:
                time.sleep(0.05)
            else:
                return
        raise RuntimeError("Redis gave no answer in time")

    def stop(self) -> None:
        """End it, whatever it is doing."""
        if self._process:
            self._process.kill()
            self._process.wait()
            self._process = None

    def keys(self) -> list[str]:
        """Return the names of everything that it holds."""
        with redis.Redis.from_url(self.url, decode_responses=True) as client:
            return list(client.scan_iter())

    @contextmanager
    def hanging(self) -> Iterator[None]:
        """Let it take connections and answer none, for ten seconds: who waits longer gets its answer then."""
        assert self._process
        self._process.send_signal(signal.SIGSTOP)
        goes_on = Timer(10, self._process.send_signal, [signal.SIGCONT])
        goes_on.start()
        try:
            yield
        finally:
            goes_on.cancel()
            goes_on.join()
            self._process.send_signal(signal.SIGCONT)


@contextmanager
def redis_server(folder: Path) -> Iterator[RedisServer]:
    """Give a server that runs, and end it; skip the test where there is none, but never unseen by CI."""
    if PROGRAM is None:
        message = "NO REDIS: these tests need redis-server (apt-get install redis-server)"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    server = RedisServer(folder)
    server.start()
    try:
        yield server
    finally:
        server.stop()
