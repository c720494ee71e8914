"""The letter as HTML: the fragment of the preview, the source of the PDF, and one whole file."""

from __future__ import annotations

from functools import cache, partial

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from webapp.domain.letters import Letter, LetterPart
from webapp.renderers.labels import LAYOUT, labels, quoted, source_details


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(LAYOUT),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@cache
def letter_css() -> str:
    """Return the letter's style sheet."""
    return (LAYOUT / "letter.css").read_text(encoding="utf-8")


class _Anchors:
    """Says which mark of a source is its first: that one carries the id the source links back to."""

    def __init__(self) -> None:
        self._seen: set[int] = set()

    def first(self, number: int) -> bool:
        is_first = number not in self._seen
        self._seen.add(number)
        return is_first


def part_html(letter: Letter, part: LetterPart, *, level: int, qr: str = "") -> Markup:
    """Return one part as HTML whose subject is a heading of ``level``; ``qr`` is the address of a QR code."""
    html = (
        _environment()
        .get_template("letter.html.j2")
        .render(
            letter=letter,
            part=part,
            level=level,
            qr=qr,
            words=labels(part.language),
            anchors=_Anchors(),
            quoted=partial(quoted, language=part.language),
            details=partial(source_details, language=part.language),
        )
    )
    return Markup(html)  # noqa: S704 - made by an autoescaping template a line above


def fragments(letter: Letter, *, level: int) -> tuple[Markup, ...]:
    """Return the letter's parts as HTML, for a page that has headings of its own above ``level``."""
    return tuple(part_html(letter, part, level=level) for part in letter.parts)


def _envelope(letter: Letter) -> Markup:
    part = letter.parts[0]
    sender = (part.sender.name, part.sender.street, part.sender.town("en"))
    return Markup(_environment().get_template("envelope.html.j2").render(part=part, sender=sender))  # noqa: S704 - made by an autoescaping template


def document(letter: Letter, *, style: str = "", qr: str = "") -> str:
    """Return the letter as a whole HTML document with ``style`` inside it."""
    first = letter.parts[0]
    return (
        _environment()
        .get_template("document.html.j2")
        .render(
            language=first.language,
            title=letter.subject,
            author=first.sender.name,
            description=f"{first.addressee[0]}, {first.date_line}",
            fingerprint=str(letter.fingerprint),
            style=style,
            parts=[part_html(letter, part, level=1, qr=qr) for part in letter.parts],
            envelope=_envelope(letter) if letter.layout == "envelope" else "",
        )
    )


def render(letter: Letter) -> bytes:
    """Return the letter as one HTML file that asks for nothing outside itself."""
    return document(
        letter, style=f"body{{max-width:46em;margin:2em auto;padding:0 1em}}\n{letter_css()}"
    ).encode()
