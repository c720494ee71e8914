"""List what a server runs, as a CycloneDX bill of materials: ``make sbom``.

cyclonedx-py describes everything in the virtual environment; what ``requirements.txt`` does not lock is taken
out again, and each licence is the one of docs/licences.md. The same environment gives the same bytes.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]


def main() -> None:
    """Write the bill into the file that the command names."""
    options = ["--pyproject", "pyproject.toml", "--output-reproducible", "--no-validate", sys.executable]
    command = [sys.executable, "-m", "cyclonedx_py", "environment", *options]
    described = subprocess.run(command, cwd=ROOT, capture_output=True, check=True)  # noqa: S603 - our own words
    bill = of_run_time(json.loads(described.stdout), licences())
    target = Path(sys.argv[1])
    target.parent.mkdir(exist_ok=True)
    target.write_text(json.dumps(bill, indent=2, sort_keys=True) + "\n", encoding="utf-8")


def licences() -> dict[str, str]:
    """Return the licence of each package in docs/licences.md, by its name in ``requirements.txt``."""
    page = (ROOT / "docs" / "licences.md").read_text(encoding="utf-8")
    return dict(re.findall(r"^\| ([a-z0-9-]+) \| (?!licence)(.+?) \|", page, re.MULTILINE))


def of_run_time(bill: dict[str, Any], run_time: dict[str, str]) -> dict[str, Any]:
    """Return a bill with the packages of ``run_time`` alone, each with the licence given there."""
    components = [item for item in bill["components"] if _normal(item["name"]) in run_time]
    for item in components:
        expression = run_time[_normal(item["name"])]
        item["licenses"] = [{"acknowledgement": "concluded", "expression": expression}]
    kept = {bill["metadata"]["component"]["bom-ref"], *(item["bom-ref"] for item in components)}
    graph = [_among(kept, item) for item in bill["dependencies"] if item["ref"] in kept]
    return {**bill, "components": components, "dependencies": graph}


def _among(kept: set[str], item: dict[str, Any]) -> dict[str, Any]:
    return {**item, "dependsOn": [name for name in item.get("dependsOn", ()) if name in kept]}


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


if __name__ == "__main__":
    main()
