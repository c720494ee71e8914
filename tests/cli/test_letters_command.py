"""`apostille letters`: a whole campaign on paper."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import html5lib
import pytest
from pypdf import PdfReader

Call = Callable[..., tuple[int, bytes, str]]
NAMES = [f"{stance}-view.{language}" for stance in ("first", "second") for language in ("en", "fr")]


@pytest.fixture
def campaign(call: Call, tmp_path: Path) -> Path:
    """Return the folder of a new campaign."""
    assert call("new", "Trains & <b>more</b>", "--folder", str(tmp_path))[0] == 0
    return tmp_path / "trains-b-more-b"


def test_every_stance_is_written_in_both_languages_as_text_and_pdf(
    call: Call, campaign: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    assert call("letters", str(campaign), "--output", str(out)) == (
        0,
        f"{out}/index.html: leads to 4 letters.\n".encode(),
        "",
    )
    files = [f"{name}.{end}" for name in NAMES for end in ("txt", "plain.pdf")]
    assert sorted(path.name for path in out.iterdir()) == sorted([*files, "index.html"])


def test_index_is_valid_and_leads_to_every_file(call: Call, campaign: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    call("letters", str(campaign), "--output", str(out))
    page = (out / "index.html").read_text("utf-8")
    html5lib.HTMLParser(strict=True).parse(page)
    links = re.findall(r'href="([^"]+)"', page)
    assert sorted(links) == sorted(path.name for path in out.iterdir() if path.name != "index.html")
    assert "<h1>Specimen letters: Trains &amp; &lt;b&gt;more&lt;/b&gt;</h1>" in page


def test_index_gives_words_and_pages_of_each_letter(call: Call, campaign: Path, tmp_path: Path) -> None:
    call("letters", str(campaign), "--output", str(tmp_path / "out"), "--format", "txt")
    page = (tmp_path / "out" / "index.html").read_text("utf-8")
    text = (tmp_path / "out" / "first-view.en.txt").read_text("utf-8")
    body = text.split("Dear Prime Minister,")[1].split("Yours sincerely,")[0]
    words = [word for word in body.split() if word not in ("-", "[1]")]
    row = page.split('<a href="first-view.en.txt">first-view.en.txt</a></td>')[1].splitlines()[0]
    assert row == f"<td>{len(words)}</td><td>1</td><td>none</td></tr>"


def test_layout_shows_in_the_pdf_alone_and_text_is_written_once(
    call: Call, campaign: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    layouts = ("--layout", "plain", "--layout", "envelope")
    assert call("letters", str(campaign), "--output", str(out), *layouts)[0] == 0
    files = [f"{name}.{end}" for name in NAMES for end in ("txt", "plain.pdf", "envelope.pdf")]
    assert sorted(path.name for path in out.iterdir()) == sorted([*files, "index.html"])
    plain, envelope = (
        len(PdfReader(out / f"first-view.en.{name}.pdf").pages) for name in ("plain", "envelope")
    )
    assert envelope == plain + 1


def test_sender_of_every_letter_is_marked_as_a_specimen(call: Call, campaign: Path, tmp_path: Path) -> None:
    call("letters", str(campaign), "--output", str(tmp_path / "out"), "--format", "txt")
    marks = [
        re.findall(r"^SP[EÉ]CIMEN – .+$", (tmp_path / "out" / f"{name}.txt").read_text("utf-8"), re.MULTILINE)
        for name in NAMES
    ]
    assert marks == [["SPECIMEN – A. Writer"], ["SPÉCIMEN – Une plume"]] * 2


def test_same_campaign_gives_the_same_bytes(call: Call, campaign: Path, tmp_path: Path) -> None:
    for name in ("once", "again"):
        call("letters", str(campaign), "--output", str(tmp_path / name))
    once, again = (
        {path.name: path.read_bytes() for path in (tmp_path / name).iterdir()} for name in ("once", "again")
    )
    assert once == again


def test_folder_without_a_campaign_is_refused(call: Call, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    status, output, errors = call("letters", str(tmp_path / "empty"), "--output", str(tmp_path / "out"))
    assert (status, output) == (1, b"")
    assert errors.splitlines()[0] == (
        f"apostille: {tmp_path}/empty/campaign.toml: the file is missing: add it"
    )
    assert not (tmp_path / "out").exists()
