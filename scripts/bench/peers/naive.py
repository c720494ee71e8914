"""WeasyPrint as its documentation first shows it: one call, a whole page of HTML, and nothing kept."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from bench.peers.faces import WEIGHTS
from webapp.domain.letters import Letter
from webapp.renderers.fonts import FACES
from webapp.renderers.html import document, letter_css


def prepared(letter: Letter, fonts: Path) -> str:
    """Return a letter as HTML with its style sheet in it, and its two weights in a folder of fonts."""
    return _with_fonts(letter, {weight: fonts / name for name, weight in WEIGHTS.items()})


def with_variable_font(letter: Letter) -> str:
    """Return a letter as HTML with the font as it is packaged: one file for all weights."""
    [path] = [face.path for face in FACES if face.slug == "serif"]
    return _with_fonts(letter, {400: path, 600: path})


def _with_fonts(letter: Letter, files: Mapping[int, Path]) -> str:
    faces = (
        f'@font-face{{font-family:"Source Serif 4";font-weight:{weight};src:url("{path.as_uri()}")}}'
        for weight, path in files.items()
    )
    return document(letter, style="\n".join((*faces, letter_css())))


def make(page: str) -> bytes:
    """Return the PDF."""
    from weasyprint import HTML

    pdf: bytes = HTML(string=page).write_pdf(pdf_variant="pdf/ua-1")
    return pdf
