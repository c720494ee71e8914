"""A letter made up from pieces is the letter laid out whole: in pixels, words and structure."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from reading_back import LANGUAGES, STANCES
from same_pdf import pixels, shown, structure, words
from specimens import ANNE, MakeLetter

from webapp.domain.passages import Changes
from webapp.renderers import pdf
from webapp.renderers.compositor import Compositor
from webapp.renderers.galleys import DoesNotFit, Galley

NAMES = (
    "Zoë Škvorecký",
    "Nguyễn Thị Đặng",
    "William O’Brien, Jr.",
    "O'Neil AVATAR Toyota",
    "Łukasz Żółć",
    "Jean-François Côté-Lévesque",
    "Office of fi, ffl & 1/2 (№ 7)",
    "Dr. Æsa Þórsdóttir",
)


@pytest.fixture(scope="module")
def compositor() -> Compositor:
    return Compositor()


def assert_same(made_up: bytes, whole: bytes) -> None:
    assert structure(made_up) == structure(whole)
    assert shown(made_up) == shown(whole)
    assert words(made_up) == words(whole)
    assert pixels(made_up) == pixels(whole)


@pytest.mark.parametrize("layout", ["plain", "envelope"])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("stance", STANCES)
def test_letter_is_the_one_laid_out_whole(
    stance: str, language: str, layout: str, make_letter: MakeLetter, compositor: Compositor
) -> None:
    sender = replace(ANNE, email="anne+letters@example.org" if stance == "close" else "")
    letter = make_letter(stance=stance, language=language, layout=layout, sender=sender)
    letter = replace(letter, sources_url="https://example.org/sources")

    assert_same(compositor.made_up(letter), pdf.laid_out_whole(letter))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("stance", STANCES)
def test_letter_for_a_window_is_the_one_laid_out_whole(
    stance: str, language: str, make_letter: MakeLetter
) -> None:
    letter = make_letter(stance=stance, language=language, layout="window")  # some are longer than a page

    assert_same(pdf.render(letter), pdf.laid_out_whole(letter))


def test_letter_for_a_window_is_made_up_where_it_fits(
    make_letter: MakeLetter, compositor: Compositor
) -> None:
    letter = make_letter(layout="window")

    assert_same(compositor.made_up(letter), pdf.laid_out_whole(letter))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("language", ["en", "fr"])
def test_writer_s_lines_are_set_as_pango_sets_them(
    name: str, language: str, make_letter: MakeLetter, compositor: Compositor
) -> None:
    sender = replace(
        ANNE, name=name, street=f"12 – 3e Avenue, c/o {name}", city="Trois-Rivières", email="a.b@example.org"
    )
    letter = make_letter(language=language, sender=sender)

    assert_same(compositor.made_up(letter), pdf.laid_out_whole(letter))


@pytest.mark.parametrize(
    "own_words", [("I live here.\nSo do “they” – and I’d ask.",), ("One.", "Two: ᓄᓇᕗᑦ."), ("Two: ﬁne, ʼa.",)]
)
def test_own_words_are_laid_out_beside_what_was_set_before(
    own_words: tuple[str, ...], make_letter: MakeLetter
) -> None:
    letter = make_letter(own_words=own_words)

    assert_same(pdf.render(letter), pdf.laid_out_whole(letter))


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"name": "ᓄᓇᕗᑦ"}, "A piece of the letter is set in another typeface."),
        ({"own_words": ("word " * 290,)}, "The letter is longer than a page."),
    ],
)
def test_letter_that_does_not_fit_is_laid_out_whole(
    changes: dict[str, object], why: str, make_letter: MakeLetter, compositor: Compositor
) -> None:
    name = changes.pop("name", ANNE.name)
    letter = make_letter(sender=replace(ANNE, name=name), **changes)

    with pytest.raises(DoesNotFit, match=f"^{why}$"):
        compositor.made_up(letter)
    assert pdf.render(letter) == pdf.laid_out_whole(letter)


@pytest.mark.parametrize("name", ["Ελένη Παπαδοπούλου", "a " * 60, "two  spaces", "soft\u00adhyphen"])
def test_name_that_cannot_be_set_alone_is_laid_out_with_its_piece(
    name: str, make_letter: MakeLetter, compositor: Compositor
) -> None:
    letter = make_letter(sender=replace(ANNE, name=name))

    assert_same(compositor.made_up(letter), pdf.laid_out_whole(letter))


def test_first_letter_and_later_ones_are_the_same_bytes(make_letter: MakeLetter) -> None:
    letters = [make_letter(sender=replace(ANNE, name=name)) for name in ("Bo", "ʼA’b c", "Bo")]
    later = Compositor()

    assert [Compositor().made_up(letter) for letter in letters] == [later.made_up(each) for each in letters]


def test_only_what_is_new_is_laid_out(make_letter: MakeLetter, monkeypatch: pytest.MonkeyPatch) -> None:
    compositor = Compositor()
    compositor.made_up(make_letter())
    laid_out: list[int] = []
    monkeypatch.setattr(compositor, "_laid_out", lambda _, pieces: laid_out.append(len(pieces)) or [])

    compositor.made_up(make_letter(sender=replace(ANNE, name="Bo Li", street="1 Main Street", city="Banff")))

    assert laid_out == [0, 0]


def test_none_of_the_writer_s_words_are_kept(make_letter: MakeLetter) -> None:
    compositor = Compositor()
    written = replace(
        ANNE, name="Xylqua Ninewords", street="77 Xylqua Road", city="Xylquaville", email="xylqua@example.org"
    )
    edits = {("close.opening", "en"): "Xylqua opens.", ("close.asks", "en"): "Xylqua asks."}
    letter = make_letter(
        sender=written, own_words=("Xylqua’s own words.",), layout="envelope", changes=Changes(edits=edits)
    )
    assert {run.text for run in letter.parts[0].runs} >= {
        "Xylqua opens.",
        "Xylqua asks.",
        "Xylqua’s own words.",
    }
    compositor.made_up(letter)

    galleys = [galley for setting in compositor.kept.values() for galley in setting]

    assert "close them" in " ".join(said(galley) for galley in galleys)  # words are found where they are kept
    assert [galley for galley in galleys if "ylq" in said(galley)] == []
    assert "xylqua" not in repr(compositor.kept).lower()


def said(galley: Galley) -> str:
    """Return what the glyphs of a galley stand for, in the order they are drawn."""
    text, font = "", ""
    for name, codes in re.findall(rb"/(\w+) [\d.]+ Tf|<([0-9a-f]+)>", b"".join(galley.drawing)):
        font = name.decode() or font
        text += "".join(galley.glyphs[font][int(codes[at : at + 4], 16)] for at in range(0, len(codes), 4))
    return text
