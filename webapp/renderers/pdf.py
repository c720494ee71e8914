"""The letter as a tagged PDF/UA-1, made by WeasyPrint from the letter's own HTML and style sheet."""

from __future__ import annotations

from functools import partial
from typing import Any

from webapp.domain.errors import RenderingError
from webapp.domain.letters import MOST_PAGES, Letter
from webapp.renderers.compositor import made_up
from webapp.renderers.engine import PDF_UA, QR, engine, nothing_in_silence
from webapp.renderers.galleys import DoesNotFit
from webapp.renderers.html import document
from webapp.renderers.pdf_structure import finish


def render(letter: Letter) -> bytes:
    """Return the letter as PDF bytes; the same letter gives the same bytes.

    Raises `RenderingError` where anything had to be fetched, was ignored, or failed, and where the letter
    has more pages than a reader of its file accepts.
    """
    try:
        return made_up(letter)
    except DoesNotFit:
        return laid_out_whole(letter)


def laid_out_whole(letter: Letter) -> bytes:
    """Return the letter as `render` does, laid out by WeasyPrint as one document."""
    weasyprint = engine()
    with nothing_in_silence():
        pdf: bytes = weasyprint.html(letter, document(letter, qr=QR)).write_pdf(
            **weasyprint.options,
            **PDF_UA,
            finisher=partial(_finish, letter),
        )
    return pdf


def _finish(letter: Letter, document: Any, pdf: Any) -> None:
    if len(document.pages) > MOST_PAGES:
        raise RenderingError(f"The letter has more than {MOST_PAGES} pages.")
    finish(letter, document, pdf)
