"""Letters laid out for pages and programs, in the processes that are there for it."""

from __future__ import annotations

from webapp.domain.errors import Overloaded
from webapp.domain.letters import Letter
from webapp.renderers.formats import FORMATS, Document
from webapp.renderers.in_hand import PDF
from webapp.renderers.page_images import PageImage, page_images
from webapp.renderers.pagination import Pagination, paginate
from webapp.renderers.process import RendererLost, TookTooLong
from webapp.renderers.readback import ReadLetter, read_letter
from webapp.web.current import renderers
from webapp.web.figures import PAGES, PAGINATION, VERIFY, figures
from webapp.web.limits import may_prepare


def file_of(letter: Letter, format_name: str) -> Document:
    """Return a letter as a file that is not kept; what costs little is made here."""
    kind = FORMATS[format_name]
    if kind.is_costly:
        return renderers().run(format_name, kind.render, letter)
    with figures().rendering(format_name):
        return kind.render(letter)


def file_in_hand(letter: Letter, format_name: str) -> Document:
    """Return a letter as a file: its PDF, and what holds that, from the one in hand where there is one."""
    kind = FORMATS[format_name]
    if format_name == PDF:
        return renderers().pdf(letter)
    if not kind.holds_pdf:
        return file_of(letter, format_name)
    pdf = renderers().pdf(letter).content
    with figures().rendering(format_name):
        return kind.render(letter, pdf)


def prepare(letter: Letter) -> None:
    """Have a letter's PDF made that its writer is about to ask for, if the limits let them ask for it."""
    if owner := may_prepare():
        renderers().prepare(letter, owner)


def images_of(letter: Letter) -> tuple[PageImage, ...]:
    """Return each page of a letter's PDF as an image."""
    return renderers().run(PAGES, page_images, renderers().pdf(letter).content)


def pagination_of(letter: Letter) -> Pagination | None:
    """Return where a letter's pages break; None where it cannot be said in time: a page does without."""
    try:
        return renderers().run(PAGINATION, paginate, letter, is_optional=True)
    except (Overloaded, RendererLost, TookTooLong):
        return None


def read_back(pdf: bytes) -> ReadLetter:
    """Return what a letter's file says; raises `InvalidInput` for another file."""
    return renderers().run(VERIFY, read_letter, pdf)
