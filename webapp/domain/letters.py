"""The letter before any format: the request it answers, and its blocks of text and cited claims."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from webapp.domain.citations import Reference
from webapp.domain.fingerprints import Fingerprint
from webapp.domain.locales import NBSP, Language, LetterLanguage, LocalisedText
from webapp.domain.passages import Changes
from webapp.domain.ridings import PROVINCES, Riding

Length = Literal["letter", "short"]
LENGTHS: tuple[Length, ...] = ("letter", "short")
Layout = Literal["plain", "window", "envelope"]
LAYOUTS: tuple[Layout, ...] = ("plain", "window", "envelope")
MOST_PAGES = 20
"""As many pages as the longest letter could have, sources in both languages included."""


@dataclass(frozen=True)
class Sender:
    """The writer, as the letter shows them; every field is one clean line."""

    name: str
    street: str
    city: str
    province: str
    postal_code: str
    email: str = ""

    def town(self, language: Language) -> str:
        """Return the last line of the address, two spaces before the postal code.

        English follows Canada Post (``Edmonton AB``); French the Office québécois de la langue
        française, which writes the province in full in brackets (``Edmonton (Alberta)``). Only the
        letter of an unfinished form has no province.
        """
        code = self.postal_code.replace(" ", NBSP)
        if not self.province:
            return f"{self.city}{NBSP * 2}{code}"
        province = self.province if language == "en" else f"({PROVINCES[self.province].fr})"
        return f"{self.city} {province}{NBSP * 2}{code}"

    def lines(self, language: Language) -> tuple[str, ...]:
        """Return the sender's block, line by line."""
        lines = (self.name, self.street, self.town(language), self.email)
        return tuple(line for line in lines if line)


@dataclass(frozen=True)
class LetterRequest:
    """All that one letter is made from, already checked.

    ``facts`` is None for the stance's usual facts. ``own_words`` are the writer's paragraphs, plain text.
    ``layout`` is how the letter is printed: plain, for a window envelope, or with an envelope's page.
    ``follow_up_to`` is the date of an earlier letter that this one recalls. ``changes`` is what the
    writer made of the passages between the cited claims.
    """

    campaign: str
    stance: str
    riding: Riding
    language: LetterLanguage
    sender: Sender
    written_on: date
    facts: tuple[str, ...] | None = None
    own_words: tuple[str, ...] = ()
    copy_mp: bool = True
    length: Length = "letter"
    layout: Layout = "plain"
    follow_up_to: date | None = None
    changes: Changes = field(default_factory=Changes)


@dataclass(frozen=True)
class Text:
    """Words without a source: the template's or the writer's own; ``passage`` is theirs if they are one."""

    text: str
    passage: str = ""


@dataclass(frozen=True)
class Claim:
    """A fact's approved words with the numbers of its sources.

    ``translated`` says that the words hold a quotation in our own translation.
    """

    text: str
    fact: str
    numbers: tuple[int, ...]
    translated: bool = False


Run = Text | Claim


@dataclass(frozen=True)
class Paragraph:
    """A paragraph; ``own`` marks the writer's own, whose line ends are kept.

    ``name`` is there where the paragraph may be moved among the others that have one.
    """

    runs: tuple[Run, ...]
    own: bool = False
    name: str = ""


@dataclass(frozen=True)
class ItemList:
    """A short list, such as the asks."""

    items: tuple[tuple[Run, ...], ...]


Block = Paragraph | ItemList


@dataclass(frozen=True)
class LetterPart:
    """The letter in one language, complete: two parts make a bilingual letter.

    ``keeps_order`` says that its paragraphs stand as the writer asked; ``edited`` names the passages whose
    text is the writer's.
    """

    language: Language
    sender: Sender
    date_line: str
    addressee: tuple[str, ...]
    postal_block: tuple[str, ...]
    subject: str
    salutation: str
    blocks: tuple[Block, ...]
    closing: str
    copies: tuple[str, ...]
    references: tuple[Reference, ...]
    keeps_order: bool = True
    edited: frozenset[str] = frozenset()

    @property
    def claims(self) -> tuple[Claim, ...]:
        """The cited claims in reading order."""
        return tuple(run for run in self.runs if isinstance(run, Claim))

    @property
    def runs(self) -> tuple[Run, ...]:
        """Every run of the body in reading order."""
        return tuple(
            run
            for block in self.blocks
            for line in (block.items if isinstance(block, ItemList) else (block.runs,))
            for run in line
        )


@dataclass(frozen=True)
class Notice:
    """Something the writer should know before sending: an English message id and its parameters."""

    message: str
    params: tuple[tuple[str, LocalisedText], ...] = ()

    def params_in(self, language: Language) -> dict[str, str]:
        """Return the parameters in ``language``."""
        return {name: value.in_(language) for name, value in self.params}


@dataclass(frozen=True)
class Letter:
    """One letter, composed once; every format is a rendering of this value.

    ``postage_free`` says that the addressee is a member of the House of Commons, written to there.
    ``sources_url`` is the public address of the campaign's sources, empty where the site has none.
    """

    campaign: str
    stance: str
    language: LetterLanguage
    written_on: date
    to: str
    cc: tuple[str, ...]
    parts: tuple[LetterPart, ...]
    facts: tuple[str, ...]
    fingerprint: Fingerprint
    layout: Layout = "plain"
    length: Length = "letter"
    postage_free: bool = False
    sources_url: str = ""
    notices: tuple[Notice, ...] = ()

    @property
    def subject(self) -> str:
        """The subject of an e-mail, in each of the letter's languages."""
        return " / ".join(part.subject for part in self.parts)
