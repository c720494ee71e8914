"""Postal codes and the ridings they lie in, as far as a table knows."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from typing import NamedTuple

_DIGITS, _LETTERS = "0123456789", "ABCEGHJKLMNPRSTVWXYZ"

# A postal code is its prefix (three characters) and one of 10 × 20 × 10 = 2,000 places, '0A0' to '9Z9'.
PLACES = {"".join(three): place for place, three in enumerate(product(_DIGITS, _LETTERS, _DIGITS))}
PLANE_SIZE = len(PLACES) // 8
BLOCK_HEAD = struct.Struct(
    "<3sBBH"
)  # prefix, number of ridings, number of near planes (0 or 1), number of codes
BLOCK_RIDING = struct.Struct("<HH")  # riding, share in ten-thousandths
WHOLE = 10_000


@dataclass(frozen=True)
class PostalAnswer:
    """What the table says of a full postal code or of a prefix (its first three characters).

    ``ridings`` are riding codes with the share of the prefix's codes in each, best first; a full code has
    one riding, of share 1. ``near_boundary`` says that a full code lies under 100 m from a riding's limit.
    """

    code: str
    ridings: tuple[tuple[str, float], ...]
    near_boundary: bool = False


class _Block(NamedTuple):
    """What is known of a prefix, and where its bit planes begin.

    ``meanings`` are the riding and nearness that a place's bits stand for, read as one number.
    """

    answer: PostalAnswer
    meanings: tuple[tuple[str, bool] | None, ...]
    planes: range
    codes: int


class PostalTable:
    """The riding of every postal code, read in place from the bytes of a table.

    A table is one block for each prefix, in their order: a `BLOCK_HEAD`; its ridings, each a
    `BLOCK_RIDING`, those that the prefix alone answers best first, then those of its codes only, of share 0;
    and bit planes, one bit for each of the 2,000 places. Read across the planes, lowest bit first, a place
    gives the number of its riding counted from 1, or 0 where there is no such code. A last plane, if any
    code needs it, marks those near a boundary. A lookup reads one to four bytes and unpacks nothing; the
    first one finds where the blocks begin.
    """

    def __init__(self, body: bytes | memoryview) -> None:
        self._body = body

    def __reduce__(self) -> tuple[type[PostalTable], tuple[bytes]]:
        """Return how a copy is made: from the bytes of the table."""
        return PostalTable, (bytes(self._body),)

    def __len__(self) -> int:
        """Return the number of full codes."""
        return sum(block.codes for block in self._blocks.values())

    def __iter__(self) -> Iterator[tuple[str, str, bool]]:
        """Yield each full code, its riding and whether it lies near a boundary, in order."""
        for prefix, block in self._blocks.items():
            for three, place in PLACES.items():
                if meaning := self._meaning(block, place):
                    yield prefix + three, *meaning

    def code(self, text: str) -> PostalAnswer | None:
        """Return the riding of a full code written as ``T6G1X6``, or None where there is no such code."""
        block, place = self._blocks.get(text[:3]), PLACES.get(text[3:])
        if block is None or place is None:
            return None
        meaning = self._meaning(block, place)
        return PostalAnswer(text, ((meaning[0], 1.0),), meaning[1]) if meaning else None

    def prefix(self, text: str) -> PostalAnswer | None:
        """Return the ridings of a prefix written as ``T6G``, or None where there is no such prefix."""
        block = self._blocks.get(text)
        return block.answer if block else None

    def prefixes(self) -> Iterator[PostalAnswer]:
        """Yield what is known of each prefix, in order."""
        return (block.answer for block in self._blocks.values())

    @cached_property
    def _blocks(self) -> dict[str, _Block]:
        return {block.answer.code: block for block in _blocks(self._body)}

    def _meaning(self, block: _Block, place: int) -> tuple[str, bool] | None:
        """Return the riding at a place and whether it is near a boundary, or None where no code is."""
        byte, bit = place >> 3, place & 7
        number, weight = 0, 1
        for plane in block.planes:
            if self._body[plane + byte] >> bit & 1:
                number += weight
            weight += weight
        return block.meanings[number]


def _blocks(body: bytes | memoryview) -> Iterator[_Block]:
    """Yield the blocks of a table from first to last."""
    at = 0
    while at < len(body):
        prefix, count, near, codes = BLOCK_HEAD.unpack_from(body, at)
        at += BLOCK_HEAD.size
        begin = at + count * BLOCK_RIDING.size
        end = begin + (count.bit_length() + near) * PLANE_SIZE
        listed = [(str(riding), share / WHOLE) for riding, share in BLOCK_RIDING.iter_unpack(body[at:begin])]
        answer = PostalAnswer(prefix.decode(), tuple(each for each in listed if each[1]))
        yield _Block(answer, _meanings([each[0] for each in listed]), range(begin, end, PLANE_SIZE), codes)
        at = end


def _meanings(ridings: list[str]) -> tuple[tuple[str, bool] | None, ...]:
    """Return what each number stands for: none, each riding, and after all numbers of a width, each near."""
    spare = [None] * ((1 << len(ridings).bit_length()) - len(ridings) - 1)
    far, near = [(riding, False) for riding in ridings], [(riding, True) for riding in ridings]
    return (None, *far, *spare, None, *near, *spare)
