"""`apostille verify`: what was corrected since a letter was written is said after its facts."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from corrected import corrected_campaigns
from specimens import MakeLetter

from webapp.content.catalogue import ROOT
from webapp.renderers import pdf


@pytest.fixture(scope="module")
def corrected(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the product whose campaign had to correct two things."""
    copy = tmp_path_factory.mktemp("product")
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "webapp", copy / "webapp", ignore=ignored, copy_function=os.link)
    corrected_campaigns(copy)
    return copy


@pytest.mark.parametrize("language", ["en", "fr"])
def test_letter_written_before_a_correction_is_told_of_it(
    corrected: Path, make_letter: MakeLetter, language: str
) -> None:
    letter = make_letter(language=language)
    file = corrected / f"{language}.pdf"
    file.write_bytes(pdf.render(letter))
    command = [sys.executable, "-c", "from webapp.cli import main; main()", "verify", str(file)]
    done = subprocess.run(command, cwd=corrected, capture_output=True, check=False)

    facts = len(letter.facts)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.decode().splitlines()[2 + facts :] == [
        "Corrected on 2026-12-01, since this letter: deaths-23, withdrawn-fact",
        "  It said: Example: what it <once> said & more.",
        "  It says: Example: what it says now.",
        "  Why: Example: a slip.",
    ]
