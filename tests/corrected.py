"""Campaigns that had to correct something: the shipped one with an example of a log."""

from __future__ import annotations

import shutil
from pathlib import Path

from webapp.content.catalogue import LETTER_TEMPLATES

SLUG = "ice-offices-canada"
NEWER, OLDER = "2026-12-01.deaths-23.withdrawn-fact", "2026-11-20.five-cities"
CORRECTIONS = """\
[[corrections]]
on = "2026-12-01"
facts = ["deaths-23", "withdrawn-fact"]
said = { en = "Example: what it <once> said & more.", fr = "Exemple\u00a0: ce qui était <écrit> & plus." }
says = { en = "Example: what it says now.", fr = "Exemple\u00a0: ce qui est écrit." }
why = { en = "Example: a slip.", fr = "Exemple\u00a0: une erreur." }

[[corrections]]
on = "2026-11-20"
facts = ["five-cities"]
said = { en = "Example: an older word.", fr = "Exemple\u00a0: un ancien mot." }
says = { en = "Example: a newer word.", fr = "Exemple\u00a0: un nouveau mot." }
why = { en = "Example: a better source.", fr = "Exemple\u00a0: une meilleure source." }
"""


def corrected_campaigns(parent: Path) -> Path:
    """Return a folder with the shipped campaign, which has now corrected two things."""
    copy = parent / "letter_templates"
    shutil.copytree(LETTER_TEMPLATES, copy)
    (copy / SLUG / "corrections.toml").write_text(CORRECTIONS, encoding="utf-8")
    return copy
