"""The letter as a Word document, read back by python-docx and as XML."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from docx.oxml.ns import qn
from lxml import etree
from reading_back import LANGUAGES, STANCES
from reading_docx import OWN_WORDS, OpenedDocx, language_of, noted_by, runs_of, words_of

from webapp.domain.errors import RenderingError
from webapp.domain.letters import Claim, Letter, Paragraph, Sender
from webapp.domain.passages import Changes
from webapp.renderers.docx import render
from webapp.renderers.labels import quoted, reference_text

MakeLetter = Callable[..., Letter]
Read = Callable[..., tuple[Letter, OpenedDocx]]

COMMAND = Path(sys.executable).with_name("apostille")
REQUEST = ["letter", "ice-offices-canada", "--stance", "close", "--riding", "48022", "--language", "both"]
REQUEST += ["--name", "Anne Tremblay", "--street", "10832 82 Avenue NW", "--city", "Edmonton"]
REQUEST += ["--province", "AB", "--postal-code", "T6E 2B3", "--date", "2026-11-24", "--format", "docx"]

every_letter = pytest.mark.parametrize(
    ("stance", "language"), [(stance, language) for stance in STANCES for language in LANGUAGES]
)


@pytest.fixture(scope="session")
def read(make_letter: MakeLetter) -> Read:
    """Return a maker of letters and of their opened files; the same changes give the same ones."""
    cache: dict[Letter, OpenedDocx] = {}

    def make(**changes: Any) -> tuple[Letter, OpenedDocx]:
        letter = make_letter(**changes)
        if letter not in cache:
            cache[letter] = OpenedDocx(render(letter))
        return letter, cache[letter]

    return make


@every_letter
def test_paragraphs_are_the_letter_s_lines_in_styles_of_their_names(
    stance: str, language: str, read: Read
) -> None:
    letter, opened = read(stance=stance, language=language)

    assert opened.words == words_of(letter)


@every_letter
def test_footnotes_are_the_sources_in_their_order(stance: str, language: str, read: Read) -> None:
    letter, opened = read(stance=stance, language=language)
    named = [reference_text(ref, part.language) for part in letter.parts for ref in part.references]
    numbers = [ref.number for part in letter.parts for ref in part.references]

    assert opened.sources == named
    assert list(opened.counted.values()) == numbers


@every_letter
def test_field_of_a_later_mark_points_to_the_note_of_its_number(
    stance: str, language: str, read: Read
) -> None:
    letter, opened = read(stance=stance, language=language)
    marked = sum(len(claim.numbers) for part in letter.parts for claim in part.claims)
    fields = opened.find(opened.body, "//w:instrText")
    pointed = [noted_by(opened, field.text) for field in fields]
    shown = [int(opened.find(field, "string(../following-sibling::w:r[2])")) for field in fields]

    assert len(fields) == marked - len(opened.sources)
    assert shown == pointed


def test_title_of_a_source_with_an_address_is_a_link_to_it(read: Read) -> None:
    letter, opened = read(language="both")
    relations = opened.xml("word/_rels/footnotes.xml.rels")
    targets = {relation.get("Id"): relation.get("Target") for relation in relations}
    links = [
        (opened.shown(link), targets[link.get(qn("r:id"))]) for link in opened.notes.iter(qn("w:hyperlink"))
    ]

    assert links == [
        (quoted(ref.source.title, part.language), ref.source.url)
        for part in letter.parts
        for ref in part.references
        if ref.source.url
    ]


def test_file_opens_where_the_settings_name_the_separators_of_its_notes(read: Read) -> None:
    _, opened = read()
    kinds = [
        (n.get(qn("w:id")), n.get(qn("w:type"))) for n in opened.find(opened.notes, "w:footnote[@w:type]")
    ]
    named = opened.find(opened.xml("word/settings.xml"), "w:footnotePr/w:footnote/@w:id")

    assert kinds == [("-1", "separator"), ("0", "continuationSeparator")]
    assert named == ["-1", "0"]


def test_each_language_is_a_section_on_letter_paper(read: Read) -> None:
    _, opened = read(language="both")
    sizes = [
        (round(s.page_width.inches, 2), round(s.page_height.inches, 2)) for s in opened.document.sections
    ]

    assert sizes == [(8.5, 11), (8.5, 11)]
    assert [s.start_type.name for s in opened.document.sections] == ["NEW_PAGE", "NEW_PAGE"]


@pytest.mark.parametrize(
    ("language", "spoken"), [("en", ["en-CA"]), ("fr", ["fr-CA"]), ("both", ["en-CA", "fr-CA"])]
)
def test_every_run_is_in_the_language_of_its_part(language: str, spoken: list[str], read: Read) -> None:
    _, opened = read(language=language)
    languages = [{language_of(opened, run) for run in runs_of(section)} for section in opened.sections]

    assert languages == [{language} for language in spoken]


def test_footnotes_are_in_the_language_of_their_part(read: Read) -> None:
    letter, opened = read(language="both")
    notes = opened.find(opened.notes, "w:footnote[not(@w:type)]")
    languages = [{language_of(opened, run) for run in runs_of([note])} for note in notes]

    assert languages == [{f"{part.language}-CA"} for part in letter.parts for _ in part.references]


@pytest.mark.parametrize(("language", "first"), [("en", "en-CA"), ("fr", "fr-CA"), ("both", "en-CA")])
def test_document_is_in_the_language_of_its_first_part(language: str, first: str, read: Read) -> None:
    _, opened = read(language=language)
    settings = opened.find(opened.xml("word/settings.xml"), "w:themeFontLang/@w:val")
    styles = opened.find(opened.xml("word/styles.xml"), "w:docDefaults//w:lang/@w:val")

    assert (settings, styles, opened.document.core_properties.language) == ([first], [first], first)


def test_properties_tell_the_letter_and_its_writer_only(read: Read) -> None:
    letter, opened = read(language="both")
    properties = {
        etree.QName(item).localname: item.text for item in opened.xml("docProps/core.xml") if item.text
    }

    assert properties == {
        "title": letter.subject,
        "creator": "Anne Tremblay",
        "language": "en-CA",
        "revision": "1",
        "created": "2026-11-24T00:00:00Z",
        "modified": "2026-11-24T00:00:00Z",
    }


def test_modified_is_the_letter_s_day(read: Read) -> None:
    _, opened = read(written_on=date(2027, 1, 2))

    assert opened.document.core_properties.modified == datetime(2027, 1, 2, tzinfo=UTC)


def test_title_of_more_than_255_characters_ends_in_an_ellipsis(make_letter: MakeLetter) -> None:
    letter = make_letter()
    long = replace(letter, parts=(replace(letter.parts[0], subject="x" * 300),))

    assert OpenedDocx(render(long)).document.core_properties.title == "x" * 254 + "…"


def test_own_words_are_text_whatever_they_hold(read: Read) -> None:
    plain, opened = read()[1].words, read(own_words=OWN_WORDS)[1].words

    assert [line for line in opened if line not in plain] == [("Body Text", words) for words in OWN_WORDS]
    assert [line for line in opened if line in plain] == plain


def test_character_that_no_xml_may_hold_is_shown_as_a_replacement(read: Read) -> None:
    sender = Sender("Anne\ufffe", "10832 82 Avenue NW", "Edmonton", "AB", "T6E 2B3")
    _, opened = read(own_words=("a\uffffb",), sender=sender)

    assert [text for style, text in opened.words if "\ufffd" in text and style == "Body Text"] == ["a\ufffdb"]
    assert opened.document.core_properties.author == "Anne\ufffd"


def test_short_letter_and_sender_with_an_address_for_mail(read: Read) -> None:
    sender = Sender("Zoë O’Brien", "1, rue Î", "Québec", "QC", "G1A 1A1", "zoe@example.ca")
    letter, opened = read(language="both", length="short", sender=sender)

    assert opened.words == words_of(letter)


def test_letter_without_copies_has_no_line_of_them(make_letter: MakeLetter) -> None:
    letter = make_letter()
    alone = replace(letter, parts=(replace(letter.parts[0], copies=()),))

    assert OpenedDocx(render(alone)).words == words_of(letter)[:-1]


def test_source_cited_before_its_turn_is_refused(make_letter: MakeLetter) -> None:
    letter = make_letter()
    claim = Claim("A claim.", "a-fact", (2,))
    early = replace(letter, parts=(replace(letter.parts[0], blocks=(Paragraph((claim,)),)),))

    with pytest.raises(RenderingError, match="Source 2 is cited before source 1"):
        render(early)


def test_file_holds_what_a_letter_needs_and_no_time_of_making(read: Read) -> None:
    _, opened = read()
    parts = opened.package.infolist()

    assert [part.filename for part in parts] == [
        "[Content_Types].xml",
        "_rels/.rels",
        "docProps/core.xml",
        "word/_rels/document.xml.rels",
        "word/_rels/footnotes.xml.rels",
        "word/document.xml",
        "word/fontTable.xml",
        "word/footnotes.xml",
        "word/numbering.xml",
        "word/settings.xml",
        "word/styles.xml",
        "word/theme/theme1.xml",
        "word/webSettings.xml",
    ]
    assert {part.date_time for part in parts} == {(1980, 1, 1, 0, 0, 0)}


def test_same_letter_is_the_same_bytes_in_any_process(make_letter: MakeLetter, tmp_path: Path) -> None:
    letter = make_letter(language="both", changes=Changes())
    paths = [tmp_path / f"{seed}.docx" for seed in (1, 2)]
    for path in paths:
        clean = os.environ | {"PYTHONHASHSEED": path.stem, "TZ": f"UTC{path.stem}"}
        subprocess.run([COMMAND, *REQUEST, "--output", path], env=clean, check=True, timeout=60)

    assert [render(letter), *(path.read_bytes() for path in paths)] == [render(letter)] * 3
