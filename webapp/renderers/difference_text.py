"""What changed between two campaigns, as lines for a terminal, Markdown for a change request, and data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any

from webapp.composition.differences import Change, Differences


def as_data(differences: Differences) -> dict[str, Any]:
    """Return the differences as what JSON can hold."""
    return {
        "letters": [
            asdict(letter) | {"words": _pairs(letter.words, ("old", "new"))} for letter in differences.letters
        ],
        "facts": [
            {"slug": fact.slug, "changes": {n: {"old": c[0], "new": c[1]} for n, c in fact.changes.items()}}
            for fact in differences.facts
        ],
        "added": list(differences.added),
        "withdrawn": list(differences.withdrawn),
    }


def _pairs(changes: Iterable[Change], names: tuple[str, str]) -> list[dict[str, str]]:
    return [dict(zip(names, change, strict=True)) for change in changes]


def as_lines(differences: Differences) -> list[str]:
    """Return lines for a terminal: what went begins with a minus, what came with a plus."""
    if not differences:
        return ["Nothing changed."]
    return [line for title, lines in _sections(differences) for line in (title, *lines)]


def as_markdown(differences: Differences) -> list[str]:
    """Return Markdown: each letter and fact under a heading, its lines in a block that sites colour."""
    if not differences:
        return ["Nothing changed."]
    lines: list[str] = []
    for title, changed in _sections(differences):
        fence = _fence(changed)
        lines += [f"### {title}", "", f"{fence}diff", *changed, fence, ""]
    return lines[:-1]


def _fence(lines: Iterable[str]) -> str:
    """Return a fence that no line can close."""
    longest = max((len(run) for line in lines for run in _runs_of_ticks(line)), default=0)
    return "`" * max(3, longest + 1)


def _runs_of_ticks(line: str) -> list[str]:
    return "".join(c if c == "`" else " " for c in line).split()


def _sections(differences: Differences) -> Iterator[tuple[str, list[str]]]:
    for letter in differences.letters:
        facts = [*(f"- fact {s}" for s in letter.withdrawn), *(f"+ fact {s}" for s in letter.added)]
        yield f"Letter {letter.name}", facts + [line for change in letter.words for line in _lines(change)]
    for fact in differences.facts:
        changes = [line for name, c in fact.changes.items() for line in _lines(c, f"{name}: ")]
        yield f"Fact {fact.slug}", changes
    if differences.added:
        yield "Facts added", [f"+ {slug}" for slug in differences.added]
    if differences.withdrawn:
        yield "Facts withdrawn", [f"- {slug}" for slug in differences.withdrawn]


def _lines(change: Change, name: str = "") -> list[str]:
    old, new = change
    return [f"{sign} {name}{text}" for sign, text in (("-", old), ("+", new)) if text]
