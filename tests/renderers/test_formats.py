"""The table of formats: names of files, media types, and the bytes each begins with."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from webapp.domain.letters import Letter
from webapp.renderers.formats import FORMATS

TABLE = [
    ("pdf", "application/pdf", b"%PDF-1.7"),
    ("txt", "text/plain; charset=utf-8", b"To: "),
    ("md", "text/markdown; charset=utf-8", b"Anne Tremblay"),
    ("eml", "message/rfc822", b"To: pm@pm.gc.ca\r\n"),
    ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", b"PK\x03\x04"),
    ("ics", "text/calendar; charset=utf-8", b"BEGIN:VCALENDAR\r\n"),
    ("html", "text/html; charset=utf-8", b"<!DOCTYPE html>"),
]


@pytest.mark.parametrize(("name", "media_type", "beginning"), TABLE)
def test_format_gives_its_media_type_and_its_bytes(
    name: str, media_type: str, beginning: bytes, make_letter: Callable[..., Letter]
) -> None:
    document = FORMATS[name].render(make_letter())

    assert document.media_type == media_type
    assert document.content.startswith(beginning)


@pytest.mark.parametrize(
    ("stance", "language", "filename"),
    [
        ("close", "en", "letter-ice-offices-canada-close.txt"),
        ("review", "fr", "lettre-ice-offices-canada-review.txt"),
        ("keep", "both", "letter-lettre-ice-offices-canada-keep.txt"),
    ],
)
def test_file_name_tells_nothing_of_the_writer(
    stance: str, language: str, filename: str, make_letter: Callable[..., Letter]
) -> None:
    assert FORMATS["txt"].render(make_letter(stance=stance, language=language)).filename == filename


@pytest.mark.parametrize("name", FORMATS)
def test_file_name_ends_as_the_name_of_its_format_says(name: str, make_letter: Callable[..., Letter]) -> None:
    assert FORMATS[name].render(make_letter()).filename == f"letter-ice-offices-canada-close.{name}"
