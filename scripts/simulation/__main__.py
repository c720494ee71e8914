"""Simulates a campaign day and prints what it needs; measures first, or writes the page, if asked."""

from __future__ import annotations

import argparse
import sys

from simulation import report
from simulation.figures import Measured


def main() -> int:
    """Do what the options say; return 1 where the server cannot be measured here."""
    parser = argparse.ArgumentParser(prog="simulate", description=__doc__)
    parser.add_argument("--measure", action="store_true", help="measure this machine first, in a few minutes")
    parser.add_argument("--samples", type=int, default=30, help="how often each kind of request is measured")
    parser.add_argument("--write", action="store_true", help="write the tables into docs/scaling.md")
    options = parser.parse_args()
    if options.measure:
        from simulation import measuring

        try:
            measuring.measure(options.samples).save()
        except measuring.NotMeasured as error:
            print(error, file=sys.stderr)
            return 1
    found = report.tables(Measured.load())
    print("\n".join(found.values()))
    if options.write:
        report.write(found)
    return 0


if __name__ == "__main__":
    sys.exit(main())
