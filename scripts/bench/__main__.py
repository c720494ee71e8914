"""`python -m bench`: measure, keep the figures in `build/bench.json`, and print or write the report."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from bench.lanes import LaneFailed
from bench.report import report
from bench.results import load, save
from bench.run import measure
from bench.server import NotMade
from bench.sizes import SIZES

ROOT = Path(__file__).resolve().parents[2]
AGAIN = "again"
KEPT = ROOT / "build" / "bench.json"


def main() -> int:
    """Measure as much as was asked for; return 1 where something could not be made at all."""
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument(
        "--size", choices=[*SIZES, AGAIN], default="short", help="how much is measured; again: nothing"
    )
    parser.add_argument("--write", type=Path, help="a file to write the report to, instead of printing it")
    options = parser.parse_args()
    try:
        results = load(KEPT) if options.size == AGAIN else measure(SIZES[options.size])
    except (LaneFailed, NotMade, FileNotFoundError) as error:
        print(f"bench: {error}", file=sys.stderr)
        return 1
    save(results, KEPT)
    if options.write:
        options.write.write_text(report(results), encoding="utf-8")
    else:
        sys.stdout.write(report(results))
    return 0


if __name__ == "__main__":
    sys.exit(main())
