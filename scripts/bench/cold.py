"""Whole processes, from nothing to done: the command, the server, and what they are compared with."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from serving import served

from bench.letters import CAMPAIGN, Kind, letters, requests
from bench.measuring import Row, seconds
from bench.peers import naive, with_chromium, with_libreoffice
from webapp.domain.catalogue import Catalogue
from webapp.renderers import docx

JINJA = 'python -c "import jinja2"'
NAIVE = "naive WeasyPrint, a script"
TXT = "apostille letter --format txt"
PDF = "apostille letter --format pdf"
READY = "the server, until it answers"
_NAIVE = """import sys
from pathlib import Path
from weasyprint import HTML
HTML(string=Path(sys.argv[1]).read_text(encoding="utf-8")).write_pdf(sys.argv[2], pdf_variant="pdf/ua-1")
"""
_MODULES = """import sys
from webapp.cli import main
try:
    main(sys.argv[1:])
finally:
    print(*sys.modules, file=sys.stderr)
"""
_ANNE = (
    *("--riding", "Edmonton Strathcona", "--name", "Anne Tremblay", "--street", "10832 82 Avenue NW"),
    *("--city", "Edmonton", "--province", "AB", "--postal-code", "T6E 2B3", "--date", "2026-11-24"),
)
_VARIANTS = (
    ("--layout", "window"),
    ("--layout", "envelope"),
    ("--language", "fr"),
    ("--language", "both"),
    ("--own-words-file", "own.txt"),
)


def rows(catalogue: Catalogue, folder: Path, fonts: Path, *, is_whole: bool) -> list[Row]:
    """Return the rows; every layout, the server and the peers are of the whole form alone."""
    page, own_words = folder / "naive.html", folder / "own.txt"
    page.write_text(naive.prepared(next(letters(catalogue, Kind())), fonts), encoding="utf-8")
    request = next(requests(catalogue, Kind(own_words=True)))
    own_words.write_text("\n\n".join(request.own_words), encoding="utf-8")
    usual = [
        Row(JINJA, _process(folder, sys.executable, "-c", "import jinja2")),
        Row(NAIVE, _process(folder, sys.executable, "-c", _NAIVE, str(page), "naive.pdf")),
        Row(TXT, _apostille(folder, "txt")),
        Row(PDF, _apostille(folder, "pdf")),
    ]
    return [*usual, *_more(catalogue, folder, fonts, page)] if is_whole else usual


def _more(catalogue: Catalogue, folder: Path, fonts: Path, page: Path) -> Iterator[Row]:
    for name in ("docx", "eml"):
        yield Row(f"apostille letter --format {name}", _apostille(folder, name))
    for more in _VARIANTS:
        yield Row(f"{PDF} {' '.join(more)}", _apostille(folder, "pdf", *more))
    yield Row(READY, ready)
    yield _peer("Chromium", with_chromium.ABSENT, with_chromium.once, folder, page)
    word = docx.render(next(letters(catalogue, Kind())))
    where, absent = folder / "libreoffice-cold", with_libreoffice.ABSENT
    yield _peer("LibreOffice", absent, with_libreoffice.convert, where, fonts, (word,))


def _peer(name: str, absent: str, work: Callable[..., object], *given: object) -> Row:
    return Row(name, None if absent else lambda: seconds(work, *given), absent)


def _apostille(folder: Path, name: str, *more: str) -> Callable[[], float]:
    command = str(Path(sys.executable).with_name("apostille"))
    output = ("--format", name, "--output", f"letter.{name}")
    return _process(folder, command, "letter", CAMPAIGN, "--stance", "close", *_ANNE, *more, *output)


def _process(folder: Path, *command: str) -> Callable[[], float]:
    def run() -> None:
        subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=120)  # noqa: S603

    return lambda: seconds(run)


def ready() -> float:
    """Return how long the server takes from its start to its first answer, to a tenth of a second."""
    began = time.perf_counter()
    with served():
        return time.perf_counter() - began


def heavy_modules(folder: Path) -> tuple[str, ...]:
    """Return which of Flask and WeasyPrint a letter as text loads."""
    letter = ("letter", CAMPAIGN, "--stance", "close", *_ANNE)
    command = (sys.executable, "-c", _MODULES, *letter)
    said = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True, timeout=120)  # noqa: S603
    return tuple(sorted({"flask", "weasyprint"} & set(said.stderr.split())))
