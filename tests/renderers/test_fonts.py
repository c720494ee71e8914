"""The letter's typefaces: where they are, what they can draw."""

from __future__ import annotations

import re

import pytest

from webapp.domain.errors import RenderingError
from webapp.renderers.fonts import FACES, LETTER_FACES, Face, font_face_css, unprintable


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


def test_letter_s_faces_are_faces() -> None:
    assert set(LETTER_FACES) <= {face.slug for face in FACES}


@pytest.mark.parametrize("ranges", [True, False])
def test_css_has_one_rule_for_each_face_with_its_address(ranges: bool) -> None:
    css = font_face_css(lambda face: f"/fonts/{face.slug}", ranges=ranges)

    assert re.findall(r'url\("/fonts/([^"]+)"\)', css) == [face.slug for face in FACES]
    assert css.count("font-weight:200 900") == (3 if ranges else 0)
