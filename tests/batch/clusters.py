"""A Dask cluster as it is run: a scheduler and workers, each a process, on this machine alone."""

from __future__ import annotations

import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from waiting import until

DASK = Path(sys.executable).with_name("dask")


class Cluster:
    """A scheduler that runs, and the workers that were started for it. They log into ``folder``."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self._folder, self._stack = folder, stack
        self.address = f"tcp://127.0.0.1:{_free_port()}"
        port = self.address.rpartition(":")[2]
        self.scheduler = self._start("scheduler", "--host", "127.0.0.1", "--port", port, "--no-dashboard")

    def worker(self) -> subprocess.Popen[bytes]:
        """Start a worker of one thread, which nobody starts again; wait until the scheduler has it."""
        before = self.logs().count("Registered to:")
        local = ("--host", "127.0.0.1", "--no-dashboard", "--local-directory", str(self._folder))
        one = ("--nthreads", "1", "--no-nanny", "--death-timeout", "60")
        process = self._start("worker", self.address, *local, *one)
        until(lambda: self.logs().count("Registered to:") > before)
        return process

    def logs(self) -> str:
        """Return all that scheduler and workers have said."""
        return "".join(path.read_text(encoding="utf-8") for path in self._folder.glob("*.log"))

    def _start(self, *words: str) -> subprocess.Popen[bytes]:
        number = len(list(self._folder.glob("*.log")))
        log = self._stack.enter_context((self._folder / f"{number}.log").open("wb"))
        process = subprocess.Popen([DASK, *words], stdout=log, stderr=log)
        self._stack.callback(_end, process)
        return process


@contextmanager
def cluster(folder: Path) -> Iterator[Cluster]:
    """Run a scheduler until the test is over."""
    with ExitStack() as stack:
        yield Cluster(folder, stack)


def _end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.wait()


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port
