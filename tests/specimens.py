"""Who writes the letters of the tests, and the types of the fixtures that make them."""

from __future__ import annotations

from collections.abc import Callable

from webapp.domain.letters import Letter, LetterRequest, Sender

MakeRequest = Callable[..., LetterRequest]
MakeLetter = Callable[..., Letter]

ANNE = Sender("Anne Tremblay", "10832 82 Avenue NW", "Edmonton", "AB", "T6E 2B3")
