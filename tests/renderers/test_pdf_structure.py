"""The PDF's structure tree: headings, lists, links, as a screen reader meets them."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable

import pytest
from reading_back import LANGUAGES, STANCES, Opened
from specimens import MakeLetter

from webapp.domain.letters import ItemList
from webapp.renderers import pdf

Open = Callable[..., Opened]

every_letter = pytest.mark.parametrize(
    ("stance", "language"), [(stance, language) for stance in STANCES for language in LANGUAGES]
)


@every_letter
def test_headings_are_subject_then_sources(stance: str, language: str, opened: Open) -> None:
    read = opened(stance=stance, language=language)

    assert read.tags("H") == ["H1", "H2"] * len(read.letter.parts)


@every_letter
def test_asks_and_sources_are_lists_of_their_items(stance: str, language: str, opened: Open) -> None:
    read = opened(stance=stance, language=language)
    lists = [[str(item.S) for item in element.K] for element in read.elements if element.S == "/L"]
    wanted = []
    for part in read.letter.parts:
        asks = [len(block.items) for block in part.blocks if isinstance(block, ItemList)]
        wanted += [["/LI"] * length for length in (*asks, len(part.references))]

    assert lists == wanted


@every_letter
def test_items_have_a_label_and_a_body(stance: str, language: str, opened: Open) -> None:
    items = [e for e in opened(stance=stance, language=language).elements if e.S == "/LI"]

    assert {tuple(str(kid.S) for kid in item.K) for item in items} == {("/Lbl", "/LBody")}


@every_letter
def test_every_annotation_lies_in_a_link(stance: str, language: str, opened: Open) -> None:
    read = opened(stance=stance, language=language)
    links = [element for element in read.elements if element.S == "/Link"]
    held = [kid.Obj.objgen for link in links for kid in link.K if not isinstance(kid, int) and "/Obj" in kid]

    assert sorted(held) == sorted(note.objgen for note in read.annotations)


def test_pdf_is_marked_as_tagged_for_universal_access(opened: Open) -> None:
    pdf = opened().pdf

    assert pdf.Root.MarkInfo.Marked
    with pdf.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"


@pytest.mark.skipif(not shutil.which("pdfinfo"), reason="POPPLER IS NOT INSTALLED: reading order is not read")
@pytest.mark.parametrize("layout", ["plain", "window", "envelope"])
def test_a_screen_reader_meets_the_letter_in_order(make_letter: MakeLetter, layout: str) -> None:
    letter = make_letter(layout=layout)
    run = subprocess.run(
        [shutil.which("pdfinfo") or "", "-struct-text", "-"],
        input=pdf.render(letter),
        capture_output=True,
        check=True,
    )
    spoken = re.sub(r"\s+", " ", " ".join(re.findall(r'^\s*"(.*)"$', run.stdout.decode(), re.MULTILINE)))
    part = letter.parts[0]
    marks = [
        part.sender.name,
        part.date_line.replace("\u00a0", " "),
        (part.postal_block if layout == "window" else part.addressee)[0],
        part.subject,
        part.salutation,
        "I am writing as a constituent",
        "I therefore ask you to:",
        part.closing,
        "c.c.",
        "Sources",
    ]
    places = [spoken.index(mark) for mark in marks]

    assert places == sorted(places)
