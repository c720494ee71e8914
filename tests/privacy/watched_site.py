"""The site served for real, with everything it writes or opens in sight."""

from __future__ import annotations

import os
import signal
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
from tempfile import mkdtemp

ROOT = Path(__file__).resolve().parents[2]
SHARED = (Path("/tmp"), Path("/var/tmp"), Path("/dev/shm"), ROOT)  # noqa: S108 - where a server might write
_NOT_OURS = {".git", ".venv", "node_modules", "__pycache__", "tests"}  # the last hold the words themselves


@dataclass(frozen=True)
class Watched:
    """A server: ``folder`` is its temporary folder and its home, ``log`` what it said."""

    address: str
    folder: Path
    log: Path
    master: int
    since: float

    def processes(self) -> list[int]:
        """Return the process numbers of the server, master first, and all that it started."""
        return [self.master, *_descendants(self.master)]

    def files(self) -> Iterator[Path]:
        """Yield every file that may have been written since the server was started."""
        yield self.log
        yield from (path for path in self.folder.rglob("*") if path.is_file())
        for place in SHARED:
            yield from _written_since(place, self.since)

    def open_files(self) -> Iterator[tuple[int, str, bytes]]:
        """Yield process, name and content of each file that is held open to be written, deleted or not."""
        for pid in self.processes():
            for link in Path(f"/proc/{pid}/fd").glob("*"):
                flags = int(Path(f"/proc/{pid}/fdinfo/{link.name}").read_text().split()[3], 8)
                if flags & (os.O_WRONLY | os.O_RDWR) and link.is_file():
                    yield pid, str(link.readlink()), link.read_bytes()


def _descendants(pid: int) -> list[int]:
    found: list[int] = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in task.read_text().split():
            found += [int(child), *_descendants(int(child))]
    return found


def _written_since(place: Path, since: float) -> Iterator[Path]:
    for folder, names, files in os.walk(place):
        names[:] = [name for name in names if name not in _NOT_OURS and not name.startswith("pytest-of-")]
        for path in (Path(folder, name) for name in files):
            try:
                is_new = path.is_file() and path.lstat().st_mtime >= since
            except OSError:
                continue
            if is_new:
                yield path


@contextmanager
def watched(folder: Path, *before: str, **settings: str) -> Iterator[Watched]:
    """Serve the site of `crashing`; ``before`` is a program that runs it, such as a tracer."""
    inside, log = Path(mkdtemp(prefix="apostille-")), folder / "log"  # a socket's path must be short
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        bind = f"127.0.0.1:{free.getsockname()[1]}"
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(inside),
        "TMPDIR": str(inside),
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONPATH": f"{ROOT}:{ROOT / 'tests'}:{Path(__file__).parent}",
        "APOSTILLE_BIND": bind,
        "APOSTILLE_LETTERS_PER_MINUTE": "0",
        "APOSTILLE_METRICS": "yes",
        **settings,
    }
    may_leave_a_core = ("prlimit", "--core=unlimited")  # the server has to see to that itself
    command = [*may_leave_a_core, *before, sys.executable, "-m", "gunicorn", "crashing:app"]
    since = time.time() - 2  # the clock of files is coarser
    with (
        log.open("wb") as said,
        subprocess.Popen(command, cwd=ROOT, env=environment, stdout=said, stderr=said) as server,
    ):
        master = 0
        try:
            master = _wait_for(f"http://{bind}", server, traced=bool(before))
            yield Watched(f"http://{bind}", inside, log, master, since)
        finally:
            os.kill(master or server.pid, signal.SIGTERM)
            server.wait()


def _wait_for(address: str, server: subprocess.Popen[bytes], *, traced: bool) -> int:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    for _ in range(600):
        if server.poll() is not None:
            raise RuntimeError("the server did not start")
        try:
            opener.open(f"{address}/en/", timeout=30).close()
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.1)
        else:
            return _descendants(server.pid)[0] if traced else server.pid
    raise RuntimeError("the server gave no answer in time")
