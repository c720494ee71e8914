"""The letter's font in the two weights it is printed in, for engines that cannot read a variable font.

Its Latin characters alone are cut: the whole font would take a minute, and each PDF has a subset anyway.
"""

from __future__ import annotations

import os
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

from webapp.renderers.fonts import FACES

REGULAR, SEMIBOLD = "SourceSerif4-Regular.ttf", "SourceSerif4-SemiBold.ttf"
WEIGHTS = {REGULAR: 400, SEMIBOLD: 600}
_OPTICAL_SIZE = 10
_LATIN = (*range(0x20, 0x250), *range(0x2000, 0x2070), 0x20AC, 0x2116, 0x2122, 0x2192, 0x2212)


def cut_fonts(folder: Path) -> Path:
    """Write both files into ``folder``, where they are not there yet, and return it; takes some seconds."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in WEIGHTS:
        if not (folder / name).exists():
            _cut(name, folder / name)
    return folder


def _cut(name: str, path: Path) -> None:
    variable = next(face.path for face in FACES if face.slug == "serif")
    with TTFont(variable) as font:
        subsetter = Subsetter(Options(layout_features=["*"], name_IDs=["*"]))
        subsetter.populate(unicodes=_LATIN)
        subsetter.subset(font)
        axes = {"wght": WEIGHTS[name], "opsz": _OPTICAL_SIZE}
        instancer.instantiateVariableFont(font, axes, inplace=True, updateFontNames=False)
        _rename(font, "Regular" if name == REGULAR else "SemiBold", WEIGHTS[name])
        made = path.with_suffix(f".{os.getpid()}")
        font.save(made)
    made.replace(path)  # whole or not at all, whoever else cuts it meanwhile


def _rename(font: TTFont, style: str, weight: int) -> None:
    """Let both files be one family: engines choose by name and weight."""
    for record in list(font["name"].names):
        if record.nameID in (16, 17, 21, 22, 25):
            font["name"].removeNames(nameID=record.nameID)
    for number, text in (
        (1, "Source Serif 4"),
        (2, style),
        (4, f"Source Serif 4 {style}"),
        (6, f"SourceSerif4-{style}"),
    ):
        font["name"].setName(text, number, 3, 1, 0x409)
    font["OS/2"].usWeightClass = weight
