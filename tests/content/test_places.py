"""A place that points nowhere is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from webapp.content.campaigns import load_campaign
from webapp.domain.errors import ContentError

PLACE = """[[places]]
name = { en = "Here", fr = "Ici" }
phrase = { en = "in Alberta", fr = "en Alberta" }
"""


@pytest.mark.parametrize(
    ("keys", "message"),
    [
        ('fact = "six-cities"\nprovinces = ["AB"]\n', "unknown fact six-cities"),
        ('fact = "five-cities"\n', "name its ridings or its provinces"),
    ],
)
def test_place_that_does_not_fit_is_refused(folder: Path, keys: str, message: str) -> None:
    campaign = folder / "campaign.toml"
    place = f"{PLACE}{keys}\n[[stances]]"
    campaign.write_text(
        campaign.read_text(encoding="utf-8").replace("[[stances]]", place, 1), encoding="utf-8"
    )
    with pytest.raises(ContentError) as caught:
        load_campaign(folder)

    assert [(p.where, p.message) for p in caught.value.problems] == [("places Here", message)]
