"""`apostille letter`: the same letter as the page's, without a browser."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from webapp.domain.letters import Letter
from webapp.renderers import html, text

Write = Callable[..., "subprocess.CompletedProcess[bytes]"]
Call = Callable[..., tuple[int, bytes, str]]
MakeLetter = Callable[..., Letter]

NOTE = (
    "apostille: note: Our sources do not agree on who is Minister of Public Safety, so the letter names the "
    "office alone and no e-mail address is given for it. Write to that office at: House of Commons, Ottawa "
    "ON K1A 0A6.\n"
)
LOADED = """
import sys
from webapp.cli import main
try:
    main(sys.argv[1:])
except SystemExit as stopped:
    heavy = {"flask", "werkzeug", "wtforms", "weasyprint", "fontTools", "docx"}
    print(stopped.code, sorted(heavy & set(sys.modules)))
"""


def test_text_is_the_composed_letter_and_the_notice_stands_apart(
    write: Write, make_letter: MakeLetter
) -> None:
    done = write(language="fr")
    assert (done.returncode, done.stdout) == (0, text.render(make_letter(language="fr")))
    assert done.stderr.decode() == NOTE


@pytest.mark.parametrize("language", ["en", "fr", "both"])
def test_language_is_the_letter_s(wanted: Call, make_letter: MakeLetter, language: str) -> None:
    assert wanted(language=language) == (0, text.render(make_letter(language=language)), NOTE)


def test_html_is_the_composed_letter(write: Write, make_letter: MakeLetter) -> None:
    done = write(format="html", language="fr")
    assert (done.returncode, done.stdout) == (0, html.render(make_letter(language="fr")))


def test_output_goes_to_a_file(write: Write, make_letter: MakeLetter, tmp_path: Path) -> None:
    path = tmp_path / "lettre.txt"
    done = write(output=str(path))
    assert (done.returncode, done.stdout, path.read_bytes()) == (0, b"", text.render(make_letter()))


def test_output_dash_is_standard_output(wanted: Call, make_letter: MakeLetter) -> None:
    assert wanted(output="-")[1] == text.render(make_letter())


def test_pdf_is_a_pdf(write: Write, tmp_path: Path) -> None:
    path = tmp_path / "letter.pdf"
    done = write(format="pdf", output=str(path))
    assert (done.returncode, path.read_bytes()[:5], done.stderr.decode()) == (0, b"%PDF-", NOTE)


def test_riding_may_be_named(wanted: Call, make_letter: MakeLetter) -> None:
    assert wanted(riding="Edmonton—Strathcona")[1] == text.render(make_letter())


def test_own_words_come_from_a_file_as_they_stand(
    write: Write, make_letter: MakeLetter, tmp_path: Path
) -> None:
    path = tmp_path / "words.txt"
    path.write_bytes("\ufeffOne é {{7*7}}.\r\n\r\nᓄᓇᕗᑦ <b>\r\n".encode())
    expected = make_letter(own_words=("One é {{7*7}}.", "ᓄᓇᕗᑦ <b>"))
    assert write(own_words_file=str(path)).stdout == text.render(expected)


def test_facts_may_be_chosen(wanted: Call, make_letter: MakeLetter) -> None:
    assert wanted("--fact", "ossoff", "--fact", "un-turk")[1] == text.render(
        make_letter(facts=("ossoff", "un-turk"))
    )


def test_member_may_be_left_out(wanted: Call, make_letter: MakeLetter) -> None:
    assert wanted("--no-copy-mp")[1] == text.render(make_letter(copy_mp=False))


def test_name_may_be_in_syllabics(write: Write) -> None:
    assert "\nᓄᓇᕗᑦ 🍁\n" in write(name="ᓄᓇᕗᑦ 🍁").stdout.decode()


def test_text_loads_neither_the_web_nor_the_pdf() -> None:
    options = ["--stance", "close", "--riding", "48022", "--name", "A", "--street", "B", "--city", "C",
               "--province", "AB", "--postal-code", "T6E2B3", "--date", "2026-11-24"]  # fmt: skip
    command = [sys.executable, "-c", LOADED, "letter", "ice-offices-canada", *options]
    done = subprocess.run(command, capture_output=True, check=False)
    assert done.stdout.decode().splitlines()[-1] == "0 []"
