"""The one table of formats: a new format is one module and one row here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module

from webapp.domain.letters import Letter


@dataclass(frozen=True)
class Document:
    """A rendered letter, ready to be sent or saved."""

    content: bytes
    media_type: str
    filename: str


@dataclass(frozen=True)
class Format:
    """How one format is made; its module is loaded only when it is first asked for.

    A costly one takes a tenth of a second or more; the others a few thousandths. One that holds the letter's
    PDF costs little where that is there.
    """

    module: str
    media_type: str
    extension: str
    is_costly: bool = False
    holds_pdf: bool = False

    def render(self, letter: Letter, pdf: bytes = b"") -> Document:
        """Return the letter in this format, under a file name that tells nothing of its writer.

        ``pdf`` is the letter's PDF where it is there already, for a format that holds it.
        """
        render = import_module(self.module).render
        content: bytes = render(letter, pdf) if self.holds_pdf else render(letter)
        filename = f"{_STEMS[letter.language]}-{letter.campaign}-{letter.stance}.{self.extension}"
        return Document(content, self.media_type, filename)


_STEMS = {"en": "letter", "fr": "lettre", "both": "letter-lettre"}

FORMATS: Mapping[str, Format] = {
    "pdf": Format("webapp.renderers.pdf", "application/pdf", "pdf", is_costly=True),
    "txt": Format("webapp.renderers.text", "text/plain; charset=utf-8", "txt"),
    "md": Format("webapp.renderers.markdown", "text/markdown; charset=utf-8", "md"),
    "eml": Format("webapp.renderers.eml", "message/rfc822", "eml", is_costly=True, holds_pdf=True),
    "docx": Format(
        "webapp.renderers.docx",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "docx",
        is_costly=True,
    ),
    "ics": Format("webapp.renderers.ics", "text/calendar; charset=utf-8", "ics"),
    "html": Format("webapp.renderers.html", "text/html; charset=utf-8", "html"),
}
