"""Who writes the letters of the tests, and the types of the fixtures that make them."""

from __future__ import annotations

from collections.abc import Callable

from webapp.domain.letters import Letter, LetterRequest, Sender

MakeRequest = Callable[..., LetterRequest]
MakeLetter = Callable[..., Letter]

# The stances of every campaign that is shipped, so that each can be a test's parameter.
STANCES_OF = {
    "foreign-officers-rules": ("publish", "statute", "leave"),
    "ice-offices-canada": ("close", "review", "transfer", "safeguards", "keep"),
}
EVERY_STANCE = [(campaign, stance) for campaign, stances in STANCES_OF.items() for stance in stances]

ANNE = Sender("Anne Tremblay", "10832 82 Avenue NW", "Edmonton", "AB", "T6E 2B3")
