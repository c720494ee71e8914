"""Writes the table of modules into docs/architecture.md: each path with its docstring's sentence."""

from __future__ import annotations

import ast
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "architecture.md"
OPENS, CLOSES = "<!-- modules -->\n", "<!-- /modules -->"


def row(path: Path) -> str:
    """Return the row of one module."""
    docstring = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    return f"| `{path.relative_to(ROOT)}` | {docstring.splitlines()[0]} |\n"


if __name__ == "__main__":
    before, rest = PAGE.read_text(encoding="utf-8").split(OPENS)
    after = rest.split(CLOSES)[1]
    rows = "".join(row(path) for path in sorted((ROOT / "webapp").rglob("*.py")))
    PAGE.write_text(before + OPENS + rows + CLOSES + after, encoding="utf-8")
