"""Reads a rendered letter back from its bytes, as those who are sent the file would."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from pathlib import Path

import outloud
import page as validator
import pikepdf
from glyphs import Run, printed
from pypdf import PdfReader

from webapp.domain.letters import Letter

STANCES = ("close", "review", "transfer", "safeguards", "keep")
LANGUAGES = ("en", "fr", "both")


@dataclass(frozen=True)
class Opened:
    """A letter, and what can be read in the PDF that was made of it."""

    letter: Letter
    content: bytes
    path: Path

    @cached_property
    def pdf(self) -> pikepdf.Pdf:
        """The file as objects."""
        return pikepdf.open(BytesIO(self.content))

    @cached_property
    def pages(self) -> list[str]:
        """The text of each page."""
        return [page.extract_text() for page in PdfReader(BytesIO(self.content)).pages]

    @cached_property
    def words(self) -> str:
        """All of the text, without its spaces."""
        return squeezed("".join(self.pages))

    @cached_property
    def runs(self) -> list[Run]:
        """Every run of glyphs with its place on its page."""
        return [run for page in self.pdf.pages for run in printed(page)]

    @cached_property
    def findings(self) -> list[str]:
        """What two independent checkers of PDF/UA-1 have against it: failures, errors, warnings."""
        report = validator.validate_pdf_bytes(self.content, profile=validator.ValidationProfile.PDF_UA_1)
        heard = outloud.check(str(self.path))
        found = [str(failure) for failure in report.failures]
        found += [] if report.is_compliant else ["page-validation: not compliant"]
        found += [str(finding) for finding in heard.findings] if heard.errors or heard.warnings else []
        return found

    @cached_property
    def annotations(self) -> list[pikepdf.Dictionary]:
        """The annotations of every page."""
        return [note for page in self.pdf.pages for note in page.get("/Annots", [])]

    @cached_property
    def elements(self) -> list[pikepdf.Dictionary]:
        """The elements of the structure tree in reading order."""
        return list(elements_in(self.pdf.Root.StructTreeRoot.K))

    def tags(self, beginning: str) -> list[str]:
        """Return the tags that begin with ``beginning``, in reading order."""
        tags = [str(element.S)[1:] for element in self.elements]
        return [tag for tag in tags if re.fullmatch(rf"{beginning}\d?", tag)]


def squeezed(text: str) -> str:
    """Return ``text`` without spaces and ligatures: line ends and justification do not count."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def elements_in(kids: pikepdf.Object) -> Iterator[pikepdf.Dictionary]:
    """Yield the structure elements of ``kids``, each before those within it."""
    if isinstance(kids, pikepdf.Array):
        for kid in kids:
            yield from elements_in(kid)
    elif isinstance(kids, pikepdf.Dictionary):
        if "/S" in kids:
            yield kids
        if "/K" in kids:
            yield from elements_in(kids.K)
