"""French typography as the Office québécois de la langue française has it: a pipeline of small steps.

A no-break space before a colon, a percent and a dollar sign and inside « »; none before ; ! and ?;
digits in threes. This differs from the usage of France.
"""

from __future__ import annotations

import re

from webapp.domain.locales import NBSP


def no_break_colon(text: str) -> str:
    """Put a no-break space before a colon that follows a space: ``ceci : cela``."""
    return text.replace(" :", f"{NBSP}:")


def no_break_guillemets(text: str) -> str:
    """Put no-break spaces inside guillemets."""
    return re.sub(r"«\s*", f"«{NBSP}", re.sub(r"\s*»", f"{NBSP}»", text))


def no_break_units(text: str) -> str:
    """Put a no-break space between a number and what it counts in per cent or dollars."""
    return re.sub(r"(\d) ([%$])", rf"\1{NBSP}\2", text)


def no_break_thousands(text: str) -> str:
    """Put no-break spaces between groups of three digits."""
    return re.sub(r"(\d) (?=\d{3}\b)", rf"\1{NBSP}", text)


def close_up(text: str) -> str:
    """Remove the space before a semicolon, an exclamation mark or a question mark."""
    return re.sub(r"[ \u00a0\u202f]+([;!?])", r"\1", text)


def curly_apostrophe(text: str) -> str:
    """Turn straight apostrophes into typographic ones."""
    return text.replace("'", "’")


_STEPS = (
    no_break_colon,
    no_break_guillemets,
    no_break_units,
    no_break_thousands,
    close_up,
    curly_apostrophe,
)


def french(text: str) -> str:
    """Return ``text`` with every rule of French spacing applied; applying it twice changes nothing."""
    for step in _STEPS:
        text = step(text)
    return text
