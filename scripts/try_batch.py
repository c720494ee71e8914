"""Makes a thousand letters, then ten thousand, with `apostille batch`: how fast, and with how much memory."""

from __future__ import annotations

import argparse
import csv
import re
import subprocess
import sys
import time
from itertools import cycle, islice
from pathlib import Path
from tempfile import TemporaryDirectory

APOSTILLE = Path(sys.executable).with_name("apostille")
STANCES = ("close", "review", "transfer", "safeguards", "keep")


def write_table(path: Path, rows: int) -> None:
    """Write a table of people who live side by side and ask for different things."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("name", "street", "city", "province", "postal_code", "stance", "language"))
        asked = islice(zip(cycle(STANCES), cycle(("en", "fr", "both"))), rows)
        for door, (stance, language) in enumerate(asked, start=1):
            address = (f"{door} 82 Avenue NW", "Edmonton", "AB", "T6E 2B3")
            writer.writerow(("Anne Tremblay", *address, stance, language))


def peak(pid: int) -> int:
    """Return the most memory that a process has had, in kilobytes; 0 where it has ended."""
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    except OSError:
        return 0
    found = re.search(r"VmHWM:\s+(\d+)", status)
    return int(found[1]) if found else 0


def run(folder: Path, rows: int, kind: str) -> tuple[float, float, int]:
    """Return the seconds that a batch and the same again took, and the memory of the first, in kilobytes."""
    table, out = folder / f"{rows}.csv", folder / f"{rows}-{kind}"
    write_table(table, rows)
    command = [APOSTILLE, "batch", "ice-offices-canada", table, "--output", out, "--format", kind]
    took, most = [], 0
    for _ in range(2):
        began = time.monotonic()
        with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:  # noqa: S603 - our own command
            while process.poll() is None:
                most = max(most, peak(process.pid))
                time.sleep(0.2)
        if process.returncode:
            sys.exit(f"apostille batch: status {process.returncode}")
        took.append(time.monotonic() - began)
    return took[0], took[1], most


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, nargs="+", default=[1_000, 10_000])
    parser.add_argument("--format", default="txt")
    given = parser.parse_args()
    with TemporaryDirectory(prefix="apostille-batch-") as made:
        for rows in given.rows:
            first, again, memory = run(Path(made), rows, given.format)
            sys.stdout.write(
                f"{rows:,} letters as {given.format}: {first:.0f} s, {rows / first:.1f} a second; "
                f"again {again:.1f} s; the command's memory {memory / 1000:.0f} MB at most\n"
            )
