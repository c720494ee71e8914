#!/usr/bin/env python3
"""Measures the table of postal codes: loading, a warm lookup, and the memory of both."""

from __future__ import annotations

import random
import re
import time
from pathlib import Path

from webapp.content.postal_tables import POSTAL_CODES, load_postal_table

DATA = Path(__file__).resolve().parents[1] / "webapp" / "data"
LOOKUPS = 200_000


def peak_memory() -> float:
    """Return the most memory this process has held, in MB, or nothing where the system does not tell."""
    status = Path("/proc/self/status")
    found = re.search(r"VmHWM:\s+(\d+) kB", status.read_text(encoding="ascii")) if status.exists() else None
    return int(found[1]) / 1024 if found else float("nan")


if __name__ == "__main__":
    before = peak_memory()
    start = time.perf_counter()
    table = load_postal_table(DATA / POSTAL_CODES)
    first = time.perf_counter() - start
    rng = random.Random(1)  # noqa: S311 - the same codes each time, nothing secret
    prefixes = [answer.code for answer in table.prefixes()]
    some = {
        f"{rng.choice(prefixes)}{rng.randrange(10)}{rng.choice('ABCEGHJKLMNPRSTVWXYZ')}1" for _ in range(2000)
    }
    for code in some:
        table.code(code)
    memory = peak_memory() - before

    loads = []
    for _ in range(20):
        start = time.perf_counter()
        load_postal_table(DATA / POSTAL_CODES)
        loads.append(time.perf_counter() - start)

    known = [code for code, *_ in table]
    asked = [rng.choice(known) for _ in range(LOOKUPS)]
    start = time.perf_counter()
    for code in asked:
        table.code(code)
    warm = (time.perf_counter() - start) / LOOKUPS
    start = time.perf_counter()
    for code in asked:
        table.prefix(code[:3])
    warm_prefix = (time.perf_counter() - start) / LOOKUPS

    print(f"postal codes: load {first * 1e3:.1f} ms first, {sorted(loads)[10] * 1e3:.1f} ms median (≤ 50)")
    print(f"postal codes: {warm * 1e6:.1f} µs a code warm (≤ 50), {warm_prefix * 1e6:.1f} µs a prefix")
    print(f"postal codes: {memory:.1f} MB of memory, loading and {len(some):,} lookups (≤ 20)")
