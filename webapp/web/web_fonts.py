"""How browsers get the typefaces: light files of what pages show first, whole ones for other scripts.

The light files are made by ``scripts/web_fonts.py`` (`make install` runs it). Where they are missing, pages
use the whole files, which look the same and weigh ten times as much.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from webapp.renderers.fonts import FACES, Face

FOLDER = Path(__file__).resolve().parents[2] / "static" / "fonts"
LIGHT_FACES = ("serif", "serif-italic", "sans")
PRELOADED = ("serif", "sans")

Ranges = tuple[tuple[int, int], ...]
CHARACTERS: Ranges = (
    (0x0020, 0x007E),  # ASCII
    (0x00A0, 0x017F),  # Latin-1 and Latin Extended-A: French, and most names
    (0x2000, 0x206F),  # spaces, quotation marks, dashes
    (0x2070, 0x208E),  # raised and lowered figures
    (0x20AC, 0x20AC),  # €
    (0x2116, 0x2116),  # №
    (0x2122, 0x2122),  # ™
    (0x2190, 0x2193),  # ← ↑ → ↓
    (0x21A9, 0x21A9),  # ↩: neither typeface has it, and none is fetched for it
    (0x2212, 0x2212),  # −
    (0x2713, 0x2713),  # ✓
)
_OTHER_SCRIPTS: Ranges = ((0x0180, 0x052F), (0x1AB0, 0x1FFF), (0x2070, 0x2BFF), (0xA700, 0xA7FF))
"""Where the whole files have more: accents, Greek, Cyrillic, Vietnamese, names of First Nations, symbols."""
_EVERYTHING: Ranges = ((0x0020, 0x10FFFF),)


@dataclass(frozen=True)
class _StandIn:
    """A system's font that stands in for ours: the names it is found by and its mean advance, in em."""

    names: tuple[str, ...]
    advance: float


@dataclass(frozen=True)
class _Fallback:
    """A family of stand-ins with the measures of one of our faces, in em, so that lines break alike.

    Its ascent and descent are those of the face's ``hhea`` table. A mean advance is that of all characters
    of the five letters of the first campaign in both languages (44,000), in the regular weight. Georgia's
    is Arial's: Capsize 4.2 gives both 913/2048. The rest was measured on DejaVu 2.37, Noto Serif 2.015,
    Roboto 3.015 and Liberation Sans 2.1, which has Arial's widths.
    """

    family: str
    advance: float
    ascent: float
    descent: float
    stand_ins: tuple[_StandIn, ...]


_FALLBACKS = (
    _Fallback(
        "Source Serif Fallback",
        advance=0.4739,
        ascent=1.036,
        descent=0.335,
        stand_ins=(
            _StandIn(("DejaVu Serif",), 0.5159),
            _StandIn(("Noto Serif",), 0.4754),
            _StandIn(("Georgia", "Gelasio"), 0.4477),
        ),
    ),
    _Fallback(
        "Source Sans Fallback",
        advance=0.4161,
        ascent=1.024,
        descent=0.4,
        stand_ins=(
            _StandIn(("Roboto",), 0.4448),
            _StandIn(("Arial", "Liberation Sans", "Arimo", "Helvetica"), 0.4477),
        ),
    ),
)


def light_files(folder: Path = FOLDER) -> Mapping[str, Path]:
    """Return the light file of each face that has one, by the face's slug."""
    return {path.name.rpartition("-")[0]: path for path in sorted(folder.glob("*-*.woff2"))}


def web_font_css(light: Mapping[str, str], whole: Callable[[Face], str]) -> str:
    """Return the ``@font-face`` rules of pages.

    ``light`` holds the address of each light file by its face's slug, none where they were not made;
    ``whole`` gives a whole file's address. With `font-display: optional` nothing on a page moves once shown.
    """
    faces = [rule for face in FACES for rule in _rules(face, light, whole(face))]
    return "\n".join((*faces, *(rule for fallback in _FALLBACKS for rule in _stand_in_rules(fallback))))


def _rules(face: Face, light: Mapping[str, str], whole: str) -> Iterable[str]:
    """Yield the rules of one face: the whole file of a light one is fetched for other scripts alone."""
    if not light:
        yield _rule(face, f'url("{whole}") format("truetype")', "swap", ())
        return
    others = _OTHER_SCRIPTS if face.slug in light else _EVERYTHING
    yield _rule(face, f'url("{whole}") format("truetype")', "swap", _without(others, CHARACTERS))
    if face.slug in light:
        yield _rule(face, f'url("{light[face.slug]}") format("woff2")', "optional", CHARACTERS)


def _rule(face: Face, source: str, display: str, ranges: Ranges) -> str:
    return (
        f'@font-face{{font-family:"{face.family}";font-style:{face.style};font-weight:{face.weight};'
        f"font-display:{display};src:{source}{f';unicode-range:{_css(ranges)}' if ranges else ''}}}"
    )


def _stand_in_rules(fallback: _Fallback) -> Iterable[str]:
    """Yield a rule for each stand-in, the best last: of those that a system has, the last one is used."""
    for stand_in in fallback.stand_ins:
        size = fallback.advance / stand_in.advance
        source = ",".join(f'local("{name}")' for name in stand_in.names)
        yield (
            f'@font-face{{font-family:"{fallback.family}";src:{source};size-adjust:{size:.2%};'
            f"ascent-override:{fallback.ascent / size:.2%};descent-override:{fallback.descent / size:.2%};"
            "line-gap-override:0%}"
        )


def _css(ranges: Ranges) -> str:
    """Return ranges as a ``unicode-range``, such as ``U+20-7E,U+20AC``."""
    return ",".join(f"U+{a:X}" if a == b else f"U+{a:X}-{b:X}" for a, b in ranges)


def _without(ranges: Ranges, taken: Ranges) -> Ranges:
    """Return ``ranges`` less those ``taken``, both in order."""
    left = list(ranges)
    for first, last in taken:
        left = [
            piece
            for a, b in left
            for piece in ((a, min(b, first - 1)), (max(a, last + 1), b))
            if piece[0] <= piece[1]
        ]
        left = list(dict.fromkeys(left))
    return tuple(left)
