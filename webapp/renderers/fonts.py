"""The typefaces of letters and pages: files of installed packages, never the system's own.

Source Serif 4 and Source Sans 3 carry Latin, Greek and Cyrillic. DejaVu Sans stands behind them for
Canadian syllabics (Inuktitut, Cree) and symbols; it comes with matplotlib, whose code is not used.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from webapp.domain.errors import RenderingError


@dataclass(frozen=True)
class Face:
    """One font file: its family, style and weight in CSS, and the package that brings it."""

    slug: str
    family: str
    style: str
    weight: str
    package: str
    file: str

    @property
    def path(self) -> Path:
        """The font file; raises `RenderingError` where its package is not installed."""
        spec = find_spec(self.package)
        folder = spec and spec.submodule_search_locations
        path = Path(folder[0], self.file) if folder else None
        if path is None or not path.is_file():
            raise RenderingError(f"The font {self.family} is missing: run `make install`.")
        return path


_SERIF = "fontpkg_source_serif_4"
_WEIGHTS = "200 900"
FACES = (
    Face("serif", "Source Serif 4", "normal", _WEIGHTS, _SERIF, "files/SourceSerif4[opsz,wght].ttf"),
    Face("serif-italic", "Source Serif 4", "italic", _WEIGHTS, _SERIF, "files/SourceSerif4-Italic[opsz,wght].ttf"),  # noqa: E501
    Face("sans", "Source Sans 3", "normal", _WEIGHTS, "fontpkg_source_sans_3", "files/SourceSans3[wght].ttf"),
    Face("syllabics", "DejaVu Sans", "normal", "400", "matplotlib", "mpl-data/fonts/ttf/DejaVuSans.ttf"),
)  # fmt: skip
LETTER_FACES = ("serif", "serif-italic", "syllabics")


def font_face_css(url: Callable[[Face], str], *, ranges: bool) -> str:
    """Return the ``@font-face`` rules; ``ranges`` gives variable weights as browsers want them.

    WeasyPrint reads the weights from a variable file itself and knows no weight range in CSS.
    """
    rules = []
    for face in FACES:
        weight = f"font-weight:{face.weight};" if ranges else ""
        rules.append(
            f'@font-face{{font-family:"{face.family}";font-style:{face.style};{weight}'
            f'font-display:swap;src:url("{url(face)}") format("truetype")}}'
        )
    return "\n".join(rules)


_VARIATION_SELECTORS = frozenset(chr(code) for code in range(0xFE00, 0xFE10))
_BADLY_SHAPED = frozenset({0x0EB3})
"""Lao *am*: taken apart when it is shaped, so that its text can no longer be read out of the PDF."""


@cache
def _printable() -> frozenset[int]:
    from fontTools.ttLib import TTFont

    characters: set[int] = set()
    for face in FACES:
        if face.slug in ("serif", "syllabics"):
            with TTFont(face.path, lazy=True) as font:
                characters |= set(font.getBestCmap())
    return frozenset(characters - _BADLY_SHAPED)


def unprintable(text: str) -> str:
    """Return the characters of ``text`` that no typeface of the letter can draw, each once.

    Joiners and variation selectors draw nothing and count as printable. A combining mark needs a letter
    before it: alone, its text could not be read out of the PDF.
    """
    before = " " + text
    missing = (
        character
        for previous, character in zip(before, text, strict=False)
        if not character.isspace()
        and unicodedata.category(character) != "Cf"
        and character not in _VARIATION_SELECTORS
        and (ord(character) not in _printable() or _is_alone(character, previous))
    )
    return "".join(dict.fromkeys(missing))


def _is_alone(character: str, previous: str) -> bool:
    return bool(unicodedata.combining(character)) and previous.isspace()
