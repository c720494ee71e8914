"""What the doctor finds: one line for each question, and what to do where the answer is not good."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

State = Literal["ok", "warning", "wrong"]


@dataclass(frozen=True)
class Finding:
    """The answer to one question: ``said`` is what was found, ``mend`` what to do unless that is good."""

    subject: str
    state: State
    said: str
    mend: str = ""


def ok(subject: str, said: str) -> Finding:
    """Return a good answer."""
    return Finding(subject, "ok", said)


def warning(subject: str, said: str, mend: str) -> Finding:
    """Return an answer that somebody should look at: letters are made all the same."""
    return Finding(subject, "warning", said, mend)


def wrong(subject: str, said: str, mend: str) -> Finding:
    """Return an answer that stops letters, or makes them worse than they should be."""
    return Finding(subject, "wrong", said, mend)
