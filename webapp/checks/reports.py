"""What a check found, as lines for a terminal, as JSON, and as annotations of a change on GitHub."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from webapp.checks.rules import RULES
from webapp.domain.errors import Problem

FEW = 3
"""How many warnings of one rule a terminal shows in full."""


def as_lines(problems: Sequence[Problem]) -> Iterable[str]:
    """Yield a line for each problem; of many warnings of one rule the first few, and how many more."""
    shown: Counter[str] = Counter()
    for problem in problems:
        shown[problem.rule] += 1
        if not problem.warning or shown[problem.rule] <= FEW:
            yield f"{replace(problem, path=_near(problem.path))} [{problem.rule}]"
    for rule, number in shown.items():
        if RULES[rule].severity == "warning" and number > FEW:
            yield f"and {number - FEW} more of [{rule}]: --format json lists them all"
    yield summary(problems)


def summary(problems: Sequence[Problem]) -> str:
    """Return how many problems and warnings there are, in one line."""
    warnings = sum(problem.warning for problem in problems)
    return f"{_counted(len(problems) - warnings, 'problem')}, {_counted(warnings, 'warning')}."


def _counted(number: int, name: str) -> str:
    return f"{number} {name}{'' if number == 1 else 's'}"


def as_json(problems: Sequence[Problem]) -> str:
    """Return the problems as JSON, each with what its rule asks."""
    rows = [
        {
            "rule": problem.rule,
            "severity": RULES[problem.rule].severity,
            "file": _near(problem.path),
            "line": problem.line or None,
            "place": problem.where,
            "message": problem.message,
            "asks": RULES[problem.rule].asks,
        }
        for problem in problems
    ]
    return json.dumps({"problems": rows, "summary": summary(problems)}, ensure_ascii=False, indent=2)


def as_annotations(problems: Sequence[Problem]) -> Iterable[str]:
    """Yield GitHub workflow commands, which show each problem beside the line it stands on."""
    for problem in problems:
        properties = {"file": _near(problem.path), "line": str(problem.line or 1), "title": problem.rule}
        listed = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
        message = f"{problem.where}: {problem.message}" if problem.where else problem.message
        yield f"::{RULES[problem.rule].severity} {listed}::{_data(message)}"


def _near(path: str) -> str:
    """Return a path as it is from here, where it lies below here."""
    near = os.path.relpath(path) if Path(path).is_absolute() else path
    return path if near.startswith("..") else near


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
