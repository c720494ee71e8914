"""Has the site make letters by the thousand, and sees whether its memory stays what it was after the first.

    PYTHONPATH=scripts:tests/browser .venv/bin/python scripts/soak.py --letters 10000

Each letter is another one. Memory is that of all processes of the server, each page shared by several
processes counted in parts (PSS, by Linux).
"""

from __future__ import annotations

import argparse
import sys

from bench.memory import Memory, memory

from webapp.content.catalogue import load_catalogue

GROWTH = 1.10
"""How much memory may grow from the early letters to the last."""
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
    points: list[Memory] = []
    for point in memory(load_catalogue(), marks):
        points.append(point)
        print(f"after {point.letters:6,} letters: {point.megabytes:.0f} MB", flush=True)
    if not points:
        print("This system does not tell how much memory processes share: try it on Linux.", file=sys.stderr)
        return 1
    growth, wrong = points[-1].megabytes / points[0].megabytes, points[-1].not_made
    print(f"{wanted - wrong:,} letters, {wrong} not made; memory {growth:.3f} of that after {early:,}")
    return int(bool(wrong) or growth > GROWTH)


if __name__ == "__main__":
    sys.exit(main())
