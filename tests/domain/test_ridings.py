"""The ridings, and text made ready to be compared with their names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.domain.catalogue import Catalogue
from webapp.domain.ridings import PROVINCES, TIME_ZONES, fold


def test_french_name_differs_in_82_ridings(catalogue: Catalogue) -> None:
    ridings = catalogue.ridings.values()
    assert (len(ridings), sum(riding.name.en != riding.name.fr for riding in ridings)) == (343, 82)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Ville-Marie—Le Sud-Ouest—Île-des-Sœurs", "ville marie le sud ouest ile des soeurs"),
        ("Rosemont—La Petite-Patrie", "rosemont la petite patrie"),
        ("  St. John’s  East ", "st john s east"),
        ("ŒUF ÆGIS", "oeuf aegis"),
        ("—", ""),
    ],
)
def test_folded_text_has_no_accents_case_or_dashes(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_every_province_has_a_time_zone() -> None:
    assert set(TIME_ZONES) == set(PROVINCES)
