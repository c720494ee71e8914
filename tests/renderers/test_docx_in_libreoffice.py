"""The letter's DOCX file as LibreOffice opens it: the same words, the same numbers."""

from __future__ import annotations

import shutil
import subprocess
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from lxml import etree
from reading_back import LANGUAGES, STANCES
from reading_docx import OWN_WORDS, words_of

from webapp.domain.letters import Letter
from webapp.renderers.docx import render
from webapp.renderers.labels import reference_text

SOFFICE = shutil.which("soffice")
TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
LETTERS = [(stance, language) for stance in STANCES for language in LANGUAGES]

Contents = dict[tuple[str, str], tuple[Letter, Any]]
every_letter = pytest.mark.parametrize(("stance", "language"), LETTERS)


@pytest.fixture(scope="session")
def in_libreoffice(make_letter: Callable[..., Letter], tmp_path_factory: pytest.TempPathFactory) -> Contents:
    """Return each letter, and the content of its file as LibreOffice opens it and saves it as ODT."""
    if SOFFICE is None:
        pytest.skip("LibreOffice is not installed: its reading of DOCX files is not tested")
    folder = tmp_path_factory.mktemp("libreoffice")
    letters = {
        (stance, language): make_letter(stance=stance, language=language, own_words=OWN_WORDS)
        for stance, language in LETTERS
    }
    paths = [folder / f"{stance}-{language}.docx" for stance, language in letters]
    for path, letter in zip(paths, letters.values(), strict=True):
        path.write_bytes(render(letter))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    convert = [SOFFICE, profile, "--headless", "--convert-to", "odt", "--outdir", folder, *paths]
    subprocess.run(convert, check=True, capture_output=True, timeout=300)
    contents = [zipfile.ZipFile(path.with_suffix(".odt")).read("content.xml") for path in paths]
    opened = [etree.fromstring(content) for content in contents]
    return {key: (letter, xml) for (key, letter), xml in zip(letters.items(), opened, strict=True)}


@every_letter
def test_libreoffice_shows_the_same_paragraphs_and_numbers(
    stance: str, language: str, in_libreoffice: Contents
) -> None:
    letter, content = in_libreoffice[stance, language]
    outside_notes = "//*[self::text:p or self::text:h][not(ancestor::text:note)]"
    shown = [text_in_odt(line) for line in content.xpath(outside_notes, namespaces={"text": TEXT})]

    assert shown == [text for _, text in words_of(letter)]


@every_letter
def test_libreoffice_shows_the_same_footnotes(stance: str, language: str, in_libreoffice: Contents) -> None:
    letter, content = in_libreoffice[stance, language]
    notes = content.xpath("//text:note", namespaces={"text": TEXT})
    shown = [(note[0].text, "".join(text_in_odt(line) for line in note[1]).strip()) for note in notes]

    assert shown == [
        (str(ref.number), reference_text(ref, part.language))
        for part in letter.parts
        for ref in part.references
    ]


def text_in_odt(node: Any) -> str:
    """Return what a reader sees of a paragraph in OpenDocument: of a note, its number only."""
    if node.tag == f"{{{TEXT}}}note":
        return str(node[0].text)
    if node.tag == f"{{{TEXT}}}s":
        return " " * int(node.get(f"{{{TEXT}}}c", "1"))
    own = "\n" if node.tag == f"{{{TEXT}}}line-break" else node.text or ""
    return own + "".join(text_in_odt(child) + (child.tail or "") for child in node)
