"""Has the site make letters by the thousand, and sees whether its memory stays what it was after the first.

Each letter is another one. Memory is that of all processes of the server, each page shared by several
processes counted in parts (PSS, by Linux).
"""

from __future__ import annotations

import argparse
import itertools
import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Lock

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "tests" / name) for name in ("browser", "privacy")]

import journey  # noqa: E402 - the tests' own rooms are found first
from serving import Served, served  # noqa: E402

GROWTH = 1.10
"""How much memory may grow from the early letters to the last."""
CLIENTS = 4
PARTS = 10


def main() -> int:
    """Measure, print, and return 1 where a letter was not made or memory grew."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--letters", type=int, default=10_000)
    parser.add_argument("--early", type=int, default=500, help="after so many memory is what it should stay")
    options = parser.parse_args()
    wanted, early = options.letters, options.early
    if wanted < early + PARTS:
        parser.error(f"ask for {early + PARTS} letters or more")
    marks = [early + (wanted - early) * part // PARTS for part in range(PARTS + 1)]
    with served(APOSTILLE_LETTERS_PER_MINUTE="0", APOSTILLE_LOG_LEVEL="error") as server:
        numbers, ends, sizes = itertools.count(1), Counter[int](), []
        for before, mark in itertools.pairwise((0, *marks)):
            ends += make(server, itertools.islice(numbers, mark - before))
            sizes.append(megabytes(server))
            print(f"after {mark:6,} letters: {sizes[-1]:.0f} MB", flush=True)
    growth = sizes[-1] / sizes[0]
    wrong = ends.total() - ends[200]
    print(f"{ends[200]:,} letters, {wrong} not made; memory {growth:.3f} of that after {early:,}")
    return int(bool(wrong) or growth > GROWTH)


def make(server: Served, numbers: Iterator[int]) -> Counter[int]:
    """Have a letter made for each number, by a few clients at once; return their statuses."""
    lock = Lock()

    def ask() -> Counter[int]:
        visitor, statuses = journey.Visitor(server.address), Counter[int]()
        while True:
            with lock:
                number = next(numbers, None)
            if number is None:
                return statuses
            letter = journey.form(name=f"Anne Tremblay {number}", language="en")
            statuses[visitor.post(f"/en{journey.CAMPAIGN}/letter.pdf", letter)[0]] += 1

    with ThreadPoolExecutor(CLIENTS) as clients:
        return sum((each.result() for each in [clients.submit(ask) for _ in range(CLIENTS)]), Counter())


def megabytes(server: Served) -> float:
    """Return the memory of a server, in megabytes of 10⁶ bytes."""
    return sum(map(kilobytes, family(server.process.pid))) * 1024 / 10**6


def family(pid: int) -> Iterator[int]:
    """Yield a process and all that it started, and they."""
    yield pid
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in task.read_text(encoding="ascii").split():
            yield from family(int(child))


def kilobytes(pid: int) -> int:
    """Return the proportional size of a process, in units of 1024 bytes; 0 where it has just ended."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    except (FileNotFoundError, ProcessLookupError):
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)


if __name__ == "__main__":
    sys.exit(main())
