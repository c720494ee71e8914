"""The letters as a person can read them in review: golden files for each stance and language.

``close.en.txt`` has the first wording of every passage, ``close.en.2.txt`` the second, ``close.en.3.txt`` the
third. A fourth wording is an opening only, and `apostille check` reads it.

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
from reading_back import STANCES

from webapp.domain.campaigns import Campaign
from webapp.domain.letters import Letter
from webapp.domain.locales import LANGUAGES, Language
from webapp.domain.passages import Changes
from webapp.renderers import text

GOLDEN = Path(__file__).resolve().parents[1] / "golden"
WORDINGS = (1, 2, 3)


def test_stances_tested_here_are_the_campaign_s(campaign: Campaign) -> None:
    assert tuple(campaign.stances) == STANCES


def name_of(stance: str, language: Language, number: int) -> str:
    """Return the name of the golden file of a letter with every passage in its wording ``number``, from 1."""
    return f"{stance}.{language}.txt" if number == 1 else f"{stance}.{language}.{number}.txt"


def test_golden_files_are_one_for_each_stance_language_and_wording() -> None:
    wanted = {name_of(*which) for which in product(STANCES, LANGUAGES, WORDINGS)}

    assert {path.name for path in GOLDEN.iterdir()} == wanted


@pytest.mark.parametrize("number", WORDINGS)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("stance", STANCES)
def test_text_equals_the_golden_file(
    stance: str, language: Language, number: int, campaign: Campaign, make_letter: Callable[..., Letter]
) -> None:
    golden = GOLDEN / name_of(stance, language, number)
    changes = Changes(wordings=dict.fromkeys(campaign.passages, number - 1))
    rendered = text.render(make_letter(stance=stance, language=language, changes=changes))
    if os.environ.get("UPDATE_GOLDEN") == "1":
        golden.write_bytes(rendered)
        pytest.fail(f"{golden.name} is written again: read it, then test without UPDATE_GOLDEN")

    assert rendered.decode() == golden.read_bytes().decode()
