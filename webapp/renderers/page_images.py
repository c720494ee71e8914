"""The pages of a letter's PDF as images, drawn by PDFium as Chromium draws them.

A page in WebP without loss and in ten colours has about 35 kB at 900 pixels, 68 kB where it is densest:
some two thirds of its PNG.
"""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from threading import Lock
from typing import Any

from webapp.domain.errors import RenderingError

_MOST_PAGES = 12
_Colour = tuple[int, int, int]
_PAPER, _INK, _ACCENT = (255, 255, 255), (0x16, 0x18, 0x1D), (0x4B, 0x2A, 0x91)  # as in letter.css
_GREYS, _VIOLETS = 6, 4
_ONE_AT_A_TIME = Lock()  # PDFium is not safe in threads


@dataclass(frozen=True)
class PageImage:
    """One page as a WebP image of ``width`` by ``height`` pixels."""

    content: bytes
    width: int
    height: int


def page_images(pdf: bytes, *, width: int = 900) -> tuple[PageImage, ...]:
    """Return each page of ``pdf`` as a WebP image ``width`` pixels wide; the same PDF gives the same bytes.

    Raises `RenderingError` for what is not a PDF, and for more than twelve pages.
    """
    import pypdfium2

    with _ONE_AT_A_TIME:
        try:
            document = pypdfium2.PdfDocument(pdf)
        except pypdfium2.PdfiumError as error:
            raise RenderingError("The pages could not be drawn: the file is no PDF.") from error
        try:
            if len(document) > _MOST_PAGES:
                raise RenderingError(f"The pages could not be drawn: there are more than {_MOST_PAGES}.")
            return tuple(_webp(_drawn(page, width)) for page in document)
        finally:
            document.close()


def _drawn(page: Any, width: int) -> Any:
    """Return a page as a Pillow image; PDFium rounds its width up, hence a hair less."""
    return page.render(scale=(width - 0.001) / page.get_width(), draw_annots=False).to_pil()


def _webp(image: Any) -> PageImage:
    """Return an image in the colours of a letter as WebP without loss."""
    from PIL import Image

    palette = Image.new("P", (1, 1))
    colours = _ramp(_INK, _GREYS) + _ramp(_ACCENT, _VIOLETS + 1)[1:]
    palette.putpalette([value for colour in colours for value in colour])
    file = BytesIO()
    image.quantize(palette=palette, dither=Image.Dither.NONE).save(
        file, "WEBP", lossless=True, quality=80, method=4
    )
    return PageImage(file.getvalue(), image.width, image.height)


def _ramp(colour: _Colour, steps: int) -> list[_Colour]:
    """Return ``steps`` colours from paper to ``colour``: what the edges of letters are smoothed with."""
    return [
        tuple(round(a + (b - a) * step / (steps - 1)) for a, b in zip(_PAPER, colour, strict=True))  # type: ignore[misc]
        for step in range(steps)
    ]
