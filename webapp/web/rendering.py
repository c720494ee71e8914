"""Letters laid out for pages and programs, in the processes that are there for it."""

from __future__ import annotations

from webapp.domain.errors import Overloaded
from webapp.domain.letters import Letter
from webapp.renderers.formats import FORMATS, Document
from webapp.renderers.page_images import PageImage, letter_images
from webapp.renderers.pagination import Pagination, paginate
from webapp.renderers.process import RendererLost, TookTooLong
from webapp.renderers.readback import ReadLetter, read_letter
from webapp.web.current import renderers
from webapp.web.figures import PAGES, PAGINATION, VERIFY, figures


def file_of(letter: Letter, format_name: str) -> Document:
    """Return a letter as a file; what costs little is made here."""
    kind = FORMATS[format_name]
    if not kind.is_costly:
        with figures().rendering(format_name):
            return kind.render(letter)
    return renderers().run(format_name, kind.render, letter)


def images_of(letter: Letter) -> tuple[PageImage, ...]:
    """Return each page of a letter's PDF as an image."""
    return renderers().run(PAGES, letter_images, letter)


def pagination_of(letter: Letter) -> Pagination | None:
    """Return where a letter's pages break; None where it cannot be said in time: a page does without."""
    try:
        return renderers().run(PAGINATION, paginate, letter, is_optional=True)
    except (Overloaded, RendererLost, TookTooLong):
        return None


def read_back(pdf: bytes) -> ReadLetter:
    """Return what a letter's file says; raises `InvalidInput` for another file."""
    return renderers().run(VERIFY, read_letter, pdf)
