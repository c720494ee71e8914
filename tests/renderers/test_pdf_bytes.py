"""The same letter is the same bytes, whichever process makes it."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from fontTools.misc.timeTools import epoch_diff
from fontTools.ttLib import TTFont
from reading_back import Opened

from webapp.domain.passages import Changes

COMMAND = Path(sys.executable).with_name("apostille")
LETTER = ["letter", "ice-offices-canada", "--stance", "close", "--riding", "48022", "--language", "both"]
SENDER = ["--name", "Anne Tremblay", "--street", "10832 82 Avenue NW", "--city", "Edmonton"]
SENDER += ["--province", "AB", "--postal-code", "T6E 2B3"]
FILE = ["--date", "2026-11-24", "--format", "pdf", "--output"]


def test_two_processes_make_the_same_bytes_as_this_one(tmp_path: Path, opened: Callable[..., Opened]) -> None:
    clean = {name: value for name, value in os.environ.items() if name != "SOURCE_DATE_EPOCH"}
    paths = [tmp_path / f"{seed}.pdf" for seed in (1, 2)]
    processes = [
        subprocess.Popen(
            [COMMAND, *LETTER, *SENDER, *FILE, path],
            env=clean | {"PYTHONHASHSEED": path.stem, "TZ": f"UTC{path.stem}"},
            stderr=subprocess.PIPE,
        )
        for path in paths
    ]
    told = [process.communicate(timeout=60)[1] for process in processes]

    assert [process.returncode for process in processes] == [0, 0], told
    here = opened(language="both", changes=Changes()).content
    assert [path.read_bytes() for path in paths] == [here] * 2


def test_embedded_fonts_do_not_tell_when_the_letter_was_made(opened: Callable[..., Opened]) -> None:
    # fontTools writes the clock into the `head` table of a font it cuts from a variable one.
    fonts = [font for page in opened().pdf.pages for font in page.Resources.Font.values()]
    files = [font.DescendantFonts[0].FontDescriptor.FontFile2.read_bytes() for font in fonts]
    modified = [TTFont(BytesIO(file))["head"].modified + epoch_diff for file in files]

    assert [moment for moment in modified if moment > time.time() - 3600] == []
