"""The letter's typefaces: where they are, what they can draw."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from fontTools.ttLib import TTFont

from webapp.domain.errors import RenderingError
from webapp.renderers.fonts import FACES, LETTER_WEIGHTS, Face, Weight, unprintable
from webapp.renderers.html import letter_css


@pytest.mark.parametrize(
    "text",
    [
        "ᓄᓇᕗᑦ ᓀᐦᐃᔭᐍᐏᐣ",  # Inuktitut, Cree
        "xʷməθkʷəy̓əm W̱SÁNEĆ Sųłıné",  # names of First Nations
        "Nguyễn Đặng Škvorecký Ştefan Żółć",
        "Ελένη Олександра",
        "“quoted”, «\u00a0cité\u00a0», 5\u202f% – — … № € ½",
        "😀 ❤\ufe0f",
        "soft\u00adhyphen joiner\u200d space\u2009here\nand there",
    ],
)
def test_letter_can_print(text: str) -> None:
    assert unprintable(text) == ""


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("李", "李"),
        ("Dr. 李 Li, 李 & 王", "李王"),
        ("👍 to 🇨🇦", "👍🇨🇦"),
        ("नमस्ते", "नमस्ते"),
        ("한글", "한글"),
        ("a\u1ab0\u0350", "\u1ab0\u0350"),
    ],
    ids=["CJK", "each once", "emoji", "Devanagari", "Hangul", "rare accents"],
)
def test_letter_cannot_print(text: str, missing: str) -> None:
    # Combining marks (category Mn) outside the typefaces count as printable, and then stop the PDF.
    assert set(unprintable(text)) == set(missing)


def test_unprintable_characters_are_named_once_in_order() -> None:
    assert unprintable("王李王 a 李") == "王李"


@pytest.mark.parametrize("face", FACES, ids=lambda face: face.slug)
def test_face_is_a_truetype_file_of_an_installed_package(face: Face) -> None:
    assert face.path.read_bytes()[:4] == b"\x00\x01\x00\x00"


@pytest.mark.parametrize(
    ("package", "file"), [("no_such_package", "a.ttf"), ("fontpkg_source_serif_4", "files/none.ttf")]
)
def test_missing_face_says_what_to_do(package: str, file: str) -> None:
    with pytest.raises(RenderingError, match=r"^The font Serif is missing: run `make install`\.$"):
        _ = Face("serif", "Serif", "normal", "400", package, file).path


@pytest.mark.parametrize("weight", LETTER_WEIGHTS, ids=lambda weight: weight.slug)
def test_weight_is_its_face_at_one_weight_with_every_character(weight: Weight) -> None:
    with TTFont(BytesIO(weight.content())) as cut, TTFont(weight.source.path) as source:
        assert "fvar" not in cut
        assert cut["OS/2"].usWeightClass == int(weight.weight)
        assert cut.getBestCmap() == source.getBestCmap()


def test_weight_of_a_missing_face_says_what_to_do() -> None:
    face = Face("serif", "Serif", "normal", "200 900", "no_such_package", "a.ttf")

    with pytest.raises(RenderingError, match=r"^The font Serif is missing: run `make install`\.$"):
        Weight(face, "400").content()


def test_letter_has_its_weights_and_no_other_font() -> None:
    weights = re.findall(r"font-weight: (\w+)", letter_css())

    assert {"400", *weights} == {weight.weight for weight in LETTER_WEIGHTS}
