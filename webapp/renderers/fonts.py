"""The typefaces of letters and pages: files of installed packages, never the system's own.

Source Serif 4 and Source Sans 3 carry Latin, Greek and Cyrillic. DejaVu Sans stands behind them for
Canadian syllabics (Inuktitut, Cree) and symbols; it comes with matplotlib, whose code is not used.
Letters are set in single weights cut out of the variable files, by `make install` or once for each process:
WeasyPrint would cut them out for every letter, which was four fifths of its time.
"""

from __future__ import annotations

import string
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from webapp.domain.errors import RenderingError
from webapp.renderers.kept import keep, place


@dataclass(frozen=True)
class Face:
    """One font file: its family, style and weight in CSS, and the package that brings it."""

    slug: str
    family: str
    style: str
    weight: str
    package: str
    file: str

    def content(self) -> bytes:
        """Return the font file; raises `RenderingError` where its package is not installed."""
        return self.path.read_bytes()

    @property
    def path(self) -> Path:
        """Where the font file is; raises `RenderingError` where its package is not installed."""
        spec = find_spec(self.package)
        folder = spec and spec.submodule_search_locations
        path = Path(folder[0], self.file) if folder else None
        if path is None or not path.is_file():
            raise RenderingError(f"The font {self.family} is missing: run `make install`.")
        return path


@dataclass(frozen=True)
class Weight:
    """One weight of a variable face, as a font by itself; its optical size is the face's usual one."""

    source: Face
    weight: str

    @property
    def slug(self) -> str:
        """The face's slug and the weight, such as ``serif-600``."""
        return f"{self.source.slug}-{self.weight}"

    def content(self) -> bytes:
        """Return the font file; raises `RenderingError` where that of the source is missing."""
        return _kept_or_cut(self)

    def keep(self) -> None:
        """Cut the font, and keep it."""
        source = self.source.content()
        keep(self._place(source), _cut(source, float(self.weight)))

    def _place(self, source: bytes) -> Path:
        import uharfbuzz

        return place(f"{self.slug}_{{}}.ttf", source, uharfbuzz.__version__.encode())


@cache
def _kept_or_cut(weight: Weight) -> bytes:
    source = weight.source.content()
    path = weight._place(source)
    return path.read_bytes() if path.is_file() else _cut(source, float(weight.weight))


def _cut(source: bytes, weight: float) -> bytes:
    import uharfbuzz

    whole = uharfbuzz.Face(uharfbuzz.Blob(source))
    cut = uharfbuzz.SubsetInput()
    cut.keep_everything()
    cut.pin_all_axes_to_default(whole)
    cut.pin_axis_location(whole, "wght", weight)
    content: bytes = uharfbuzz.subset(whole, cut).blob.data
    return content


_SERIF = "fontpkg_source_serif_4"
_WEIGHTS = "200 900"
_TEXT = Face("serif", "Source Serif 4", "normal", _WEIGHTS, _SERIF, "files/SourceSerif4[opsz,wght].ttf")
_SYLLABICS = Face(
    "syllabics", "DejaVu Sans", "normal", "400", "matplotlib", "mpl-data/fonts/ttf/DejaVuSans.ttf"
)
FACES = (
    _TEXT,
    Face("serif-italic", "Source Serif 4", "italic", _WEIGHTS, _SERIF, "files/SourceSerif4-Italic[opsz,wght].ttf"),  # noqa: E501
    Face("sans", "Source Sans 3", "normal", _WEIGHTS, "fontpkg_source_sans_3", "files/SourceSans3[wght].ttf"),
    _SYLLABICS,
)  # fmt: skip
LETTER_WEIGHTS = (Weight(_TEXT, "400"), Weight(_TEXT, "600"))
LETTER_FACES = (*LETTER_WEIGHTS, _SYLLABICS)
"""What letters are printed in; letter.css asks for no other weight, and for no italic."""

_VARIATION_SELECTORS = frozenset(chr(code) for code in range(0xFE00, 0xFE10))
_BADLY_SHAPED = frozenset({0x0EB3})
"""Lao *am*: taken apart when it is shaped, so that its text can no longer be read out of the PDF."""


_ASCII = frozenset(string.printable)
"""Characters that every face has, those for spaces aside: most names need no other looked up."""


@cache
def _printable() -> frozenset[int]:
    import uharfbuzz

    files = (uharfbuzz.Blob.from_file_path(face.path) for face in (_TEXT, _SYLLABICS))
    characters = frozenset().union(*(uharfbuzz.Face(file).unicodes for file in files))
    return characters - _BADLY_SHAPED


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
        and character not in _ASCII
        and (ord(character) not in _printable() or _is_alone(character, previous))
    )
    return "".join(dict.fromkeys(missing))


def _is_alone(character: str, previous: str) -> bool:
    return bool(unicodedata.combining(character)) and previous.isspace()
