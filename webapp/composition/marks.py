"""The marks that a rendered template holds where facts, passages and own words will stand.

They are characters of the private use area, so that no word of a writer or a campaign is one of them:
what a writer typed never passes through a template.
"""

from __future__ import annotations

import re

OPENS, CLOSES = "\ue000", "\ue001"
OWN_WORDS = "\ue002"
NOTHING = "\ue003"
_FACT, _PASSAGE, _PARAGRAPH = "\ue010", "\ue011", "\ue012"

FACT = re.compile(f"{OPENS}{_FACT}([a-z0-9-]+)/([a-z0-9_]+){CLOSES}")
PASSAGE = re.compile(f"{OPENS}{_PASSAGE}([a-z0-9.-]+){CLOSES}")
PARAGRAPH = re.compile(f"{OPENS}{_PARAGRAPH}([a-z0-9.-]+){CLOSES}")
FACT_OR_PASSAGE = re.compile(f"{FACT.pattern}|{PASSAGE.pattern}")


def fact_mark(slug: str, wording: str) -> str:
    """Return the mark of a fact in one of its wordings."""
    return f"{OPENS}{_FACT}{slug}/{wording}{CLOSES}"


def passage_mark(passage: str) -> str:
    """Return the mark of a passage, or of one of the lines of the asks: ``close.asks.2``."""
    return f"{OPENS}{_PASSAGE}{passage}{CLOSES}"


def paragraph_mark(name: str) -> str:
    """Return the mark that stands first in a paragraph that may be moved."""
    return f"{OPENS}{_PARAGRAPH}{name}{CLOSES}"


def passage_of(mark: str) -> str:
    """Return the passage that a mark's name belongs to: ``close.asks`` for ``close.asks.2``."""
    return ".".join(mark.split(".")[:2])
