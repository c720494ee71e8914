"""Links that open a message: measured whole, offered only when they fit, decoded to the letter."""

from __future__ import annotations

from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from specimens import EVERY_STANCE, MakeLetter

from webapp.renderers.links import LIMIT, compact, compose_links


def test_whole_letter_is_too_long_for_any_link(make_letter: MakeLetter) -> None:
    links = compose_links(make_letter())

    assert [(link.name, link.url) for link in links] == [
        ("mailto", ""),
        ("Gmail", ""),
        ("Outlook", ""),
        ("Yahoo", ""),
    ]
    assert min(link.length for link in links) > LIMIT


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize(("slug", "stance"), EVERY_STANCE)
def test_short_letter_fits_a_mailto_link(
    make_letter: MakeLetter, slug: str, stance: str, language: str
) -> None:
    letter = make_letter(campaign=slug, stance=stance, language=language, length="short")
    link = compose_links(letter)[0]

    assert (link.length, len(link.url) <= LIMIT) == (len(link.url), True)
    assert len(letter.parts[0].references) == 2


def test_mailto_link_decodes_to_the_letter(make_letter: MakeLetter) -> None:
    words = "A & B = 100 % #1?\nline two + ’"
    letter = make_letter(length="short", own_words=(words,))
    url = compose_links(letter)[0].url
    fields = dict(pair.split("=", 1) for pair in url.removeprefix("mailto:pm@pm.gc.ca?").split("&"))

    assert unquote(fields["cc"]) == ",".join(letter.cc)
    assert unquote(fields["body"]).replace("\r\n", "\n") == compact(letter)
    assert words in compact(letter)


@pytest.mark.parametrize(
    ("place", "name", "subject"), [(1, "Gmail", "su"), (2, "Outlook", "subject"), (3, "Yahoo", "subject")]
)
def test_webmail_link_decodes_to_the_letter(
    make_letter: MakeLetter, place: int, name: str, subject: str
) -> None:
    letter = make_letter(length="short")
    link = compose_links(letter)[place]
    fields = parse_qs(urlsplit(link.url).query)

    assert link.name == name
    assert fields["to"] + fields[subject] == [letter.to, letter.subject.replace("’", "'")]
    assert fields["body"][0].replace("\r\n", "\n") == compact(letter)


def test_own_words_can_make_even_the_short_letter_too_long(make_letter: MakeLetter) -> None:
    link = compose_links(make_letter(length="short", own_words=("é" * 1500,)))[0]

    assert (link.url, link.length > LIMIT) == ("", True)


@pytest.mark.parametrize(("slug", "stance"), EVERY_STANCE)
def test_short_letter_has_its_ask_and_two_cited_facts(
    make_letter: MakeLetter, slug: str, stance: str
) -> None:
    part = make_letter(campaign=slug, stance=stance, length="short").parts[0]

    assert len(part.claims) == 2
    assert "to ask you" in part.blocks[0].runs[0].text  # type: ignore[union-attr]
    assert all(reference.source.url for reference in part.references)
