"""The PDF's links: from mark to source, back again, and out to the source itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest
from reading_back import LANGUAGES, STANCES, Opened

from webapp.domain.letters import Sender

Open = Callable[..., Opened]
PRINT = 4

every_letter = pytest.mark.parametrize(
    ("stance", "language"), [(stance, language) for stance in STANCES for language in LANGUAGES]
)


def destinations(read: Opened) -> dict[str, int]:
    """Return the page of each named destination."""
    names = list(read.pdf.Root.Names.Dests.Names)
    pages = [page.objgen for page in read.pdf.pages]
    return {str(names[i]): pages.index(names[i + 1][0].objgen) for i in range(0, len(names), 2)}


@every_letter
def test_marks_lead_to_sources_and_sources_back(stance: str, language: str, opened: Open) -> None:
    read = opened(stance=stance, language=language)
    links = Counter(str(note.Dest) for note in read.annotations if "/Dest" in note)
    wanted: Counter[str] = Counter()
    for part in read.letter.parts:
        wanted.update(f"{part.language}-s{number}" for claim in part.claims for number in claim.numbers)
        wanted.update(f"{part.language}-m{reference.number}" for reference in part.references)

    assert set(links) == set(wanted) == set(destinations(read))
    assert [name for name in wanted if links[name] < wanted[name]] == []


@every_letter
def test_marks_lead_forward_and_sources_back_to_the_letter(stance: str, language: str, opened: Open) -> None:
    read = opened(stance=stance, language=language)
    pages = destinations(read)
    for index, page in enumerate(read.pdf.pages):
        targets = {pages[str(note.Dest)] for note in page.Annots if "/Dest" in note}

        assert targets == ({index + 1} if index % 2 == 0 else {index - 1})


@every_letter
def test_each_source_with_an_address_is_linked_to_it(stance: str, language: str, opened: Open) -> None:
    read = opened(stance=stance, language=language)
    addresses = [str(note.A.URI) for note in read.annotations if "/A" in note]
    sources = [reference.source for part in read.letter.parts for reference in part.references]

    assert set(addresses) == {source.url for source in sources if source.url}


def test_sender_s_email_is_linked(opened: Open) -> None:
    sender = Sender("A", "1 B", "C", "AB", "T6E 2B3", "a@example.ca")
    read = opened(sender=sender)

    assert "mailto:a@example.ca" in [str(note.A.URI) for note in read.annotations if "/A" in note]


@every_letter
def test_links_are_printed_and_described(stance: str, language: str, opened: Open) -> None:
    notes = opened(stance=stance, language=language).annotations

    assert [note for note in notes if not int(note.F) & PRINT] == []
    assert [note for note in notes if not str(note.Contents).strip()] == []


@every_letter
def test_links_have_an_area_to_click(stance: str, language: str, opened: Open) -> None:
    # A line height of 0 on `sup` made the marks' areas 0 points high.
    sides = [
        [float(side) for side in note.Rect] for note in opened(stance=stance, language=language).annotations
    ]

    assert [box for box in sides if abs(box[2] - box[0]) < 3 or abs(box[3] - box[1]) < 5] == []
