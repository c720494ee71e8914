"""`python -m bench`: measure, keep the figures in `build/bench.json`, and print or write the report."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from bench.lanes import LaneFailed
from bench.report import report
from bench.results import load, save
from bench.run import measure
from bench.sizes import SIZES

ROOT = Path(__file__).resolve().parents[2]
KEPT = ROOT / "build" / "bench.json"


def main() -> int:
    """Measure as much as was asked for; return 1 where something could not be made at all."""
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("--size", choices=SIZES, default="short", help="how much is measured")
    parser.add_argument("--write", type=Path, help="a file to write the report to, instead of printing it")
    parser.add_argument("--again", action="store_true", help="report what was kept, and measure nothing")
    options = parser.parse_args()
    try:
        results = load(KEPT) if options.again else measure(SIZES[options.size])
    except LaneFailed as error:
        print(f"bench: {error}", file=sys.stderr)
        return 1
    save(results, KEPT)
    if options.write:
        options.write.write_text(report(results), encoding="utf-8")
    else:
        print(report(results))
    return 0


if __name__ == "__main__":
    sys.exit(main())
