"""The letters as a person can read them in review: golden files for each campaign, stance and language.

In its campaign's folder, ``close.en.txt`` has the first wording of every passage, ``close.en.2.txt`` the
second, ``close.en.3.txt`` the third. A fourth wording is an opening only, and `apostille check` reads it.

After a change of the letters' words, write the files again and read the difference before you keep it:

    UPDATE_GOLDEN=1 .venv/bin/pytest tests/renderers/test_golden_text.py

That run fails whatever it writes, so that it cannot stand for a test; run the tests once more without it.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from itertools import product
from pathlib import Path

import pytest
from specimens import EVERY_STANCE, STANCES_OF

from webapp.domain.catalogue import Catalogue
from webapp.domain.letters import Letter
from webapp.domain.locales import LANGUAGES, Language
from webapp.domain.passages import Changes
from webapp.renderers import text

GOLDEN = Path(__file__).resolve().parents[1] / "golden"
WORDINGS = (1, 2, 3)


def test_stances_tested_here_are_those_of_every_campaign(catalogue: Catalogue) -> None:
    shipped = {slug: tuple(campaign.stances) for slug, campaign in catalogue.campaigns.items()}
    assert shipped == STANCES_OF


def name_of(campaign: str, stance: str, language: Language, number: int) -> str:
    """Return the name of the golden file of a letter with every passage in its wording ``number``, from 1."""
    stem = f"{campaign}/{stance}.{language}"
    return f"{stem}.txt" if number == 1 else f"{stem}.{number}.txt"


def test_golden_files_are_one_for_each_stance_language_and_wording() -> None:
    wanted = {name_of(*stance, *which) for stance, *which in product(EVERY_STANCE, LANGUAGES, WORDINGS)}

    assert {path.relative_to(GOLDEN).as_posix() for path in GOLDEN.rglob("*.*")} == wanted


@pytest.mark.parametrize("number", WORDINGS)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("slug", "stance"), EVERY_STANCE)
def test_text_equals_the_golden_file(
    slug: str,
    stance: str,
    language: Language,
    number: int,
    catalogue: Catalogue,
    make_letter: Callable[..., Letter],
) -> None:
    golden = GOLDEN / name_of(slug, stance, language, number)
    changes = Changes(wordings=dict.fromkeys(catalogue.campaigns[slug].passages, number - 1))
    letter = make_letter(campaign=slug, stance=stance, language=language, changes=changes)
    rendered = text.render(letter)
    if os.environ.get("UPDATE_GOLDEN") == "1":
        golden.parent.mkdir(exist_ok=True)
        golden.write_bytes(rendered)
        pytest.fail(f"{golden.name} is written again: read it, then test without UPDATE_GOLDEN")

    assert rendered.decode() == golden.read_bytes().decode()
