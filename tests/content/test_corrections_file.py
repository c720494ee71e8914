"""A campaign's corrections and objections as its folder has them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from corrected import CORRECTIONS, NEWER, OLDER

from webapp.content.campaigns import load_campaign
from webapp.domain.campaigns import Campaign
from webapp.domain.errors import ContentError
from webapp.domain.facts import Review
from webapp.domain.locales import LANGUAGES
from webapp.domain.typography import french


def problems(folder: Path) -> list[str]:
    with pytest.raises(ContentError) as refused:
        load_campaign(folder)
    return [str(problem).replace(f"{folder}/", "") for problem in refused.value.problems]


def test_campaign_without_a_file_has_no_corrections(campaign: Campaign) -> None:
    assert campaign.corrections == ()


def test_corrections_stand_newest_first_and_may_name_a_fact_that_is_gone(folder: Path) -> None:
    (folder / "corrections.toml").write_text(CORRECTIONS, encoding="utf-8")

    assert [each.key for each in load_campaign(folder).corrections] == [NEWER, OLDER]


def test_older_correction_above_a_newer_one_is_a_problem(folder: Path) -> None:
    text = CORRECTIONS.replace("2026-12-01", "2026-11-19")
    (folder / "corrections.toml").write_text(text, encoding="utf-8")

    assert problems(folder) == [
        "corrections.toml: corrections number 2: the newest stands first: put 2026-11-20 above 2026-11-19"
    ]


def test_two_corrections_of_a_day_that_name_the_same_facts_are_one(folder: Path) -> None:
    twice = CORRECTIONS.split("[[corrections]]")[1].replace(
        '["deaths-23", "withdrawn-fact"]', '["withdrawn-fact", "deaths-23"]'
    )
    (folder / "corrections.toml").write_text(f"[[corrections]]{twice}{CORRECTIONS}", encoding="utf-8")

    assert problems(folder) == [
        "corrections.toml: corrections number 2: one of the same day has the same facts: make them one"
    ]


def test_objection_that_rests_on_an_unknown_fact_is_a_problem(
    folder: Path, spoil: Callable[[str, str, str], None]
) -> None:
    spoil("campaign.toml", '    "rcmp-abroad",\n    "mcpherson-close",', '    "rcmp-afar",\n    "good",')

    assert problems(folder) == ["campaign.toml: stances close: unknown fact rcmp-afar in its objection"]


def test_every_request_of_the_shipped_campaign_has_an_objection_in_both_languages(campaign: Campaign) -> None:
    texts = [
        text.in_(language)
        for stance in campaign.stances.values()
        if stance.objection
        for text in (stance.objection.text, stance.objection.answer)
        for language in LANGUAGES
    ]
    uncited = [text for text in texts if any(sign in text for sign in "0123456789%“”«»")]

    assert (len(texts), len(set(texts)), uncited) == (20, 20, [])
    assert [french(text) for text in texts[1::2]] == texts[1::2]


def test_reviews_of_a_fact_are_read(folder: Path, spoil: Callable[[str, str, str], None]) -> None:
    spoil("facts.toml", 'id = "F01"', 'id = "F01"\nreviews = [{ by = "A. Reader", on = "2026-11-25" }]')

    assert load_campaign(folder).facts["five-cities"].reviews == (Review("A. Reader", date(2026, 11, 25)),)
