"""The letter as one HTML file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import html5lib
import pytest
from reading_back import LANGUAGES, STANCES

from webapp.domain.letters import Letter
from webapp.renderers.html import fragments, render

MakeLetter = Callable[..., Letter]
HOSTILE = "<script>alert(1)</script> & {{7*7}} **x**"
FETCHES = ("src", "srcset", "data", "poster", "background", "style", "action")

every_letter = pytest.mark.parametrize(
    ("stance", "language"), [(stance, language) for stance in STANCES for language in LANGUAGES]
)


def elements(html: bytes) -> list[Any]:
    """Return the elements of a document that is HTML5 without one error."""
    document = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(html.decode())
    return [element for element in document.iter() if isinstance(element.tag, str)]


def text_of(element: Any) -> str:
    return "".join(element.itertext())


@every_letter
def test_html_is_valid_and_asks_for_nothing_outside(
    stance: str, language: str, make_letter: MakeLetter
) -> None:
    found = elements(render(make_letter(stance=stance, language=language)))
    styles = "".join(text_of(element) for element in found if element.tag == "style")

    assert {element.tag for element in found} & {"link", "script", "img", "iframe", "object", "base"} == set()
    assert [name for element in found for name in element.keys() if name in FETCHES] == []  # noqa: SIM118
    assert [word for word in ("url(", "@import", "@font-face") if word in styles] == []


@every_letter
def test_ids_are_unique_and_every_inner_link_has_its_target(
    stance: str, language: str, make_letter: MakeLetter
) -> None:
    found = elements(render(make_letter(stance=stance, language=language)))
    ids = Counter(element.get("id") for element in found if element.get("id"))
    inner = [element.get("href")[1:] for element in found if (element.get("href") or "").startswith("#")]

    assert set(ids.values()) == {1}
    assert [target for target in inner if target not in ids] == []


@every_letter
def test_marks_and_sources_lead_to_each_other(stance: str, language: str, make_letter: MakeLetter) -> None:
    letter = make_letter(stance=stance, language=language)
    found = elements(render(letter))
    links = Counter(element.get("href") for element in found if element.tag == "a")

    for part in letter.parts:
        cited = Counter(number for claim in part.claims for number in claim.numbers)
        marks = {number: links[f"#{part.language}-s{number}"] for number in cited}
        assert marks == dict(cited)
        assert {links[f"#{part.language}-m{reference.number}"] for reference in part.references} == {1}


def test_html_names_the_language_of_the_document_and_of_each_part(make_letter: MakeLetter) -> None:
    letter = make_letter(language="both")
    found = elements(render(letter))

    titles = ["en" for _ in letter.parts[1].references]
    spoken = ["en-CA", "en-CA", "fr-CA", *titles]
    assert [element.get("lang") for element in found if element.get("lang")] == spoken


def test_own_words_are_text_and_change_nothing_else(make_letter: MakeLetter) -> None:
    html = render(make_letter(own_words=(HOSTILE,)))
    own = [element for element in elements(html) if element.get("class") == "own"]
    paragraph = html[html.index(b'<p class="own">') :].split(b"</p>\n")[0] + b"</p>\n"

    assert [(text_of(element), len(element)) for element in own] == [(HOSTILE, 0)]
    assert html.replace(paragraph, b"") == render(make_letter())


def test_sender_s_name_is_text_wherever_it_stands(make_letter: MakeLetter) -> None:
    letter = make_letter()
    sender = replace(letter.parts[0].sender, name=f'"{HOSTILE}')
    found = elements(render(make_letter(sender=sender)))
    shown = [text_of(element) for element in found if element.tag == "strong"]

    assert [element.get("content") for element in found if element.get("name") == "author"] == [sender.name]
    assert shown == [sender.name]


@pytest.mark.parametrize("level", [1, 2, 4])
def test_fragments_take_their_place_among_a_page_s_headings(level: int, make_letter: MakeLetter) -> None:
    html = "".join(fragments(make_letter(), level=level))
    found = html5lib.HTMLParser(namespaceHTMLElements=False).parseFragment(html).iter()

    headings = [e.tag for e in found if e.tag in ("h1", "h2", "h3", "h4", "h5", "h6")]
    assert headings == [f"h{level}", f"h{level + 1}"]
