"""A French letter made into a PDF in memory and read back: tagged, named, embedded, its accents whole."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

from pypdf import PdfReader

from webapp.composition.specimens import specimens
from webapp.composition.verification import verify
from webapp.diagnosis.findings import Finding, ok, wrong
from webapp.domain.catalogue import Catalogue
from webapp.domain.errors import InvalidInput, RenderingError
from webapp.domain.letters import Letter
from webapp.renderers import pdf
from webapp.renderers.readback import read_letter

_SUBJECT = "French letter"
_ANEW = "run `make clean install`: letters are tested with the locked versions"
_ACCENTED = re.compile("[à-öø-ÿœ]", re.IGNORECASE)


def french_letter(catalogue: Catalogue) -> Iterator[Finding]:
    """Make a specimen of the first campaign into a PDF, and say what it is."""
    letter = next(
        (
            each.letter
            for campaign in catalogue.campaigns.values()
            for each in specimens(campaign, catalogue)
            if each.language == "fr"
        ),
        None,
    )
    if letter is None:
        yield wrong(_SUBJECT, "there is no campaign to write one of", "name a folder in APOSTILLE_CAMPAIGNS")
        return
    try:
        content = pdf.render(letter)
    except (RenderingError, OSError) as error:
        mend = "mend the libraries and fonts that are wrong above, then try again"
        yield wrong(_SUBJECT, f"could not be made ({error})", mend)
        return
    yield from validated(content, letter, catalogue)


def validated(content: bytes, letter: Letter, catalogue: Catalogue) -> Iterator[Finding]:
    """Yield what is wrong with the PDF of a French letter, or that it is good."""
    reader = PdfReader(io.BytesIO(content))
    answers = {
        "is not tagged: no screen reader could follow it": _is_tagged(reader),
        "does not say that it is PDF/UA-1": _is_pdf_ua(reader),
        "does not bear its title": reader.metadata is not None and reader.metadata.title == letter.subject,
        "does not say that it is in French": reader.root_object.get("/Lang") == "fr-CA",
        "has a font that is not embedded": _embeds_every_font(reader),
        "cannot be read back: accented sentences are missing": _has_sentences(content, letter, catalogue),
    }
    bad = [said for said, is_good in answers.items() if not is_good]
    for said in bad:
        yield wrong(_SUBJECT, said, _ANEW)
    if not bad:
        size = f"{len(reader.pages)} pages, {len(content):,} bytes"
        yield ok(_SUBJECT, f"{size}: tagged, PDF/UA-1, fr-CA, fonts embedded, accents read back")


def _is_tagged(reader: PdfReader) -> bool:
    root = reader.root_object
    return bool(root.get("/MarkInfo", {}).get("/Marked")) and "/StructTreeRoot" in root


def _is_pdf_ua(reader: PdfReader) -> bool:
    """Return whether the metadata have the identification of ISO 14289-1, clause 5."""
    metadata = reader.root_object.get("/Metadata")
    if metadata is None:
        return False
    text = metadata.get_object().get_data().decode("utf-8", "replace")
    return bool(re.search(r"pdfuaid:part(>|=[\"'])1", text))


def _embeds_every_font(reader: PdfReader) -> bool:
    found = [font for page in reader.pages for font in _fonts(page)]
    return bool(found) and all({"/FontFile", "/FontFile2", "/FontFile3"} & set(font) for font in found)


def _fonts(page: Any) -> Iterator[Any]:
    """Yield the descriptor of each font of a page, empty where it has none."""
    for reference in page.get("/Resources", {}).get("/Font", {}).values():
        font = reference.get_object()
        inner = font["/DescendantFonts"][0].get_object() if "/DescendantFonts" in font else font
        yield inner.get("/FontDescriptor", {})


def _has_sentences(content: bytes, letter: Letter, catalogue: Catalogue) -> bool:
    """Return whether the cited sentences, some of them accented, are in the text as they were written."""
    try:
        read = read_letter(content)
    except InvalidInput:
        return False
    is_accented = any(_ACCENTED.search(claim.text) for claim in letter.parts[0].claims)
    return is_accented and verify(read.fingerprint, read.text, catalogue, dated=read.dated).is_unaltered
