"""WeasyPrint with the letter's own fonts and no other: what lays out its PDF, and counts its pages."""

from __future__ import annotations

import atexit
import logging
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache, partial
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import RLock
from typing import Any

from webapp.domain.errors import RenderingError
from webapp.domain.letters import Letter
from webapp.renderers.fonts import LETTER_FACES
from webapp.renderers.html import letter_css
from webapp.renderers.quick_import import import_weasyprint

QR = "apostille:sources.svg"
"""The address of the QR code of a letter's sources, in its own document."""
PDF_UA = {"pdf_variant": "pdf/ua-1", "pdf_tags": True, "custom_metadata": True}
"""What WeasyPrint is told when it writes a letter."""
BOTTOM_MARGIN = 12 / 25.4 * 96
"""The bottom margin of ``@page`` in letter.css, 12 mm, in CSS pixels of 1/96 inch."""
_ONE_AT_A_TIME = RLock()


class Engine:
    """WeasyPrint with our fonts only, its style sheet parsed once for the process."""

    def __init__(self) -> None:
        self._weasyprint = _weasyprint()
        from weasyprint.text.fonts import FontConfiguration

        fonts = FontConfiguration()
        with nothing_in_silence():
            css = self._weasyprint.CSS(string=letter_css(), font_config=fonts, url_fetcher=_refuse)
        self.name = f"WeasyPrint {self._weasyprint.__version__}"
        self.options: Mapping[str, Any] = {"stylesheets": [css], "font_config": fonts}
        """What WeasyPrint is told each time it lays a letter out."""

    def html(self, letter: Letter, document: str) -> Any:
        """Return a letter's document as a `weasyprint.HTML`, ready to be laid out with `options`."""
        return self._weasyprint.HTML(
            string=document,
            url_fetcher=partial(_fetch_qr, letter),
            base_url="about:blank",
        )


def engine() -> Engine:
    """Return the one engine of the process; it takes about half a second to make."""
    with _ONE_AT_A_TIME:
        return _made()


@cache
def _made() -> Engine:
    return Engine()


@atexit.register
def _forget_engine() -> None:
    """Let WeasyPrint remove its copies of the fonts from the temporary folder: it does so with the object."""
    _made.cache_clear()


@contextmanager
def nothing_in_silence() -> Iterator[None]:
    """Turn whatever WeasyPrint would only log into a `RenderingError`, while nobody else lays anything out.

    Twelve first letters at once in threads of one process were seen to corrupt Pango's memory, and what
    one letter makes WeasyPrint complain of would be heard as another's.
    """
    logger = logging.getLogger("weasyprint")
    complaints = _Complaints()
    with _ONE_AT_A_TIME:
        fatal = import_weasyprint().urls.FatalURLFetchingError  # a BaseException
        logger.addHandler(complaints)
        try:
            yield
        except RenderingError:
            raise
        except (Exception, fatal) as error:
            raise RenderingError(f"The PDF could not be made ({type(error).__name__}).") from error
        finally:
            logger.removeHandler(complaints)
    if complaints.places:
        raise RenderingError(f"WeasyPrint complained of the letter or its layout ({complaints.places[0]}).")


class _Complaints(logging.Handler):
    """Keeps the places in WeasyPrint that complained, not what they said: that may quote the letter."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.places: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.places.append(f"{record.module}, line {record.lineno}")


def _weasyprint() -> Any:
    """Import WeasyPrint where fontconfig sees the letter's fonts and no other.

    Fonts of the system would otherwise stand in for missing characters, differently on each machine.
    """
    folder = TemporaryDirectory(prefix="apostille-fonts-")
    atexit.register(folder.cleanup)
    for face in LETTER_FACES:
        Path(folder.name, f"{face.slug}.ttf").write_bytes(face.content())
    Path(folder.name, "fonts.conf").write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        f"<dir>{folder.name}</dir><cachedir>{folder.name}</cachedir></fontconfig>",
        encoding="utf-8",
    )
    os.environ["FONTCONFIG_FILE"] = str(Path(folder.name, "fonts.conf"))
    os.environ.setdefault("SOURCE_DATE_EPOCH", "0")  # else fontTools writes the clock into each font it cuts
    return import_weasyprint()


def _fetch_qr(letter: Letter, url: str) -> Any:
    """Give WeasyPrint the QR code of the letter's sources and nothing else."""
    import segno
    from weasyprint.urls import URLFetcherResponse

    if url != QR or not letter.sources_url:
        return _refuse(url)
    image = BytesIO()
    segno.make(letter.sources_url, error="m", micro=False).save(image, kind="svg", border=2)
    return URLFetcherResponse(url, image.getvalue(), {"Content-Type": "image/svg+xml"})


def _refuse(url: str) -> Any:
    """Stop the rendering: a letter needs nothing from outside."""
    from weasyprint.urls import FatalURLFetchingError

    raise FatalURLFetchingError(f"a letter fetches nothing, but its layout asked for {url[:80]}")
