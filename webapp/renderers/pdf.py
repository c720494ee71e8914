"""The letter as a tagged PDF/UA-1, made by WeasyPrint from the letter's own HTML and style sheet."""

from __future__ import annotations

import atexit
import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from webapp.domain.errors import RenderingError
from webapp.domain.letters import Letter
from webapp.renderers.fonts import FACES, LETTER_FACES, Face, font_face_css
from webapp.renderers.html import document, letter_css

_PRINT_FLAG = 4


def render(letter: Letter) -> bytes:
    """Return the letter as PDF bytes; the same letter gives the same bytes.

    Raises `RenderingError` where anything had to be fetched, was ignored, or failed.
    """
    engine = _engine()
    with _nothing_in_silence():
        html = engine.weasyprint.HTML(string=document(letter), url_fetcher=_refuse, base_url="about:blank")
        pdf: bytes = html.write_pdf(
            stylesheets=[engine.css],
            font_config=engine.fonts,
            pdf_variant="pdf/ua-1",
            pdf_tags=True,
            finisher=_print_annotations,
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
    import weasyprint

    return weasyprint


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


def _print_annotations(_document: object, pdf: Any) -> None:
    """Set the Print flag on every annotation, as PDF/UA-1 asks (7.18.1)."""
    for item in pdf.objects:
        if isinstance(item, dict) and item.get("Type") == "/Annot":
            item["F"] = _PRINT_FLAG


class _Complaints(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.msg % record.args if record.args else record.msg)


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
    if complaints.messages:
        raise RenderingError(f"WeasyPrint ignored something: {complaints.messages[0]}")
