"""Cut the fonts that browsers get out of the very files the PDF uses: WOFF2 into ``static/fonts/``.

    .venv/bin/python scripts/web_fonts.py

Each file has the characters of `webapp.web.web_fonts.CHARACTERS`, the whole range of weights and every
OpenType feature; the optical size is pinned to that of text. Its name carries a digest of its content, so
that it may be cached for good. It takes about ten seconds.
"""

from __future__ import annotations

import hashlib
import os
from io import BytesIO
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

from webapp.renderers.fonts import FACES, Face
from webapp.web.web_fonts import CHARACTERS, FOLDER, LIGHT_FACES

_OPTICAL_SIZE = 14  # points: near the text of pages and the master that Source Serif calls regular
_NAMES = (
    1,
    2,
    3,
    4,
    5,
    6,
    25,
)  # what names a font and its weights, and no licence text: that is in the package


def main() -> None:
    """Write each light face anew and remove the files it replaces."""
    os.environ.setdefault("SOURCE_DATE_EPOCH", "0")  # else the clock is in each file and in its digest
    FOLDER.mkdir(parents=True, exist_ok=True)
    written = {_write(face) for face in FACES if face.slug in LIGHT_FACES}
    for path in set(FOLDER.glob("*.woff2")) - written:
        path.unlink()


def _write(face: Face) -> Path:
    content = light(face)
    path = FOLDER / f"{face.slug}-{hashlib.sha256(content).hexdigest()[:12]}.woff2"
    path.write_bytes(content)
    return path


def light(face: Face) -> bytes:
    """Return a face as WOFF2 with the characters of the pages alone; the same file gives the same bytes."""
    font = TTFont(face.path)
    options = Options()
    options.layout_features = ["*"]
    options.name_IDs = list(_NAMES)
    options.notdef_outline = True
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=[code for first, last in CHARACTERS for code in range(first, last + 1)])
    subsetter.subset(font)
    if any(axis.axisTag == "opsz" for axis in font["fvar"].axes):
        instantiateVariableFont(font, {"opsz": _OPTICAL_SIZE}, inplace=True)
    font.flavor = "woff2"
    file = BytesIO()
    font.save(file)
    return file.getvalue()


if __name__ == "__main__":
    main()
