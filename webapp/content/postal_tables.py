"""Reads the table of postal codes, and makes it from its two lists."""

from __future__ import annotations

import csv
import gzip
import hashlib
import re
import struct
import tomllib
import zlib
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TypeVar

from webapp.domain.errors import ContentError, Problem
from webapp.domain.postal import (
    BLOCK_HEAD,
    BLOCK_RIDING,
    PLACES,
    PLANE_SIZE,
    WHOLE,
    PostalAnswer,
    PostalTable,
)

POSTAL_CODES = "postal_codes.bin"
POSTAL_RECORD = "postal_codes.toml"

# The first byte is no text and the last is a line's end: a copy that was mended as text is noticed.
MAGIC, VERSION = b"\x89POSTAL\n", 1
HEADER = struct.Struct("<8sHI32s")  # magic, version, length of what follows, its SHA-256

MOST_PROBLEMS = 20
ROUNDING = 20  # ten-thousandths that a prefix's rounded shares may miss of the whole; none misses more than 1

_PREFIX = re.compile(r"[ABCEGHJ-NPRSTVXY][0-9][ABCEGHJ-NPRSTV-Z]")

CodeRow = tuple[str, str, bool]
ShareRow = tuple[str, str, int]
Row = TypeVar("Row")


def load_postal_table(path: Path) -> PostalTable:
    """Return the table of ``path``; raise `ContentError` unless every byte of it is as it was made."""
    try:
        content = path.read_bytes()
    except OSError:
        raise _refused(path, "the file cannot be read: restore it") from None
    if len(content) < HEADER.size or not content.startswith(MAGIC):
        raise _refused(path, "is not a table of postal codes: restore the file")
    _, version, length, digest = HEADER.unpack_from(content)
    body = memoryview(content)[HEADER.size :]
    if version != VERSION:
        raise _refused(path, f"is of version {version}, not {VERSION}: restore the file")
    if len(body) != length:
        raise _refused(path, f"holds {len(body)} bytes, not {length}: restore the file")
    if hashlib.sha256(body).digest() != digest:
        raise _refused(path, "is damaged, its checksum does not match: restore the file")
    return PostalTable(body)


def build(codes: Iterable[CodeRow], prefixes: Iterable[ShareRow]) -> bytes:
    """Return the bytes of a table; the same for the same rows, whatever the order of the codes.

    ``codes`` are (code, riding, near a boundary), ``prefixes`` (prefix, riding, share in ten-thousandths).
    Every prefix of a code must be among the prefixes: what no full code answers, its prefix does.
    """
    of_prefix: dict[str, list[CodeRow]] = defaultdict(list)
    for row in codes:
        of_prefix[row[0][:3]].append(row)
    shares: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for prefix, riding, share in prefixes:
        shares[prefix].append((riding, share))
    if strangers := sorted(set(of_prefix) - set(shares)):
        message = f"give the ridings of {', '.join(strangers)}: they have codes, but no row of their own"
        raise ContentError((Problem("prefixes", "", message),))
    body = b"".join(_block(prefix, shares[prefix], of_prefix[prefix]) for prefix in sorted(shares))
    return HEADER.pack(MAGIC, VERSION, len(body), hashlib.sha256(body).digest()) + body


def _block(prefix: str, shares: list[tuple[str, int]], codes: list[CodeRow]) -> bytes:
    """Return one prefix's block, as `PostalTable` describes it."""
    listed = sorted(shares, key=lambda each: -each[1])
    unlisted = {riding for _, riding, _ in codes} - {riding for riding, _ in listed}
    listed += [(riding, 0) for riding in sorted(unlisted)]
    numbers = {riding: number for number, (riding, _) in enumerate(listed, start=1)}
    width = len(listed).bit_length()
    has_near = any(is_near for *_, is_near in codes)
    planes = [0] * (width + has_near)
    for code, riding, is_near in codes:
        number = numbers[riding] | is_near << width
        for plane in range(len(planes)):
            planes[plane] |= (number >> plane & 1) << PLACES[code[3:]]
    return b"".join(
        [
            BLOCK_HEAD.pack(prefix.encode(), len(listed), has_near, len(codes)),
            *(BLOCK_RIDING.pack(int(riding), share) for riding, share in listed),
            *(plane.to_bytes(PLANE_SIZE, "little") for plane in planes),
        ]
    )


def codes_digest(codes: Iterable[CodeRow]) -> tuple[int, str]:
    """Return the number of codes and the SHA-256 of their lines ``T6G1X6,48022,0`` in order."""
    return _digest(f"{code},{riding},{int(is_near)}\n" for code, riding, is_near in codes)


def prefixes_digest(prefixes: Iterable[PostalAnswer]) -> tuple[int, str]:
    """Return the number of rows and the SHA-256 of their lines ``T6G,48022,0.9000``, best first."""
    return _digest(
        f"{each.code},{riding},{share:.4f}\n" for each in prefixes for riding, share in each.ridings
    )


def made_on(path: Path) -> date:
    """Return the day that the record ``path`` says its table was made; raise `ContentError` without one."""
    try:
        made = tomllib.loads(path.read_text(encoding="utf-8"))["file"]["made"]
    except (OSError, ValueError, KeyError, TypeError):
        made = None
    if not isinstance(made, date):
        raise _refused(path, "does not say when its table was made: restore the file")
    return made


def _digest(lines: Iterable[str]) -> tuple[int, str]:
    digest, count = hashlib.sha256(), 0
    for count, line in enumerate(lines, start=1):  # noqa: B007 - the last one counts
        digest.update(line.encode())
    return count, digest.hexdigest()


def record(codes: list[CodeRow], prefixes: list[ShareRow], table: bytes, made: date) -> str:
    """Return what a table of these rows must answer, as TOML: counted from the rows, not from the table.

    ``made`` is the day it was made.
    """
    code_count, code_digest = codes_digest(sorted(codes))
    best_first = sorted(prefixes, key=lambda row: (row[0], -row[2]))
    answers = (PostalAnswer(prefix, ((riding, share / WHOLE),)) for prefix, riding, share in best_first)
    row_count, prefix_digest = prefixes_digest(answers)
    return (
        "# Written by `apostille data build`: what its lists held, which the table must answer.\n\n"
        f"[file]\nmade = {made.isoformat()}\n"
        f'bytes = {len(table)}\nsha256 = "{hashlib.sha256(table).hexdigest()}"\n\n'
        "# lines `T6G1X6,48022,0`: code, riding, 1 if near a boundary; in order\n"
        f'[codes]\ncount = {code_count}\nsha256 = "{code_digest}"\n\n'
        "# lines `T6G,48022,0.9000`: prefix, riding, share; in order, best first\n"
        f"[prefixes]\ncount = {len({prefix for prefix, *_ in prefixes})}\nrows = {row_count}\n"
        f'sha256 = "{prefix_digest}"\n'
    )


def read_codes(path: Path, ridings: Collection[str]) -> list[CodeRow]:
    """Return the ``postal_code,fed_code,near_boundary`` rows, or raise `ContentError` with mistakes."""
    seen: set[str] = set()

    def read(code: str, riding: str, near: str) -> CodeRow:
        if not _PREFIX.fullmatch(code[:3]) or code[3:] not in PLACES:
            raise ValueError(f"write the postal code as T6G1X6, not “{code}”")
        if code in seen:
            raise ValueError(f"keep one row of {code}: it has several")
        if riding not in ridings:
            raise ValueError(f"unknown riding “{riding}”")
        if near not in {"0", "1"}:
            raise ValueError(f"write near_boundary as 0 or 1, not “{near}”")
        seen.add(code)
        return code, riding, near == "1"

    return _read_rows(path, ("postal_code", "fed_code", "near_boundary"), read)


def read_prefixes(path: Path, ridings: Collection[str]) -> list[ShareRow]:
    """Return the ``fsa,fed_code,weight`` rows, or raise `ContentError` with mistakes."""
    seen: set[tuple[str, str]] = set()

    def read(prefix: str, riding: str, weight: str) -> ShareRow:
        if not _PREFIX.fullmatch(prefix):
            raise ValueError(f"write the prefix as T6G, not “{prefix}”")
        if (prefix, riding) in seen:
            raise ValueError(f"keep one row of {prefix} and {riding}: there are several")
        if riding not in ridings:
            raise ValueError(f"unknown riding “{riding}”")
        seen.add((prefix, riding))
        return prefix, riding, _ten_thousandths(weight)

    rows = _read_rows(path, ("fsa", "fed_code", "weight"), read)
    totals: dict[str, int] = defaultdict(int)
    for prefix, _, share in rows:
        totals[prefix] += share
    problems = [
        Problem(str(path), prefix, f"make its shares add up to 1, not {total / WHOLE:.4f}")
        for prefix, total in totals.items()
        if abs(total - WHOLE) > ROUNDING
    ]
    if problems:
        raise ContentError(tuple(problems[:MOST_PROBLEMS]))
    return rows


def _ten_thousandths(weight: str) -> int:
    """Return a share such as ``0.6893`` as 6893: exactly, as a share of more decimals would not come back."""
    try:
        share = Decimal(weight) * WHOLE
        whole = int(share)
    except (InvalidOperation, OverflowError, ValueError):
        whole, share = 0, Decimal(0)
    if whole != share or not 0 < whole <= WHOLE:
        raise ValueError(f"write the weight as 0.0001 to 1.0000, not “{weight}”")
    return whole


def _read_rows(path: Path, columns: tuple[str, ...], read: Callable[..., Row]) -> list[Row]:
    """Return each row as ``read`` gives it; raise `ContentError` with the line of each that it refuses."""
    rows: list[Row] = []
    problems: list[Problem] = []
    for number, row in _lines(path, columns):
        try:
            rows.append(read(*row))
        except ValueError as error:
            problems.append(Problem(str(path), f"line {number}", str(error)))
            if len(problems) == MOST_PROBLEMS:
                break
    if problems:
        raise ContentError(tuple(problems))
    if not rows:
        raise _refused(path, "has no rows: give the whole list")
    return rows


def _lines(path: Path, columns: tuple[str, ...]) -> Iterator[tuple[int, list[str]]]:
    """Yield the number and the named columns of each line of a CSV file, which may be gzipped."""
    opened = gzip.open if path.suffix == ".gz" else open
    try:
        with opened(path, "rt", encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file, restval="")
            if missing := [name for name in columns if name not in (reader.fieldnames or ())]:
                raise _refused(path, f"has no column {', '.join(missing)}")
            for row in reader:
                yield reader.line_num, [row[name] for name in columns]
    except (OSError, EOFError, UnicodeDecodeError, csv.Error, zlib.error) as error:
        raise _refused(path, f"cannot be read as CSV: {error}") from None


def _refused(path: Path, message: str) -> ContentError:
    return ContentError((Problem(str(path), "", message),))
