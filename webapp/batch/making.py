"""One letter of a batch, made and written where it belongs: what a process that makes letters runs."""

from __future__ import annotations

import hashlib
import hmac
import json
from dataclasses import dataclass, field

from webapp.batch.editions import catalogue_in, edition_of
from webapp.batch.people import Usual, request_of
from webapp.batch.places import digest_of, place_at
from webapp.batch.refusals import OtherEdition, TableChanged
from webapp.batch.table import Row
from webapp.composition.compose import compose
from webapp.domain.errors import ContentError, InvalidRequest, UnknownCampaign
from webapp.domain.letters import LetterRequest
from webapp.renderers.formats import FORMATS

_NAME_DIGITS = 10


@dataclass(frozen=True)
class Job:
    """What all letters of a batch share. ``folder`` holds the campaigns, ``place`` gets the letters.

    ``key`` is the batch's own: digests made with it give nothing away without it.
    """

    usual: Usual
    format_name: str
    folder: str
    place: str
    edition: str
    key: bytes = field(repr=False)


@dataclass(frozen=True)
class Order:
    """One letter to be made: the row it answers, the identity of its request, the name of its file."""

    row: Row = field(repr=False)  # what logs an order says nothing of the person
    identity: bytes
    file: str


@dataclass(frozen=True)
class Made:
    """One letter that stands where it belongs; ``notices`` are what the letter's command would say of it."""

    file: str
    fingerprint: str
    digest: bytes
    size: int
    notices: tuple[str, ...]


def make(job: Job, order: Order) -> Made:
    """Make a letter and write it; the same order gives the same file.

    Raises `OtherEdition` where this process has other campaigns or tables, `TableChanged` where the row is
    no longer what it was, `OutputFailed` where the file cannot be written, and any error of a letter.
    """
    _refuse_other_edition(job)
    letter = compose(_request_of(job, order), catalogue_in(job.folder))
    content = FORMATS[job.format_name].render(letter).content
    place_at(job.place).put(order.file, content)
    notices = tuple(notice.message % notice.params_in("en") for notice in letter.notices)
    return Made(order.file, str(letter.fingerprint), digest_of(job.key, content), len(content), notices)


def _refuse_other_edition(job: Job) -> None:
    try:
        here = edition_of(job.folder, job.usual.campaign)
    except (ContentError, UnknownCampaign, OSError):
        here = "no such campaign that can be read"
    if here != job.edition:
        raise OtherEdition(f"letters were begun with {job.edition}, but what makes them now has {here}")


def _request_of(job: Job, order: Order) -> LetterRequest:
    try:
        request = request_of(order.row, job.usual, catalogue_in(job.folder))
    except InvalidRequest:
        raise TableChanged from None
    if identity_of(request, job.key) != order.identity:
        raise TableChanged
    return request


def identity_of(request: LetterRequest, key: bytes) -> bytes:
    """Return what tells a letter from every other of a batch, whatever its row, day and campaign's revision.

    It is keyed: without the batch's own record nobody can try whose letter it is.
    """
    sender, earlier = request.sender, request.follow_up_to
    asked = (request.stance, request.riding.code, request.language, request.facts, request.own_words)
    shown = (request.copy_mp, request.length, request.layout, earlier.isoformat() if earlier else None)
    who = (sender.name, sender.street, sender.city, sender.province, sender.postal_code, sender.email)
    return hmac.digest(key, json.dumps((who, asked, shown)).encode(), hashlib.sha256)


def file_name(row: int, identity: bytes, format_name: str) -> str:
    """Return the name of a row's letter, which tells nothing of its writer: ``000002-3f9c2d1e0a.pdf``."""
    return f"{row:06}-{identity.hex()[:_NAME_DIGITS]}.{FORMATS[format_name].extension}"
