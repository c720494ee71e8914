"""Copies of the shipped campaign that a test may spoil."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from pathlib import Path

from webapp.checks.folder import check_folder
from webapp.content.catalogue import LETTER_TEMPLATES

SLUG = "ice-offices-canada"


def campaign_copy(parent: Path) -> Path:
    """Return a copy of the campaign's folder, without its places: one riding is enough here."""
    copy = parent / SLUG
    shutil.copytree(LETTER_TEMPLATES / SLUG, copy)
    campaign = copy / "campaign.toml"
    text = campaign.read_text(encoding="utf-8")
    campaign.write_text(re.sub(r"\[\[places\]\].*?(?=\[\[stances\]\])", "", text, flags=re.DOTALL), "utf-8")
    return copy


def replace_in(path: Path, old: str, new: str) -> None:
    """Replace the first occurrence of a text in a file, which must hold it."""
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{path.name} no longer holds {old!r}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


KNOWN = ("no-archived-link", "no-link", "unused-fact", "members-due")
"""Warnings that the shipped campaign has, and that no test of this folder is about."""


def said_of(folder: Path) -> list[str]:
    """Return what the check says of a folder, paths shortened, lines left out, but for the known warnings."""
    return [
        str(replace(problem, line=0)).removeprefix(f"{folder}/")
        for problem in check_folder(folder)
        if problem.rule not in KNOWN
    ]
