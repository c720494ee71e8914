"""*De* before the French name of a riding."""

from __future__ import annotations

import re

import pytest

from webapp.domain.catalogue import Catalogue
from webapp.domain.locales import with_de


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("Avalon", "d’Avalon"),
        ("Edmonton Strathcona", "d’Edmonton Strathcona"),
        ("Etobicoke-Nord", "d’Etobicoke-Nord"),
        ("Hochelaga—Rosemont-Est", "d’Hochelaga—Rosemont-Est"),
        ("Honoré-Mercier", "d’Honoré-Mercier"),
        ("Île-des-Sœurs", "d’Île-des-Sœurs"),
        ("Hamilton-Centre", "de Hamilton-Centre"),
        ("Hull—Aylmer", "de Hull—Aylmer"),
        ("University—Rosedale", "de University—Rosedale"),
        ("Yorkton—Melville", "de Yorkton—Melville"),
        ("La Pointe-de-l’Île", "de La Pointe-de-l’Île"),
        ("Les Pays-d’en-Haut", "des Pays-d’en-Haut"),
        ("Le Fjord", "du Fjord"),
        ("Labrador", "du Labrador"),
        ("Nunavut", "du Nunavut"),
        ("Yukon", "du Yukon"),
        ("Territoires du Nord-Ouest", "des Territoires du Nord-Ouest"),
    ],
)
def test_de_elides_and_contracts(name: str, written: str) -> None:
    assert with_de(name) == written


def test_de_stands_before_every_riding_s_name(catalogue: Catalogue) -> None:
    written = [with_de(riding.name.fr) for riding in catalogue.ridings.values()]
    strange = [text for text in written if not re.match(r"(de |d’|du |des )\S", text)]
    assert (len(written), strange) == (343, [])


def test_de_is_whole_before_no_vowel_but_two(catalogue: Catalogue) -> None:
    written = [with_de(riding.name.fr) for riding in catalogue.ridings.values()]
    whole = [text for text in written if re.match("de [AÀÂEÉÈÊIÎOÔUÙÛŒ]", text)]
    assert whole == ["de University—Rosedale"]
