"""A letter cut into pieces that any engine can set: a style, and lines of words, marks and links."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from webapp.domain.citations import Reference
from webapp.domain.letters import Claim, ItemList, Letter, LetterPart, Run
from webapp.domain.locales import Language
from webapp.renderers.labels import labels, quoted, source_details


@dataclass(frozen=True)
class Link:
    """Words that lead somewhere: to a web address, or to an ``anchor`` after ``#``."""

    text: str
    target: str


@dataclass(frozen=True)
class Mark:
    """The raised number of a source; the first one carries the ``anchor`` that its source leads to."""

    number: int
    target: str
    anchor: str = ""


Bit = str | Link | Mark
Line = tuple[Bit, ...]


@dataclass(frozen=True)
class Piece:
    """A heading, paragraph or list item of one ``style``, line after line; ``anchor`` may be empty."""

    style: str
    lines: tuple[Line, ...]
    anchor: str = ""


@dataclass(frozen=True)
class Sheet:
    """Everything of one part of a letter, in reading order."""

    language: Language
    pieces: tuple[Piece, ...]


def sheets(letter: Letter) -> tuple[Sheet, ...]:
    """Return a letter's parts in pieces."""
    return tuple(Sheet(part.language, tuple(_pieces(letter, part))) for part in letter.parts)


def _pieces(letter: Letter, part: LetterPart) -> Iterator[Piece]:
    words, seen = labels(part.language), set[int]()
    yield _lines("sender", part.sender.lines(part.language))
    yield _lines("date", (part.date_line,))
    yield _lines("addressee", part.addressee)
    yield _lines("subject", (f"{words['subject']} {part.subject}",))
    yield _lines("salutation", (part.salutation,))
    for block in part.blocks:
        if isinstance(block, ItemList):
            yield from (Piece("ask", (_runs(item, part.language, seen),)) for item in block.items)
        else:
            yield Piece("body", (_runs(block.runs, part.language, seen),))
    yield _lines("closing", (part.closing,))
    yield _lines("signature", (part.sender.name,))
    if part.copies:
        first, *others = part.copies
        yield _lines("copies", (f"{words['copies']} {first}", *others))
    yield _lines("sources", (words["sources"],))
    yield _lines("note", (words["sources_note"],))
    yield from (_source(reference, part.language) for reference in part.references)
    made = f"{words['made_with']} {letter.campaign}, {words['revision']} {letter.fingerprint.revision}"
    yield _lines(
        "fingerprint", (f"{made}, {letter.stance}. {words['fingerprint']} {letter.fingerprint.short}.",)
    )


def _lines(style: str, lines: tuple[str, ...]) -> Piece:
    return Piece(style, tuple((line,) for line in lines))


def _runs(runs: tuple[Run, ...], language: Language, seen: set[int]) -> Line:
    return tuple(bit for run in runs for bit in _bits(run, language, seen))


def _bits(run: Run, language: Language, seen: set[int]) -> Iterator[Bit]:
    yield run.text
    if not isinstance(run, Claim):
        return
    for number in run.numbers:
        yield Mark(number, f"#{language}-s{number}", "" if number in seen else f"{language}-m{number}")
        seen.add(number)
    if run.translated:
        yield f" ({labels(language)['our_translation']})"


def _source(reference: Reference, language: Language) -> Piece:
    source, number = reference.source, reference.number
    title = quoted(source.title, language)
    line: Line = (
        f"{source.publisher.in_(language)}, ",
        Link(title, source.url) if source.url else title,
        f", {source_details(source, language)}. ",
        Link(labels(language)["back"], f"#{language}-m{number}"),
    )
    return Piece("source", (line,), f"{language}-s{number}")
