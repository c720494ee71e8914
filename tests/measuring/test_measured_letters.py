"""Letters that are measured are the same in every run, no two alike, and peers print the same words."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from itertools import islice
from pathlib import Path

import pypdfium2
import pytest
from bench import composing
from bench.letters import LANGUAGES, Kind, all_sorts, fields, letters, requests
from bench.peers import naive, with_chromium, with_libreoffice, with_reportlab, with_typst
from specimens import EVERY_STANCE

from webapp.domain.catalogue import Catalogue
from webapp.domain.letters import Letter, Paragraph
from webapp.domain.locales import LetterLanguage
from webapp.renderers import docx

OWN = Kind(own_words=True)


@pytest.mark.parametrize("kind", [Kind(), OWN, Kind(any_riding=True), replace(OWN, language="both")], ids=str)
def test_same_letters_are_made_in_every_run_and_no_two_alike(catalogue: Catalogue, kind: Kind) -> None:
    first, second = (list(islice(letters(catalogue, kind), 20)) for _ in range(2))

    assert first == second
    assert len({letter.parts[0].sender for letter in first}) == 20
    assert first != list(islice(letters(catalogue, kind, seed="another"), 20))


def test_prepared_letters_differ_in_their_personal_lines_alone(catalogue: Catalogue) -> None:
    some = islice(letters(catalogue, Kind()), 20)

    assert len({letter.parts[0].blocks for letter in some}) == 1


def test_own_words_are_new_in_every_letter(catalogue: Catalogue) -> None:
    blocks = [letter.parts[0].blocks for letter in islice(letters(catalogue, OWN), 20)]
    own = [block for each in blocks for block in each if isinstance(block, Paragraph) and block.own]

    assert len(set(own)) == len(own) == 40


def test_rows_that_share_a_process_share_no_letter(catalogue: Catalogue) -> None:
    kinds: dict[str, list[Letter]] = {}
    for task in composing.TASKS:
        kinds.setdefault(str(task.kind), []).extend(islice(letters(catalogue, task.kind, seed=task.name), 5))

    assert {kind: len(set(made)) for kind, made in kinds.items()} == {
        kind: len(made) for kind, made in kinds.items()
    }


def test_all_sorts_are_every_stance_in_every_language(catalogue: Catalogue) -> None:
    count = len(EVERY_STANCE) * len(LANGUAGES)
    sorts = [(each.campaign, each.stance, each.language) for each in islice(all_sorts(catalogue), 2 * count)]

    assert sorts[:count] == sorts[count:]
    assert set(sorts) == {(*stance, language) for stance in EVERY_STANCE for language in LANGUAGES}


def test_form_of_a_request_gives_its_own_words_and_person(catalogue: Catalogue) -> None:
    request = next(requests(catalogue, OWN))
    form = fields(request)

    assert (form["name"], form["riding"]) == (request.sender.name, request.riding.code)
    assert tuple(form["own_words"].split("\n\n")) == request.own_words


def typst(letter: Letter, folder: Path, fonts: Path) -> bytes:
    return with_typst.make(fonts, with_typst.prepared(letter))


def reportlab(letter: Letter, folder: Path, fonts: Path) -> bytes:
    return with_reportlab.make(fonts, letter)


def weasyprint(letter: Letter, folder: Path, fonts: Path) -> bytes:
    return naive.make(naive.prepared(letter, fonts))


def chromium(letter: Letter, folder: Path, fonts: Path) -> bytes:
    page = folder / "letter.html"
    page.write_text(naive.prepared(letter, fonts), encoding="utf-8")
    with_chromium.once(folder, page)
    return (folder / "chromium.pdf").read_bytes()


def libreoffice(letter: Letter, folder: Path, fonts: Path) -> bytes:
    with_libreoffice.convert(folder, fonts, (docx.render(letter),))
    return (folder / "letter-0.pdf").read_bytes()


def unless(absent: str) -> pytest.MarkDecorator:
    return pytest.mark.skipif(bool(absent), reason=absent)


PEERS = [
    (weasyprint, "both"),
    (typst, "both"),
    (reportlab, "both"),
    pytest.param(chromium, "both", marks=unless(with_chromium.ABSENT)),
    pytest.param(libreoffice, "en", marks=unless(with_libreoffice.ABSENT)),  # a page ends in no claim of it
]


@pytest.mark.parametrize(("make", "language"), PEERS)
def test_every_peer_prints_every_claim_paragraph_and_copy(
    make: Callable[[Letter, Path, Path], bytes],
    language: LetterLanguage,
    catalogue: Catalogue,
    tmp_path: Path,
    cut: Path,
) -> None:
    letter = next(letters(catalogue, replace(OWN, language=language)))
    document = pypdfium2.PdfDocument(make(letter, tmp_path, cut))
    try:
        text = squeezed("".join(page.get_textpage().get_text_range() for page in document))
    finally:
        document.close()

    words = [run.text for part in letter.parts for run in part.runs]
    words += [line for part in letter.parts for line in (*part.addressee, *part.copies, part.closing)]
    assert [each for each in words if squeezed(each) not in text] == []


def squeezed(text: str) -> str:
    """Return a text without spaces and line ends, and without hyphens, which may end a line."""
    return re.sub(r"[\s\u00a0\u202f\u2060\u00ad\ufffe\x02-]", "", text)
