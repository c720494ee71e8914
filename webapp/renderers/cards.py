"""The picture of a campaign that a shared link shows: 1200 × 630 pixels, in the site's own look.

The size is the one that Open Graph readers ask for (ratio 1.91 to 1); colours are those of
``static/css/tokens.css``. The card reads as a letter does: a mark, a rule, and the note it leads to.
"""

from __future__ import annotations

import io
from functools import lru_cache
from threading import Lock
from typing import TYPE_CHECKING

from webapp.domain.locales import Language
from webapp.renderers.fonts import FACES

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont

SIZE = (1200, 630)
PAPER, WASH, RULE, INK, INK_SOFT, VIOLET = "#f6f4ef", "#ece7f6", "#857f92", "#1b1926", "#565165", "#4b2a91"
PROMISE: dict[Language, str] = {
    "en": "Every claim carries its numbered source.",
    "fr": "Chaque affirmation porte le numéro de sa source.",
}
_MARGIN = 88
_TITLE_TOP, _TITLE_BOTTOM, _NOTE_LINE = 168, 470, 540
_TITLE_SIZES = range(104, 47, -4)
_LEADING = 1.12
_STEPS = 12  # shades between an ink and what it stands on: smoothed edges look as in full colour
_KEPT = 32  # cards in memory, some 20 kB each
_FACE = Lock()
"""FreeType draws with one face in one thread at a time."""


def card(title: str, language: Language) -> bytes:
    """Return the card of a campaign as a PNG, drawn once in this process."""
    with _FACE:
        return _drawn(title, language)


@lru_cache(maxsize=_KEPT)
def _drawn(title: str, language: Language) -> bytes:
    from PIL import Image, ImageDraw

    image = Image.new("RGB", SIZE, PAPER)
    draw = ImageDraw.Draw(image)
    draw.fontmode = "L"
    _great_mark(draw)
    _wordmark(draw)
    _title(draw, title)
    _note(draw, PROMISE[language])
    file = io.BytesIO()
    few = image.quantize(palette=_palette(), dither=Image.Dither.NONE)
    few.save(file, "PNG", optimize=True)
    return file.getvalue()


def _palette() -> Image:
    """Return the card's own colours and the shades between them; a computed palette would grey the violet."""
    from PIL import Image, ImageColor

    pairs = [(ground, ink) for ground in (PAPER, WASH) for ink in (INK, INK_SOFT, VIOLET)]
    colours = [
        round(a + (b - a) * step / (_STEPS - 1))
        for ground, ink in (*pairs, (PAPER, WASH), (PAPER, RULE))
        for step in range(_STEPS)
        for a, b in zip(ImageColor.getrgb(ground)[:3], ImageColor.getrgb(ink)[:3], strict=True)
    ]
    palette = Image.new("P", (1, 1))
    palette.putpalette(colours)
    return palette


def title_lines(title: str, width: int) -> tuple[int, list[str]]:
    """Return the largest size at which a title fits, in pixels, and its lines; the smallest cuts it short."""
    for size in _TITLE_SIZES:
        lines = _wrapped(title, _serif(size, 620), width)
        if lines is not None and _LEADING * size * len(lines) <= _TITLE_BOTTOM - _TITLE_TOP:
            return size, lines
    return _cut_short(title, width)


def _cut_short(title: str, width: int) -> tuple[int, list[str]]:
    size = _TITLE_SIZES[-1]
    most = int((_TITLE_BOTTOM - _TITLE_TOP) / (_LEADING * size))
    fits, too_long = 0, len(title)
    best = ["…"]
    while too_long - fits > 1:
        end = (fits + too_long) // 2
        lines = _wrapped(title[:end].rstrip(" ,;:") + "…", _serif(size, 620), width)
        if lines is not None and len(lines) <= most:
            fits, best = end, lines
        else:
            too_long = end
    return size, best


def _wrapped(title: str, font: FreeTypeFont, width: int) -> list[str] | None:
    """Return the lines of a title, no-break spaces kept; None where one word is wider than a line."""
    lines: list[str] = []
    for word in title.split(" "):
        if font.getlength(word) > width:
            return None
        if lines and font.getlength(longer := f"{lines[-1]} {word}") <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _great_mark(draw: ImageDraw) -> None:
    """Draw the mark of a source, as large as the card, barely there, behind the words."""
    draw.text((SIZE[0] - 40, 590), "1", fill=WASH, font=_serif(760, 700), anchor="rs")


def _wordmark(draw: ImageDraw) -> None:
    font = _serif(46, 640)
    draw.text((_MARGIN, 112), "Apostille", fill=INK, font=font, anchor="ls")
    after = _MARGIN + font.getlength("Apostille") + 4
    draw.text((after, 92), "1", fill=VIOLET, font=_serif(27, 640), anchor="ls")


def _title(draw: ImageDraw, title: str) -> None:
    width = SIZE[0] - 2 * _MARGIN - 60
    size, lines = title_lines(title, width)
    font, leading = _serif(size, 620), _LEADING * size
    top = (_TITLE_TOP + _TITLE_BOTTOM - leading * len(lines)) / 2
    for number, line in enumerate(lines):
        base = top + leading * number + 0.84 * size
        draw.text((_MARGIN, base), line, fill=INK, font=font, anchor="ls")
    after = _MARGIN + font.getlength(lines[-1]) + 0.06 * size
    draw.text(
        (after, base - 0.36 * size), "1", fill=VIOLET, font=_serif(round(0.54 * size), 640), anchor="ls"
    )


def _note(draw: ImageDraw, words: str) -> None:
    """Draw the rule of a footnote and the promise under it, as the note that the title's mark leads to."""
    draw.rectangle((_MARGIN, _NOTE_LINE - 56, _MARGIN + 240, _NOTE_LINE - 55), fill=RULE)
    draw.text((_MARGIN, _NOTE_LINE - 11), "1", fill=VIOLET, font=_serif(22, 640), anchor="ls")
    draw.text((_MARGIN + 22, _NOTE_LINE), words, fill=INK_SOFT, font=_serif(36, 420), anchor="ls")


@lru_cache(maxsize=64)
def _serif(size: int, weight: int) -> FreeTypeFont:
    """Return our serif: ``size`` in pixels, with the optical size drawn for it (8 to 60 points)."""
    from PIL import ImageFont

    face = next(face for face in FACES if face.slug == "serif")
    font = ImageFont.truetype(face.path, size)
    named = {"Weight": weight, "Optical Size": min(60, max(8, size))}
    font.set_variation_by_axes([named[axis["name"].decode()] for axis in font.get_variation_axes()])
    return font
