"""Reads a letter's PDF back: its fingerprint and its words. The file is read in memory and never kept."""

from __future__ import annotations

import io
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from webapp.domain.errors import N_, InvalidInput
from webapp.domain.fingerprints import Fingerprint
from webapp.domain.letters import MOST_PAGES
from webapp.domain.locales import day_in

MAX_BYTES = 2_000_000

_NOT_A_LETTER = N_("Choose the PDF of a letter made with Apostille: this file has no fingerprint of one.")
_TOO_LARGE = N_("Choose a smaller file: a letter has at most 20 pages and 2 MB.")


@dataclass(frozen=True)
class ReadLetter:
    """What a letter's file says of itself, its words, and the day it is dated, where that can be read."""

    fingerprint: Fingerprint
    text: str
    dated: date | None


def read_letter(pdf: bytes) -> ReadLetter:
    """Return what a PDF says; raise `InvalidInput` where it is no letter of ours or too large."""
    if len(pdf) > MAX_BYTES:
        raise InvalidInput("file", _TOO_LARGE)
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # a stranger's file is not our log's matter
    try:
        reader = PdfReader(io.BytesIO(pdf), strict=False)
        said: Mapping[str, object] = reader.metadata or {}
        fingerprint = Fingerprint.parse(str(said.get("/apostille", "")))
        dated = day_in(str(said.get("/Subject", "")))
        if fingerprint is None:
            raise InvalidInput("file", _NOT_A_LETTER)
        if len(reader.pages) > MOST_PAGES:
            raise InvalidInput("file", _TOO_LARGE)
        text = "\n".join(page.extract_text() for page in reader.pages)
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError, OSError):
        raise InvalidInput("file", _NOT_A_LETTER) from None
    return ReadLetter(fingerprint, text, dated)
