"""The three layouts on paper: valid, and the window's address where every window shows it."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from functools import cache
from pathlib import Path

import outloud
import page
import pypdf
import pytest
from specimens import ANNE, MakeLetter

from webapp.composition.compose import compose
from webapp.domain.campaigns import Campaign
from webapp.domain.catalogue import Catalogue
from webapp.domain.letters import Letter
from webapp.renderers import pdf

MM = 72 / 25.4
LAYOUTS = ("window", "envelope")
STANCES = ("close", "review", "transfer", "safeguards", "keep")


@cache
def rendered(letter: Letter) -> bytes:
    return pdf.render(letter)


def words_with_places(content: bytes, number: int) -> list[tuple[str, float, float]]:
    """Return each word of a page with its left edge and its top, in millimetres from the page's corner."""
    run = subprocess.run(
        [shutil.which("pdftotext") or "", "-bbox", "-f", str(number), "-l", str(number), "-", "-"],
        input=content,
        capture_output=True,
        check=True,
    )
    found = re.findall(r'<word xMin="([\d.]+)" yMin="([\d.]+)"[^>]*>([^<]+)</word>', run.stdout.decode())
    return [(word, float(x) / MM, float(y) / MM) for x, y, word in found]


needs_poppler = pytest.mark.skipif(not shutil.which("pdftotext"), reason="POPPLER IS NOT INSTALLED")


@pytest.mark.parametrize("language", ["en", "fr", "both"])
@pytest.mark.parametrize("stance", STANCES)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_layout_has_no_finding(
    make_letter: MakeLetter, tmp_path: Path, layout: str, stance: str, language: str
) -> None:
    content = rendered(make_letter(layout=layout, stance=stance, language=language))
    (tmp_path / "letter.pdf").write_bytes(content)

    report = page.validate_pdf_bytes(content, profile=page.ValidationProfile.PDF_UA_1)
    checked = outloud.check(str(tmp_path / "letter.pdf"))
    assert ([f.message for f in report.failures], checked.errors, checked.warnings) == ([], 0, 0)


@needs_poppler
@pytest.mark.parametrize("language", ["en", "fr"])
def test_window_shows_the_address_and_nothing_else(make_letter: MakeLetter, language: str) -> None:
    letter = make_letter(layout="window", language=language)
    words = words_with_places(rendered(letter), 1)

    near = [(word, x, y) for word, x, y in words if 45 <= y <= 95]
    assert [word for word, _, _ in near] == " ".join(letter.parts[0].postal_block).split()
    assert all(22.2 <= x <= 111.1 and 62.5 <= y <= 77.3 for _, x, y in near)


@pytest.mark.parametrize(
    ("language", "lines"),
    [
        (
            "en",
            (
                "THE RIGHT HONOURABLE MARK CARNEY PC MP",
                "PRIME MINISTER OF CANADA",
                "80 WELLINGTON STREET",
                "OTTAWA ON\u00a0\u00a0K1A\u00a00A2",
            ),
        ),
        (
            "fr",
            (
                "LE TRÈS HONORABLE MARK CARNEY CP DÉPUTÉ",
                "PREMIER MINISTRE DU CANADA",
                "80 RUE WELLINGTON",
                "OTTAWA ON\u00a0\u00a0K1A\u00a00A2",
            ),
        ),
    ],
)
def test_postal_block_is_as_canada_post_asks(
    make_letter: MakeLetter, language: str, lines: tuple[str, ...]
) -> None:
    assert make_letter(language=language).parts[0].postal_block == lines


@needs_poppler
def test_envelope_keeps_its_free_zones(make_letter: MakeLetter) -> None:
    letter = make_letter(layout="envelope")
    content = rendered(letter)
    box = pypdf.PdfReader(io.BytesIO(content)).pages[-1].mediabox
    words = words_with_places(content, 3)
    address = words[-len(" ".join(letter.parts[0].postal_block).split()) :]

    assert (round(float(box.width) / MM, 1), round(float(box.height) / MM, 1)) == (241.3, 104.8)
    assert [word for word, _, _ in words][:2] == ANNE.name.split()
    assert all(x >= 15 and 35 <= y <= 104.8 - 19 for _, x, y in address)


@pytest.mark.parametrize("stance", STANCES)
def test_longest_letter_has_no_finding(
    make_letter: MakeLetter, campaign: Campaign, tmp_path: Path, stance: str
) -> None:
    words = ("One two three four five. " * 10,) * 6
    facts = campaign.stances[stance].offered
    content = rendered(
        make_letter(stance=stance, language="both", facts=facts, own_words=words, riding="35110")
    )
    (tmp_path / "letter.pdf").write_bytes(content)

    report = page.validate_pdf_bytes(content, profile=page.ValidationProfile.PDF_UA_1)
    checked = outloud.check(str(tmp_path / "letter.pdf"))
    assert ([f.message for f in report.failures], checked.errors, checked.warnings) == ([], 0, 0)


def test_plain_letter_has_no_envelope(make_letter: MakeLetter) -> None:
    assert len(pypdf.PdfReader(io.BytesIO(rendered(make_letter()))).pages) == 2


def test_qr_code_stands_only_where_the_site_has_an_address(catalogue: Catalogue, make_request) -> None:
    with_site = compose(make_request(), catalogue, site="https://letters.example.ca")
    images = [
        len(pypdf.PdfReader(io.BytesIO(rendered(letter))).pages[1].get_contents().get_data())
        for letter in (with_site, compose(make_request(), catalogue))
    ]

    assert with_site.sources_url == "https://letters.example.ca/en/campaigns/ice-offices-canada/sources"
    assert images[0] > images[1] + 1000


def test_letter_with_qr_code_has_no_finding(catalogue: Catalogue, make_request, tmp_path: Path) -> None:
    letter = compose(make_request(language="both"), catalogue, site="https://letters.example.ca")
    content = rendered(letter)
    (tmp_path / "letter.pdf").write_bytes(content)

    report = page.validate_pdf_bytes(content, profile=page.ValidationProfile.PDF_UA_1)
    checked = outloud.check(str(tmp_path / "letter.pdf"))
    assert ([f.message for f in report.failures], checked.errors, checked.warnings) == ([], 0, 0)
