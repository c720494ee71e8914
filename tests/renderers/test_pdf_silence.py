"""Nothing goes wrong in silence: what the PDF's maker would only log, or fetch, stops the letter."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from markupsafe import Markup

from webapp.domain.errors import RenderingError
from webapp.domain.letters import Letter, Paragraph, Text
from webapp.renderers import pdf

MakeLetter = Callable[..., Letter]
PRIVATE = "My words about Whyte Avenue"


def with_layout(letter: Letter, html: str) -> Letter:
    """Return the letter with ``html`` let into its layout, as a mistake in a template might."""
    part = letter.parts[0]
    blocks = (*part.blocks, Paragraph((Text(Markup(html)),), own=True))  # noqa: S704 - the mistake itself
    return replace(letter, parts=(replace(part, blocks=blocks),))


@pytest.mark.parametrize(
    ("html", "message"),
    [
        ('<img src="https://example.ca/a.png" alt="">', "The PDF could not be made"),
        ('<img src="file:///etc/hostname" alt="">', "The PDF could not be made"),
        ('<span style="background: url(https://example.ca/a.png)">a</span>', "The PDF could not be made"),
        ('<span style="colour: red">a</span>', "WeasyPrint complained"),
        ('<a href="#nowhere">a</a>', "WeasyPrint complained"),
    ],
    ids=["outside image", "local file", "outside background", "unknown property", "broken link"],
)
def test_mistake_in_the_layout_stops_the_letter(html: str, message: str, make_letter: MakeLetter) -> None:
    letter = with_layout(make_letter(own_words=(PRIVATE,)), html)

    with pytest.raises(RenderingError, match=f"^{message}") as caught:
        pdf.render(letter)
    assert PRIVATE not in str(caught.value)


@pytest.mark.parametrize("words", ["李", "secret\u0350"], ids=["no glyph", "no accent"])
def test_character_without_a_glyph_stops_the_letter_and_is_not_told(
    words: str, make_letter: MakeLetter
) -> None:
    # WeasyPrint's warning quotes the text: a RenderingError's message never holds the writer's words.
    with pytest.raises(RenderingError) as caught:
        pdf.render(make_letter(own_words=(words,)))
    assert [character for character in words if character > "\x7f" and character in str(caught.value)] == []


def test_letter_after_a_mistake_is_whole_again(make_letter: MakeLetter) -> None:
    with pytest.raises(RenderingError):
        pdf.render(with_layout(make_letter(), '<img src="https://example.ca/a.png" alt="">'))

    assert pdf.render(make_letter()).startswith(b"%PDF-1.7")
