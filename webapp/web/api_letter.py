"""A composed letter as the API gives it: its parts, its paragraphs, and each claim with its mark."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from webapp.domain.letters import Layout, Length, Letter, LetterRequest
from webapp.domain.locales import Language, LetterLanguage
from webapp.domain.ridings import Note
from webapp.renderers import text
from webapp.web.api_ridings import Riding
from webapp.web.api_values import Both, Names, Source, Value
from webapp.web.i18n import in_both, note_in_both


class Sender(Value):
    """The writer, each field tidied."""

    name: str
    street: str
    city: str
    province: str
    postal_code: str
    email: str


class Text(Value):
    """Words without a source: the campaign's or the writer's own."""

    kind: Literal["text"] = "text"
    text: str
    passage: str
    """The passage that they are, to be named in `wordings` and `edits`; empty where they are none."""


class Claim(Value):
    """A fact's approved words, and its mark."""

    kind: Literal["claim"] = "claim"
    text: str
    fact: str
    numbers: tuple[int, ...]
    """Its mark: the numbers of its sources in `references`."""
    translated: bool
    """Whether the words hold a quotation in our own translation."""


class Paragraph(Value):
    """A paragraph."""

    kind: Literal["paragraph"] = "paragraph"
    own: bool
    """Whether it is the writer's own; its line ends are kept."""
    name: str
    """What to name it in `order`, where it may be moved."""
    runs: tuple[Text | Claim, ...]


class ItemList(Value):
    """A short list, such as what the letter asks for."""

    kind: Literal["list"] = "list"
    items: tuple[tuple[Text | Claim, ...], ...]


class Reference(Value):
    """A source with its number, and the facts that rest on it here."""

    number: int
    source: Source
    facts: Names


class LetterPart(Value):
    """The letter in one language, complete."""

    language: Language
    sender: Sender
    date_line: str
    addressee: tuple[str, ...]
    """The inside address, line by line."""
    postal_block: tuple[str, ...]
    """The address as an envelope shows it."""
    subject: str
    salutation: str
    blocks: tuple[Paragraph | ItemList, ...]
    closing: str
    copies: tuple[str, ...]
    """Who is copied."""
    references: tuple[Reference, ...]
    keeps_order: bool
    """Whether its paragraphs stand in the order asked for."""


class ComposedLetter(Value):
    """A letter, made from what was sent and forgotten at once."""

    campaign: str
    stance: str
    riding: Riding
    language: LetterLanguage
    date: str = Field(json_schema_extra={"format": "date"})
    length: Length
    layout: Layout
    to: str
    """The e-mail address of its addressee."""
    cc: tuple[str, ...]
    """The e-mail addresses of those who are copied."""
    subject: str
    facts: Names
    """Every fact it states, those that must be disclosed included."""
    fingerprint: str
    """Campaign, revision, stance, language and facts with their digests; never its writer."""
    sources_url: str
    """The public page of its sources; empty where the site has no address of its own."""
    postage_free: bool
    """Whether mail to its addressee needs no stamp."""
    notices: tuple[Both, ...]
    """What the writer should know before it is sent."""
    parts: tuple[LetterPart, ...]
    """One for each language."""
    text: str
    """The letter as plain text, as the body of an e-mail has it."""


def composed(letter: Letter, request: LetterRequest, note: Note | None) -> ComposedLetter:
    """Return a letter as JSON has it; ``note`` is what the search for the riding had to say."""
    said = [note_in_both(note)] if note else []
    said += [in_both(notice.message, notice.params_in) for notice in letter.notices]
    return ComposedLetter.model_validate(
        {
            **{name: getattr(letter, name) for name in _SAME},
            "riding": request,
            "date": letter.written_on.isoformat(),
            "fingerprint": str(letter.fingerprint),
            "notices": said,
            "text": text.body(letter),
        }
    )


_SAME = (
    *("campaign", "stance", "language", "length", "layout", "to", "cc", "subject", "facts"),
    *("sources_url", "postage_free", "parts"),
)
"""What is given as it stands."""
