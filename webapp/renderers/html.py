"""The letter as HTML: the fragment of the preview, the source of the PDF, and one whole file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, partial

from jinja2 import BytecodeCache, Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined
from jinja2.bccache import Bucket
from markupsafe import Markup

from webapp.domain.letters import Letter, LetterPart
from webapp.domain.locales import Language
from webapp.renderers.kept import KEPT
from webapp.renderers.labels import LAYOUT, labels, quoted, source_details

_COMPILED = KEPT / "templates"
LinkEnds = tuple[Markup, Markup]
NO_ENDS: LinkEnds = (Markup(), Markup())
"""What a page puts into the letter's links to elsewhere: at the end of their tag, and of their words."""


class _KeptTemplates(FileSystemBytecodeCache):
    """The templates' byte code that `make install` leaves: of one that changed since, it has none."""

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Write nothing."""


def keep_templates() -> None:
    """Compile the letter's templates, and keep their byte code."""
    _COMPILED.mkdir(parents=True, exist_ok=True)
    environment = _environment_with(FileSystemBytecodeCache(str(_COMPILED)))
    for name in environment.list_templates(extensions=["j2"]):
        environment.get_template(name)


@cache
def _environment() -> Environment:
    return _environment_with(_KeptTemplates(str(_COMPILED)))


def _environment_with(compiled: BytecodeCache) -> Environment:
    return Environment(
        loader=FileSystemLoader(LAYOUT),
        bytecode_cache=compiled,
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

    def __init__(self, seen: Iterable[int] = ()) -> None:
        self._seen = set(seen)

    def first(self, number: int) -> bool:
        is_first = number not in self._seen
        self._seen.add(number)
        return is_first


class _Places:
    """The places of a part where a page may begin, counted as the template walks them.

    They are the body's runs (`LetterPart.runs`), then the closing, the signature, and each line of the
    copies. A place has an id only in a ``numbered`` part; ``breaks`` says which place begins which page.
    """

    def __init__(self, language: Language, breaks: tuple[int, ...] | None, *, numbered: bool) -> None:
        self._count = 0
        self._prefix = f"{language}-r" if numbered else ""
        self._breaks = breaks or ()

    def next(self, text: str) -> tuple[str, list[int]]:
        """Return the id of the next place, empty if it has none, and the numbers of the pages it begins.

        Spaces and punctuation begin no page and have no id: a box of their own would let lines break there.
        """
        position = self._count
        self._count += 1
        pages = [page for page, first in enumerate(self._breaks, start=2) if first == position]
        has_id = self._prefix and any(character.isalnum() for character in text)
        return f"{self._prefix}{position}" if has_id else "", pages


def _lead(text: str) -> tuple[str, str]:
    """Return the spaces that a run begins with, which may end the page before, and the rest of it."""
    rest = text.lstrip()
    return text[: len(text) - len(rest)], rest


def part_html(
    letter: Letter,
    part: LetterPart,
    *,
    level: int,
    qr: str = "",
    numbered: bool = False,
    breaks: tuple[int, ...] | None = None,
) -> Markup:
    """Return one part as HTML whose subject is a heading of ``level``; ``qr`` is the address of a QR code.

    ``numbered`` gives an id to whatever may begin a page (``en-r0``, ``en-r1``…), to the head (``en-head``)
    and to the sources (``en-sources``), which are left empty: they begin a page of their own. ``breaks``, one
    of `Pagination.breaks`, shows where pages begin.
    """
    places = _Places(part.language, breaks, numbered=numbered)
    return _rendered(
        letter, part, level=level, qr=qr, numbered=numbered, places=places, shows_breaks=breaks is not None
    )


def _rendered(letter: Letter, part: LetterPart, **more: object) -> Markup:
    """Return a part as its template gives it."""
    html = _environment().get_template("letter.html.j2").render(_said(letter, part, **more))
    return Markup(html)  # noqa: S704 - made by an autoescaping template a line above


def _said(letter: Letter, part: LetterPart, **more: object) -> dict[str, object]:
    """Return what the templates of a part are told; ``link_ends`` are empty unless ``more`` has them."""
    return {
        "letter": letter,
        "part": part,
        "words": labels(part.language),
        "anchors": _Anchors(),
        "lead": _lead,
        "quoted": partial(quoted, language=part.language),
        "details": partial(source_details, language=part.language),
        "link_ends": NO_ENDS,
        **more,
    }


def piece_html(
    letter: Letter, part: LetterPart, name: str, *given: object, qr: str, seen: Iterable[int] = ()
) -> Markup:
    """Return one piece of a part by itself: a macro of pieces.html.j2, and what it is given.

    Sources ``seen`` before it have had their first mark. The subject's heading is of level 1.
    """
    places = _Places(part.language, None, numbered=False)
    said = _said(letter, part, level=1, qr=qr, numbered=False, places=places, anchors=_Anchors(seen))
    module = _environment().get_template("pieces.html.j2").make_module(said)
    html: Markup = getattr(module, name)(*given)
    return html


def fragments(
    letter: Letter,
    *,
    level: int,
    breaks: tuple[tuple[int, ...], ...] | None = None,
    link_ends: LinkEnds = NO_ENDS,
) -> tuple[Markup, ...]:
    """Return the letter's parts as HTML, for a page that has headings of its own above ``level``.

    With ``breaks`` (`Pagination.breaks`), a ``span.page-break`` says in words where each page begins, and
    that the sources begin on one of their own. Links that lead elsewhere have ``link_ends``.
    """
    return tuple(
        _rendered(
            letter,
            part,
            level=level,
            qr="",
            numbered=False,
            places=_Places(part.language, where, numbered=False),
            shows_breaks=breaks is not None,
            link_ends=link_ends,
        )
        for part, where in zip(letter.parts, breaks or [None] * len(letter.parts), strict=True)
    )


def envelope_html(letter: Letter) -> Markup:
    """Return the page that is an envelope."""
    part = letter.parts[0]
    sender = (part.sender.name, part.sender.street, part.sender.town("en"))
    return Markup(_environment().get_template("envelope.html.j2").render(part=part, sender=sender))  # noqa: S704 - made by an autoescaping template


def document(letter: Letter, *, style: str = "", qr: str = "", numbered: bool = False) -> str:
    """Return the letter as a whole HTML document with ``style`` inside it; ``numbered`` as in `part_html`."""
    parts = [part_html(letter, part, level=1, qr=qr, numbered=numbered) for part in letter.parts]
    return document_of(
        letter, parts + ([envelope_html(letter)] if letter.layout == "envelope" else []), style
    )


def document_of(letter: Letter, parts: Iterable[Markup], style: str = "") -> str:
    """Return a whole HTML document that says what it is as the letter's does, and holds ``parts``."""
    said = description_of(letter)
    return (
        _environment()
        .get_template("document.html.j2")
        .render(language=letter.parts[0].language, said=said, style=style, parts=parts)
    )


@dataclass(frozen=True)
class Description:
    """What a letter's file says of itself."""

    title: str
    author: str
    subject: str
    fingerprint: str
    generator: str = "Apostille"


def description_of(letter: Letter) -> Description:
    """Return what a letter's file says of itself, as a page or as a PDF."""
    first = letter.parts[0]
    subject = f"{first.addressee[0]}, {first.date_line}"
    return Description(letter.subject, first.sender.name, subject, str(letter.fingerprint))


def render(letter: Letter) -> bytes:
    """Return the letter as one HTML file that asks for nothing outside itself."""
    return document(
        letter, style=f"body{{max-width:46em;margin:2em auto;padding:0 1em}}\n{letter_css()}"
    ).encode()
