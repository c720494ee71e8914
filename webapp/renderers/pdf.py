"""The letter as a tagged PDF/UA-1, made by WeasyPrint from the letter's own HTML and style sheet."""

from __future__ import annotations

import atexit
import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, partial
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import segno

from webapp.domain.errors import RenderingError
from webapp.domain.letters import Letter
from webapp.renderers.fonts import FACES, LETTER_FACES, Face, font_face_css
from webapp.renderers.html import document, letter_css
from webapp.renderers.pdf_structure import finish

_QR = "apostille:sources.svg"


def render(letter: Letter) -> bytes:
    """Return the letter as PDF bytes; the same letter gives the same bytes.

    Raises `RenderingError` where anything had to be fetched, was ignored, or failed.
    """
    engine = _engine()
    with _nothing_in_silence():
        html = engine.weasyprint.HTML(
            string=document(letter, qr=_QR),
            url_fetcher=partial(_fetch_qr, letter),
            base_url="about:blank",
        )
        pdf: bytes = html.write_pdf(
            stylesheets=[engine.css],
            font_config=engine.fonts,
            pdf_variant="pdf/ua-1",
            pdf_tags=True,
            custom_metadata=True,
            finisher=partial(finish, letter),
        )
    return pdf


class _Engine:
    """WeasyPrint with our fonts only, its style sheet parsed once for the process."""

    def __init__(self) -> None:
        self.weasyprint = _weasyprint()
        from weasyprint.text.fonts import FontConfiguration

        self.fonts = FontConfiguration()
        with _nothing_in_silence():
            self.css = self.weasyprint.CSS(
                string=f"{font_face_css(_file_url, ranges=False)}\n{letter_css()}",
                font_config=self.fonts,
                url_fetcher=_fetch_font,
            )


@cache
def _engine() -> _Engine:
    return _Engine()


def _weasyprint() -> Any:
    """Import WeasyPrint where fontconfig sees the letter's fonts and no other.

    Fonts of the system would otherwise stand in for missing characters, differently on each machine.
    """
    folder = TemporaryDirectory(prefix="apostille-fonts-")
    atexit.register(folder.cleanup)
    fonts = {face.path.parent for face in FACES if face.slug in LETTER_FACES and face.slug != "syllabics"}
    directories = "".join(f"<dir>{path}</dir>" for path in sorted(fonts))
    Path(folder.name, "fonts.conf").write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        f"{directories}<cachedir>{folder.name}</cachedir></fontconfig>",
        encoding="utf-8",
    )
    os.environ["FONTCONFIG_FILE"] = str(Path(folder.name, "fonts.conf"))
    os.environ.setdefault("SOURCE_DATE_EPOCH", "0")  # else fontTools writes the clock into each font it cuts
    import weasyprint

    return weasyprint


def _fetch_qr(letter: Letter, url: str) -> Any:
    """Give WeasyPrint the QR code of the letter's sources and nothing else."""
    from weasyprint.urls import URLFetcherResponse

    if url != _QR or not letter.sources_url:
        return _refuse(url)
    image = BytesIO()
    segno.make(letter.sources_url, error="m", micro=False).save(image, kind="svg", border=2)
    return URLFetcherResponse(url, image.getvalue(), {"Content-Type": "image/svg+xml"})


def _file_url(face: Face) -> str:
    return face.path.as_uri()


def _fetch_font(url: str) -> Any:
    """Give WeasyPrint the letter's font files and nothing else."""
    from weasyprint.urls import URLFetcherResponse

    for face in FACES:
        if url == _file_url(face):
            return URLFetcherResponse(url, face.path.read_bytes(), {"Content-Type": "font/ttf"})
    return _refuse(url)


def _refuse(url: str) -> Any:
    """Stop the rendering: a letter needs nothing from outside."""
    from weasyprint.urls import FatalURLFetchingError

    raise FatalURLFetchingError(f"a letter fetches nothing, but its layout asked for {url[:80]}")


class _Complaints(logging.Handler):
    """Keeps the places in WeasyPrint that complained, not what they said: that may quote the letter."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.places: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.places.append(f"{record.module}, line {record.lineno}")


@contextmanager
def _nothing_in_silence() -> Iterator[None]:
    """Turn whatever WeasyPrint would only log into a `RenderingError`."""
    from weasyprint.urls import FatalURLFetchingError

    logger = logging.getLogger("weasyprint")
    complaints = _Complaints()
    logger.addHandler(complaints)
    try:
        yield
    except (Exception, FatalURLFetchingError) as error:  # the latter is a BaseException
        raise RenderingError(f"The PDF could not be made ({type(error).__name__}).") from error
    finally:
        logger.removeHandler(complaints)
    if complaints.places:
        raise RenderingError(f"WeasyPrint complained of the letter or its layout ({complaints.places[0]}).")
