"""The PDF's pages: Letter paper, the letter proper on one page, its sources on the next."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from glyphs import printed
from reading_back import LANGUAGES, Opened, squeezed
from specimens import EVERY_STANCE

from webapp.domain.catalogue import Catalogue
from webapp.domain.letters import LetterPart
from webapp.renderers.labels import labels, reference_text
from webapp.renderers.text import block_text

Open = Callable[..., Opened]
LETTER_PAPER = (0, 0, 612, 792)
LONGEST_RIDING = "24020"
TORONTO = "35110"
EMAIL = "anne.tremblay-of-old-strathcona@example.ca"
SIGNATURE = 36  # points (12.7 mm) between the baselines of the closing and of the name

every_letter = pytest.mark.parametrize(
    ("slug", "stance", "language"), [(*stance, language) for stance in EVERY_STANCE for language in LANGUAGES]
)


def kinds(read: Opened) -> list[str]:
    """Return for each page what begins on it: the sources, under their heading, or a page of the letter."""
    firsts = [next(printed(page)).text for page in read.pdf.pages]
    return ["sources" if first == labels("en")["sources"] else "letter" for first in firsts]


def lines_of(part: LetterPart) -> list[str]:
    """Return all that a part says, line by line, marks as the PDF prints them."""
    english = part.language == "en"
    blocks = [line for block in part.blocks for line in block_text(block, part.language).split("\n")]
    for claim in part.claims:
        numbers = ", ".join(map(str, claim.numbers))
        note = ", our translation" if english else ", notre traduction"
        blocks = [
            line.replace(f"[{numbers}{note}]", f"{numbers}({note[2:]})").replace(f"[{numbers}]", numbers)
            for line in blocks
        ]
    sources = [reference_text(ref, part.language).removesuffix(ref.source.url) for ref in part.references]
    head = [*part.sender.lines(part.language), part.date_line, *part.addressee, part.subject, part.salutation]
    return [*head, *(line.removeprefix("- ") for line in blocks), part.closing, *part.copies, *sources]


@every_letter
def test_pdf_says_every_line_of_the_letter(slug: str, stance: str, language: str, opened: Open) -> None:
    read = opened(campaign=slug, stance=stance, language=language)
    lines = [line for part in read.letter.parts for line in lines_of(part)]

    assert [line for line in lines if squeezed(line) not in read.words] == []


@every_letter
def test_paper_is_letter(slug: str, stance: str, language: str, opened: Open) -> None:
    pages = opened(campaign=slug, stance=stance, language=language).pdf.pages

    assert {tuple(round(float(side)) for side in page.MediaBox) for page in pages} == {LETTER_PAPER}


@every_letter
def test_letter_proper_takes_one_page_and_its_sources_the_next(
    slug: str, stance: str, language: str, opened: Open
) -> None:
    read = opened(campaign=slug, stance=stance, language=language)

    assert kinds(read) == ["letter", "sources"] * len(read.letter.parts)


def test_longest_riding_is_the_one_tested_here(catalogue: Catalogue) -> None:
    longest = max(catalogue.ridings.values(), key=lambda riding: len(riding.name.fr))

    assert longest.code == LONGEST_RIDING


@pytest.mark.parametrize("riding", [TORONTO, LONGEST_RIDING])
@pytest.mark.parametrize(("slug", "stance"), EVERY_STANCE)
def test_letter_with_email_takes_one_page_in_any_riding(
    slug: str, stance: str, riding: str, opened: Open
) -> None:
    sender = replace(opened().letter.parts[0].sender, email=EMAIL)
    read = opened(campaign=slug, stance=stance, riding=riding, sender=sender, language="both")

    assert kinds(read) == ["letter", "sources"] * 2
    assert read.findings == []


@every_letter
def test_letter_leaves_room_to_sign(slug: str, stance: str, language: str, opened: Open) -> None:
    read = opened(campaign=slug, stance=stance, language=language)
    for part in read.letter.parts:
        closing = next(i for i, run in enumerate(read.runs) if run.text and part.closing.endswith(run.text))
        signature = next(run for run in read.runs[closing:] if run.text == part.sender.name)

        assert read.runs[closing].baseline - signature.baseline > SIGNATURE
