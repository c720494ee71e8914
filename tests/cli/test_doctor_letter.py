"""A French letter that is spoilt is not taken for a good one."""

from __future__ import annotations

import io
from collections.abc import Callable

import pikepdf
import pytest

from webapp.composition.specimens import specimens
from webapp.diagnosis.french_letter import validated
from webapp.domain.catalogue import Catalogue
from webapp.domain.letters import Letter
from webapp.renderers import pdf


@pytest.fixture(scope="module")
def french(catalogue: Catalogue) -> tuple[Letter, bytes]:
    campaign = next(iter(catalogue.campaigns.values()))
    letter = next(each.letter for each in specimens(campaign, catalogue) if each.language == "fr")
    return letter, pdf.render(letter)


def _untagged(file: pikepdf.Pdf) -> None:
    del file.Root.MarkInfo


def _unidentified(file: pikepdf.Pdf) -> None:
    del file.Root.Metadata


def _untitled(file: pikepdf.Pdf) -> None:
    del file.docinfo["/Title"]


def _english(file: pikepdf.Pdf) -> None:
    file.Root.Lang = pikepdf.String("en-CA")


def _not_embedded(file: pikepdf.Pdf) -> None:
    font = next(iter(file.pages[0].Resources.Font.values()))
    del font.DescendantFonts[0].FontDescriptor["/FontFile2"]


def _unreadable(file: pikepdf.Pdf) -> None:
    for page in file.pages:
        for font in page.Resources.Font.values():
            if "/ToUnicode" in font:  # a font of several pages is the same each time
                del font["/ToUnicode"]


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (_untagged, "is not tagged: no screen reader could follow it"),
        (_unidentified, "does not say that it is PDF/UA-1"),
        (_untitled, "does not bear its title"),
        (_english, "does not say that it is in French"),
        (_not_embedded, "has a font that is not embedded"),
        (_unreadable, "cannot be read back: accented sentences are missing"),
    ],
)
def test_letter_that_is_spoilt_is_not_taken_for_good(
    catalogue: Catalogue,
    french: tuple[Letter, bytes],
    spoil: Callable[[pikepdf.Pdf], None],
    said: str,
) -> None:
    letter, content = french
    spoilt = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as file:
        spoil(file)
        file.save(spoilt)

    found = list(validated(spoilt.getvalue(), letter, catalogue))
    assert [(each.state, each.said) for each in found] == [("wrong", said)]
