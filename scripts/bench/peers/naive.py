"""WeasyPrint as its documentation first shows it: one call, a whole page of HTML, and nothing kept."""

from __future__ import annotations

from webapp.domain.letters import Letter
from webapp.renderers.fonts import font_face_css
from webapp.renderers.html import document, letter_css


def prepared(letter: Letter) -> str:
    """Return a letter as HTML with its style sheet and fonts in it."""
    fonts = font_face_css(lambda face: face.path.as_uri(), ranges=False)
    return document(letter, style=f"{fonts}\n{letter_css()}")


def make(page: str) -> bytes:
    """Return the PDF."""
    from weasyprint import HTML

    pdf: bytes = HTML(string=page).write_pdf(pdf_variant="pdf/ua-1")
    return pdf
