"""The letters of a batch joined to one PDF: nothing of any is lost, its tags and links least of all."""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import outloud
import pikepdf
import pytest
from batches import letters_in, people
from pypdf import PdfReader

from webapp.batch.joining import join, title_of

Call = Callable[..., tuple[int, str, str]]
Write = Callable[..., Path]
FOLK = [
    {**person, "layout": layout} for person, layout in zip(people(3), ("plain", "envelope", ""), strict=True)
]


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("joined")


@pytest.fixture
def joined(call: Call, write: Write, folder: Path) -> Path:
    """Return three letters joined: French, in both languages, English; made once for all tests."""
    path = folder / "all.pdf"
    if not path.exists():
        status, out, _ = call(write(*FOLK), folder / "out", "--merge", str(path), kind="pdf")
        assert (status, out.splitlines()[1]) == (
            0,
            f"{path}: the letters joined, as the PDF/UA that each of them is.",
        )
    return path


@pytest.fixture
def letters(joined: Path) -> list[bytes]:
    found = letters_in(joined.parent / "out")
    return [found[name] for name in sorted(found)]


def kinds(element: pikepdf.Object) -> Iterator[str]:
    """Yield the kind of each structure element, in reading order."""
    if isinstance(element, pikepdf.Dictionary) and "/S" in element:
        yield str(element.S)
        kids = element.get("/K", [])
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            yield from kinds(kid)


def test_joined_letters_have_no_finding(joined: Path) -> None:
    with pikepdf.open(joined) as pdf:
        assert pdf.check_pdf_syntax() == []
    errors = [each for each in outloud.check(str(joined)).findings if each.severity != "warning"]
    assert errors == []


def test_pages_are_those_of_the_letters_in_the_order_of_rows(joined: Path, letters: list[bytes]) -> None:

    one_by_one = [page.extract_text() for each in letters for page in PdfReader(BytesIO(each)).pages]
    assert [page.extract_text() for page in PdfReader(joined).pages] == one_by_one


def test_structure_is_that_of_each_letter_in_its_own_language(joined: Path, letters: list[bytes]) -> None:

    with pikepdf.open(joined) as pdf:
        (document,) = pdf.Root.StructTreeRoot.K
        assert str(document.S) == "/Document"
        assert [str(part.Lang) for part in document.K] == ["fr-CA", "en-CA", "en-CA"]
        for part, content in zip(document.K, letters, strict=True):
            with pikepdf.open(BytesIO(content)) as letter:
                (own,) = letter.Root.StructTreeRoot.K
                assert [*kinds(part)][1:] == [*kinds(own)][1:]


def test_marked_content_finds_its_element_from_every_page(joined: Path) -> None:
    with pikepdf.open(joined) as pdf:
        parents = pikepdf.NumberTree(pdf.Root.StructTreeRoot.ParentTree)
        for page in pdf.pages:
            elements = parents[int(page.StructParents)]
            assert {each.get("/Pg", page.obj).objgen for each in elements} == {page.obj.objgen}
            for note in page.get("/Annots", []):
                assert str(parents[int(note.StructParent)].S) == "/Link"


def test_links_lead_to_the_sources_of_their_own_letter(joined: Path, letters: list[bytes]) -> None:
    reader, first = PdfReader(joined), 0
    places = reader.named_destinations
    for each in letters:
        count = len(PdfReader(BytesIO(each)).pages)
        links = [
            str(note.get_object()["/Dest"])
            for page in reader.pages[first : first + count]
            for note in page.get("/Annots", [])
            if "/Dest" in note.get_object()
        ]
        pages = {reader.get_destination_page_number(places[link]) for link in links}
        assert links != []
        assert pages <= set(range(first, first + count))
        first += count


def test_outline_has_an_item_for_each_letter(joined: Path) -> None:
    outline = PdfReader(joined).outline

    assert [item.title for item in outline if not isinstance(item, list)] == ["Anne Tremblay"] * 3


def test_memory_does_not_grow_with_the_letters(letters: list[bytes], tmp_path: Path) -> None:
    peaks = []
    for number in (4, 16):
        tracemalloc.start()
        with (tmp_path / "all.pdf").open("wb") as file:
            join((letters[2] for _ in range(number)), file, *title_of(number, "en"))
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()

    assert peaks[1] < 1.5 * peaks[0]


def test_only_pdfs_are_joined_and_into_a_folder_that_is_there(
    call: Call, write: Write, tmp_path: Path
) -> None:
    for kind, path in (("txt", tmp_path / "all.pdf"), ("pdf", tmp_path / "none" / "all.pdf")):
        assert call(write({}), tmp_path / "out", "--merge", str(path), kind=kind) == (
            2,
            "",
            f"apostille: {path}: only PDFs are joined, and into a folder that is there.\n",
        )
