"""What WeasyPrint leaves out of a tagged PDF: printable links, each page's language, no empty element."""

from __future__ import annotations

from typing import Any

import pydyf

from webapp.domain.letters import Letter
from webapp.domain.locales import Language

_PRINT_FLAG = 4


def finish(letter: Letter, document: Any, pdf: Any) -> None:
    """Add what WeasyPrint leaves out: the Print flag on annotations, and the language of each page.

    PDF/UA-1 7.18.1 asks for the flag; WCAG 3.1.2 for the language wherever it changes.
    """
    objects: list[Any] = [item for item in pdf.objects if isinstance(item, dict)]
    for item in objects:
        if item.get("Type") == "/Annot":
            item["F"] = _PRINT_FLAG
    pdf.info.pop("viewport", None)  # said to browsers alone
    by_reference = {item.reference: item for item in objects}
    _prune(objects, by_reference)
    spoken = dict(zip(pdf.page_references, _page_languages(letter, document.pages), strict=True))
    root = next(item for item in objects if item.get("S") == "/Document")
    for kid in root["K"]:
        section = by_reference[kid]
        section["Lang"] = pydyf.String(f"{spoken[_page_of(section, by_reference)]}-CA")


def _prune(objects: list[Any], by_reference: dict[Any, Any]) -> None:
    """Take empty paragraphs out of the structure.

    WeasyPrint leaves one where a page break falls before a paragraph's first line.
    """
    for item in objects:
        if item.get("S") == "/P" and not item["K"] and item["P"] in by_reference:
            by_reference[item["P"]]["K"].remove(item.reference)


def _page_languages(letter: Letter, pages: list[Any]) -> list[Language]:
    """Return the language of each page: of its anchors, else that of the page before it.

    An envelope's page, the last, is in the letter's first language.
    """
    first = letter.parts[0].language
    languages: list[Language] = []
    for page in pages:
        anchored = [part.language for part in letter.parts if _has_anchor_of(page, part.language)]
        languages.append(anchored[0] if anchored else languages[-1] if languages else first)
    if letter.layout == "envelope":
        languages[-1] = first
    return languages


def _has_anchor_of(page: Any, language: Language) -> bool:
    return any(name.startswith((f"{language}-s", f"{language}-m")) for name in page.anchors)


def _page_of(element: Any, by_reference: dict[Any, Any]) -> Any:
    """Return the page of a structure element: its own, else that of the first element below it."""
    if "Pg" in element:
        return element["Pg"]
    kids = (by_reference.get(kid) for kid in element.get("K", ()))
    return next((page for kid in kids if kid and (page := _page_of(kid, by_reference))), None)
