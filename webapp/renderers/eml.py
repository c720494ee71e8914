"""The letter as an e-mail message to open in a mail program: text, HTML and the PDF attached.

RFC 5322 and MIME by the standard library. ``X-Unsent: 1`` opens it as a draft where that is honoured.
"""

from __future__ import annotations

import hashlib
import textwrap
from datetime import UTC, datetime, time
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8
from email.utils import format_datetime

from webapp.domain.letters import Letter
from webapp.renderers import html, pdf, text

_WIDTH = 72


def render(letter: Letter, pdf_bytes: bytes = b"") -> bytes:
    """Return the message; the same letter gives the same bytes. The PDF is made where it is not given.

    The date is noon (UTC) of the letter's day, and the boundaries come from the letter's text.
    """
    sender = letter.parts[0].sender
    # An address outside ASCII cannot be written in encoded words: RFC 6532 writes the header as UTF-8.
    message = EmailMessage(policy=SMTP if sender.email.isascii() else SMTPUTF8)
    if sender.email:
        message["From"] = _address(sender.email, sender.name)
    if letter.to:
        message["To"] = letter.to
    if letter.cc:
        message["Cc"] = ", ".join(letter.cc)
    message["Subject"] = letter.subject
    message["Date"] = format_datetime(datetime.combine(letter.written_on, time(12), UTC))
    message["X-Unsent"] = "1"
    body = text.body(letter)
    message.set_content(flowed(body), cte="quoted-printable")
    message.set_param("format", "flowed")
    message.add_alternative(html.document(letter), subtype="html", cte="quoted-printable")
    message.add_attachment(
        pdf_bytes or pdf.render(letter),
        maintype="application",
        subtype="pdf",
        filename=attachment_name(letter),
    )
    _fix_boundaries(message, body)
    return message.as_bytes()


def attachment_name(letter: Letter) -> str:
    """Return the attachment's name: what it is and its date, nothing of its writer."""
    name = "Lettre à transmettre" if letter.language == "fr" else "Letter"
    return f"{name} {letter.written_on.isoformat()}.pdf"


def flowed(body: str) -> str:
    """Return text as ``format=flowed`` (RFC 3676): soft line ends after a space, stuffed lines.

    A line that begins with a space, ``>`` or ``From `` gets one space before it; a reader takes it off.
    """
    return "".join(_flowed_line(line) for line in body.split("\n"))[:-1]


def _flowed_line(line: str) -> str:
    hard = line if line == "-- " else line.rstrip(" ")
    pieces = textwrap.wrap(
        hard,
        _WIDTH,
        break_long_words=False,
        break_on_hyphens=False,
        drop_whitespace=False,
        replace_whitespace=False,
        expand_tabs=False,
    ) or [""]
    pieces = _softened(pieces)
    return "".join(f"{_stuffed(piece)}\n" for piece in pieces)


def _softened(pieces: list[str]) -> list[str]:
    """Return the pieces of a line with the space that parts two at the end of the first."""
    softened: list[str] = []
    for piece in pieces:
        stripped = piece.lstrip(" ")
        if softened and not softened[-1].endswith(" "):
            softened[-1] += piece[: len(piece) - len(stripped)] or ""
            piece = stripped  # noqa: PLW2901 - the piece without the space just moved
        softened.append(piece)
    return [piece for piece in softened if piece] or [""]


def _stuffed(line: str) -> str:
    return f" {line}" if line.startswith((" ", ">", "From ")) else line


def _address(email: str, name: str) -> Address:
    username, _, domain = email.rpartition("@")
    return Address(display_name=name, username=username, domain=domain)


def _fix_boundaries(message: EmailMessage, body: str) -> None:
    """Give each multipart a boundary that comes from the letter, so that the bytes are the same each time."""
    digest = hashlib.sha256(body.encode()).hexdigest()[:24]
    parts = [part for part in message.walk() if part.is_multipart()]
    for number, part in enumerate(parts):
        part.set_boundary(f"=_apostille_{number}_{digest}")
