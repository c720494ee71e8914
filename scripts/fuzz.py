"""Sends the site hostile requests: no fault of ours may come back, none may hang, memory must stay flat."""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "tests" / name) for name in ("fuzz", "browser", "privacy", "")]

import firing  # noqa: E402 - the tests' own rooms are found first
import hostile  # noqa: E402
import journey  # noqa: E402
import serving  # noqa: E402

PARTS = 10
GROWTH = 1.15
"""How much memory may grow from when a fifth of the requests was answered to the end."""


class Size(NamedTuple):
    """Memory of the server's processes that is their own alone, in megabytes, and how many they are."""

    megabytes: float
    processes: int


def main() -> int:
    """Run, print what came back, and return 1 where something did that must not."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--requests", type=int, default=50_000)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    options = parser.parse_args()
    with serving.served(APOSTILLE_LETTERS_PER_MINUTE="0", APOSTILLE_LOG_LEVEL="error") as server:
        pdf = journey.Visitor(server.address).post(f"/en{journey.CAMPAIGN}/letter.pdf", journey.form())[1]
        requests = hostile.against_the_site(options.seed, pdf)
        sizes, tallies = [], []
        for part in range(1, PARTS + 1):
            tallies.append(
                firing.fire(server.address, (requests.next() for _ in range(options.requests // PARTS)))
            )
            sizes.append(size_of(server.process.pid))
            print(
                f"{part} of {PARTS}: {sizes[-1].megabytes:.0f} MB, {len(tallies[-1].faults)} faults",
                flush=True,
            )
    return report(options.seed, tallies, sizes[1], sizes[-1])


def size_of(pid: int) -> Size:
    """Return the size of a server."""
    children = [
        int(child)
        for task in Path(f"/proc/{pid}/task").glob("*/children")
        for child in task.read_text().split()
    ]
    below = [size_of(child) for child in children]
    own = sum(
        int(line.split()[1])
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
        if line.startswith(("Private_Clean", "Private_Dirty"))
    )
    return Size(own / 1000 + sum(each.megabytes for each in below), 1 + sum(each.processes for each in below))


def report(seed: int, tallies: list[firing.Tally], early: Size, late: Size) -> int:
    """Print what came back."""
    statuses = sum((tally.statuses for tally in tallies), Counter())
    kinds = sorted({kind for kind, _ in statuses})
    for kind in kinds:
        counts = {status: count for (each, status), count in sorted(statuses.items()) if each == kind}
        print(f"{kind:10}", "  ".join(f"{status or 'closed'}: {count}" for status, count in counts.items()))
    faults = [request for tally in tallies for request in tally.faults]
    hangs = [request for tally in tallies for request in tally.hangs]
    for request in (*faults, *hangs)[:10]:
        print(f"WRONG {request.kind}: {request.raw[:600]!r}")
    print(f"seed {seed}, {sum(statuses.values()):,} requests: {len(faults)} faults, {len(hangs)} hangs")
    print(f"slowest answer {max(tally.slowest for tally in tallies):.1f} s")
    growth = late.megabytes / early.megabytes
    print(f"memory {early.megabytes:.0f} MB, then {late.megabytes:.0f} MB ({growth:.2f})")
    return int(bool(faults or hangs or growth > GROWTH))


if __name__ == "__main__":
    sys.exit(main())
