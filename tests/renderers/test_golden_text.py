"""The letters as a person can read them in review: one golden file for each stance and language.

After a change of the letters' words, write the files again and read the difference before you keep it:

    UPDATE_GOLDEN=1 .venv/bin/pytest tests/renderers/test_golden_text.py

That run fails whatever it writes, so that it cannot stand for a test; run the tests once more without it.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from reading_back import STANCES

from webapp.domain.campaigns import Campaign
from webapp.domain.letters import Letter
from webapp.domain.locales import LANGUAGES, Language
from webapp.renderers import text

GOLDEN = Path(__file__).resolve().parents[1] / "golden"


def test_stances_tested_here_are_the_campaign_s(campaign: Campaign) -> None:
    assert tuple(campaign.stances) == STANCES


def test_golden_files_are_one_for_each_stance_and_language() -> None:
    wanted = {f"{stance}.{language}.txt" for stance in STANCES for language in LANGUAGES}

    assert {path.name for path in GOLDEN.iterdir()} == wanted


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("stance", STANCES)
def test_text_equals_the_golden_file(
    stance: str, language: Language, make_letter: Callable[..., Letter]
) -> None:
    golden = GOLDEN / f"{stance}.{language}.txt"
    rendered = text.render(make_letter(stance=stance, language=language))
    if os.environ.get("UPDATE_GOLDEN") == "1":
        golden.write_bytes(rendered)
        pytest.fail(f"{golden.name} is written again: read it, then test without UPDATE_GOLDEN")

    assert rendered.decode() == golden.read_bytes().decode()
