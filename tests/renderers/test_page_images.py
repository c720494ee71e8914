"""The pages of a letter as images: how many, how large, what is on them."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pytest
from PIL import Image
from pypdf import PdfWriter
from reading_back import Opened

from webapp.domain.errors import RenderingError
from webapp.renderers.page_images import page_images

Open = Callable[..., Opened]
WHITE, INK, ACCENT = (255, 255, 255), (0x16, 0x18, 0x1D), (0x4B, 0x2A, 0x91)
LARGEST = 60_000  # bytes


def pictures(content: bytes, **changes: int) -> list[Image.Image]:
    return [Image.open(BytesIO(image.content)) for image in page_images(content, **changes)]


def colours(picture: Image.Image) -> set[object]:
    return {colour for _, colour in picture.convert("RGB").getcolors() or ()}


def blank_pages(number: int) -> bytes:
    writer, file = PdfWriter(), BytesIO()
    for _ in range(number):
        writer.add_blank_page(612, 792)
    writer.write(file)
    return file.getvalue()


@pytest.mark.parametrize("width", [450, 900, 1300])
@pytest.mark.parametrize("language", ["en", "both"])
def test_each_page_is_an_image_of_letter_paper(opened: Open, language: str, width: int) -> None:
    read = opened(language=language)
    found = pictures(read.content, width=width)

    assert [(picture.format, picture.size) for picture in found] == [
        ("WEBP", (width, -(-width * 11 * 2 // 17)))
    ] * len(read.pages)


def test_envelope_s_page_has_its_own_shape(opened: Open) -> None:
    *_, envelope = pictures(opened(layout="envelope").content)

    assert envelope.size == (900, 391)  # 241.3 mm by 104.8 mm


def test_page_shows_ink_and_accent_on_white_and_few_colours_more(opened: Open) -> None:
    for picture in pictures(opened().content):
        assert {WHITE, INK, ACCENT} <= colours(picture)
        assert len(colours(picture)) <= 10


def test_margins_are_blank_and_the_letter_is_not(opened: Open) -> None:
    first, *_ = pictures(opened().content)

    assert colours(first.crop((0, 0, 80, first.height))) == {WHITE}
    assert INK in colours(first.crop((87, 60, 450, 100)))  # the sender's name


@pytest.mark.parametrize("language", ["en", "fr"])
def test_image_is_light(opened: Open, language: str) -> None:
    read = opened(language=language, own_words=("My neighbours on Whyte Avenue ask me. " * 38,))

    assert [len(image.content) for image in page_images(read.content) if len(image.content) > LARGEST] == []


def test_same_pdf_gives_the_same_bytes(opened: Open) -> None:
    content = opened().content

    assert page_images(content) == page_images(content)


def test_twelve_pages_are_drawn_and_thirteen_are_not() -> None:
    assert len(page_images(blank_pages(12), width=90)) == 12
    with pytest.raises(RenderingError, match="there are more than 12"):
        page_images(blank_pages(13), width=90)


@pytest.mark.parametrize("content", [b"", b"no PDF", b"%PDF-1.7\n%%EOF"])
def test_what_is_no_pdf_is_an_error(content: bytes) -> None:
    with pytest.raises(RenderingError, match="the file is no PDF"):
        page_images(content)
