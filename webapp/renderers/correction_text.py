"""What was corrected since a letter was written, as lines for a terminal."""

from __future__ import annotations

from collections.abc import Iterable

from webapp.domain.facts import Correction


def correction_lines(corrections: Iterable[Correction]) -> list[str]:
    """Return four lines for each correction: its day and facts, what they said, what they say, and why."""
    return [
        line
        for each in corrections
        for line in (
            f"Corrected on {each.on}, since this letter: {', '.join(each.facts)}",
            f"  It said: {each.said.en}",
            f"  It says: {each.says.en}",
            f"  Why: {each.why.en}",
        )
    ]
