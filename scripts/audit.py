"""Ask whether any locked dependency has a known fault: ``make audit``.

pip-audit asks the Python Package Index about each. One that it could not ask about is no good news: that
fails too.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

REQUIREMENTS = Path(__file__).resolve().parents[1] / "requirements.txt"
UNREACHABLE = "Connect to the internet, then try again: the database of known faults does not answer."


def main() -> int:
    """Print a line for each fault; return 0 where every dependency was looked up and has none."""
    command = _command(*sys.argv[1:])
    asked = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - our own words
    lines = findings(json.loads(asked.stdout)["dependencies"]) if asked.stdout.strip() else [UNREACHABLE]
    print("\n".join(lines) or "No known fault in any dependency.")
    return 1 if lines else 0


def findings(dependencies: Sequence[dict[str, Any]]) -> list[str]:
    """Return a line for each fault and for each dependency that the database does not know.

    ``dependencies`` is that part of pip-audit's JSON report.
    """
    unknown = [item["name"] for item in dependencies if "skip_reason" in item]
    if len(unknown) == len(dependencies):
        return [UNREACHABLE]
    lines = [_fault(item, fault) for item in dependencies for fault in item.get("vulns", ())]
    return lines + [f"{name}: not in the database of known faults" for name in unknown]


def _fault(item: dict[str, Any], fault: dict[str, Any]) -> str:
    mended = f"mended in {', '.join(fault['fix_versions'])}" if fault["fix_versions"] else "not mended yet"
    return f"{item['name']} {item['version']}: {fault['id']}, {mended}"


def _command(*options: str) -> list[str]:
    asking = ["--requirement", str(REQUIREMENTS), "--require-hashes", "--disable-pip", *options]
    return [sys.executable, "-m", "pip_audit", "--format=json", "--progress-spinner=off", *asking]


if __name__ == "__main__":
    sys.exit(main())
