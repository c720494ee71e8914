"""The pieces that a letter is made up of, each set by itself: what its setting depends on, and its HTML."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass, replace
from functools import partial

from markupsafe import Markup

from webapp.domain.letters import Block, ItemList, Letter, LetterPart, Paragraph, Run, Sender, Text
from webapp.domain.locales import Language
from webapp.renderers.engine import QR
from webapp.renderers.html import envelope_html, piece_html

_NOBODY = Sender("a", "a", "a", "ON", "a")
_NO_DAY = "0"


@dataclass(frozen=True)
class Words:
    """A line of the writer's: the mark of a piece where it stands, and whether it goes on from the last.

    ``is_address`` says that it is an e-mail address, which is a link.
    """

    mark: int
    text: str
    goes_on: bool = False
    is_address: bool = False


@dataclass(frozen=True)
class Piece:
    """A piece of a letter: a block of the letter proper, or a page (or more) that it shares with no other.

    ``key`` holds all that its setting depends on; None where it holds words of the writer, so that they are
    not kept. ``html`` makes its HTML. ``words`` are to be set into it in the place of those it has, and
    ``whole`` is the piece with these words where they cannot be.
    """

    language: Language
    key: Hashable | None
    html: Callable[[], Markup]
    has_page: bool = False
    is_envelope: bool = False
    words: tuple[Words, ...] = ()
    whole: Piece | None = None


def pieces_of(letter: Letter) -> Iterator[Piece]:
    """Yield the pieces of a letter in reading order."""
    for part in letter.parts:
        yield from _part(letter, part)
    if letter.layout == "envelope":
        envelope = partial(envelope_html, letter)
        yield Piece(letter.parts[0].language, None, envelope, has_page=True, is_envelope=True)


def _part(letter: Letter, part: LetterPart) -> Iterator[Piece]:
    def piece(name: str, key: Hashable, *given: object, seen: frozenset[int] = frozenset()) -> Piece:
        html = partial(piece_html, letter, part, name, *given, qr=QR, seen=seen)
        whole = None if key is None else (letter.layout, part.language, name, key)
        return Piece(part.language, whole, html, has_page=name == "sources")

    yield _with_words(letter, part, "head", _head_words(part), whole=piece("head", None))
    yield piece("subject", part.subject)
    yield piece("salutation", part.salutation)
    seen: frozenset[int] = frozenset()
    for block in part.blocks:
        numbers = frozenset(number for run in _runs(block) for number in getattr(run, "numbers", ()))
        key = None if _is_the_writer_s(block, part) else (block, numbers - seen)
        yield piece("body", key, block, seen=seen)
        seen |= numbers
    yield piece("closing", part.closing)
    signature = (Words(0, part.sender.name),)
    yield _with_words(letter, part, "signature", signature, whole=piece("signature", None))
    if part.copies:
        yield piece("copies", part.copies)
    origin = (letter.campaign, letter.stance, letter.fingerprint.revision, letter.fingerprint.short)
    yield piece("sources", (part.references, origin, letter.sources_url))


def _with_words(
    letter: Letter, part: LetterPart, name: str, words: tuple[Words, ...], *, whole: Piece
) -> Piece:
    """Return a piece as it is for nobody, with the words of its writer to be set into it."""
    has_address = bool(part.sender.email)
    nobody = replace(_NOBODY, email="a@a.ca") if has_address else _NOBODY
    anybody_s = replace(part, sender=nobody, date_line=_NO_DAY)
    key = (letter.layout, part.language, name, part.addressee, part.postal_block, has_address)
    return Piece(
        part.language, key, partial(piece_html, letter, anybody_s, name, qr=QR), words=words, whole=whole
    )


def _head_words(part: LetterPart) -> tuple[Words, ...]:
    sender = part.sender
    town = sender.town(part.language)
    lines = [Words(0, sender.name), Words(1, f" · {sender.street}", goes_on=True)]
    if sender.email:
        lines += [Words(2, f"{town} · "), Words(3, sender.email, goes_on=True, is_address=True)]
    else:
        lines.append(Words(2, town))
    return (*lines, Words(len(lines), part.date_line))


def _runs(block: Block) -> Iterator[Run]:
    for line in block.items if isinstance(block, ItemList) else (block.runs,):
        yield from line


def _is_the_writer_s(block: Block, part: LetterPart) -> bool:
    """Return whether a block holds words that the writer wrote."""
    if isinstance(block, Paragraph) and block.own:
        return True
    return any(isinstance(run, Text) and run.passage in part.edited for run in _runs(block))
