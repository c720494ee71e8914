"""The PDF before two independent checkers of PDF/UA-1, and its fonts."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pikepdf
import pytest
from glyphs import NOTDEF
from reading_back import LANGUAGES, STANCES, Opened, elements_in

from webapp.domain.campaigns import Campaign

Open = Callable[..., Opened]
FAMILIES = {"Source Serif 4", "DejaVu Sans"}

every_stance = pytest.mark.parametrize("stance", STANCES)
every_letter = pytest.mark.parametrize(
    ("stance", "language"), [(stance, language) for stance in STANCES for language in LANGUAGES]
)


def descriptors(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Dictionary]:
    for page in pdf.pages:
        for font in page.Resources.Font.values():
            yield font.DescendantFonts[0].FontDescriptor


def pages_of(element: pikepdf.Dictionary) -> set[tuple[int, int]]:
    """Return the pages on which what is under a structure element is drawn."""
    return {kid.Pg.objgen for kid in elements_in(element) if "/Pg" in kid}


@every_letter
def test_pdf_has_no_finding(stance: str, language: str, opened: Open) -> None:
    assert opened(stance=stance, language=language).findings == []


@every_letter
def test_fonts_are_embedded_and_ours(stance: str, language: str, opened: Open) -> None:
    fonts = list(descriptors(opened(stance=stance, language=language).pdf))

    assert [font for font in fonts if "/FontFile2" not in font] == []
    assert {str(font.FontFamily) for font in fonts} <= FAMILIES


@every_stance
def test_letter_of_every_fact_on_offer_prints_them_all_without_a_finding(
    stance: str, campaign: Campaign, opened: Open
) -> None:
    offered = campaign.stances[stance].offered
    read = opened(stance=stance, language="fr", facts=offered)  # the longer of the two

    assert set(offered) <= {claim.fact for claim in read.letter.parts[0].claims}
    assert read.findings == []
    assert [run for run in read.runs if NOTDEF in run.glyphs] == []


@pytest.mark.parametrize(
    ("language", "title", "tag"), [("en", "ICE offices", "en-CA"), ("fr", "Bureaux", "fr-CA")]
)
def test_pdf_carries_title_author_and_language(language: str, title: str, tag: str, opened: Open) -> None:
    read = opened(language=language)
    facts = read.pdf.docinfo

    assert (str(facts.Title), str(facts.Author)) == (read.letter.subject, "Anne Tremblay")
    assert str(facts.Title).startswith(title)
    assert str(read.pdf.Root.Lang) == tag


def test_pdf_shows_its_title_and_says_nothing_of_the_clock(opened: Open) -> None:
    read = opened()

    assert read.pdf.Root.ViewerPreferences.DisplayDocTitle
    assert [key for key in ("/CreationDate", "/ModDate") if key in read.pdf.docinfo] == []


@every_stance
def test_pdf_in_both_languages_tells_the_language_of_each_page(stance: str, opened: Open) -> None:
    # WCAG 3.1.2: a screen reader would otherwise read the French half in its English voice.
    # A part broken over two pages may be one section for each of them.
    read = opened(stance=stance, language="both")
    spoken = {}
    for section in read.pdf.Root.StructTreeRoot.K[0].K:
        language = str(section.get("/Lang", read.pdf.Root.Lang))
        spoken |= dict.fromkeys(pages_of(section), language)

    assert [spoken[page.objgen] for page in read.pdf.pages] == ["en-CA", "en-CA", "fr-CA", "fr-CA"]
