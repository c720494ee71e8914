"""The letter as it stands while its form is being filled in: what is missing is named in square brackets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from webapp.composition.requests import RawRequest, build_request, edit_field
from webapp.domain.campaigns import Campaign
from webapp.domain.catalogue import Catalogue
from webapp.domain.errors import InputProblem, InvalidRequest
from webapp.domain.letters import LetterRequest
from webapp.domain.locales import LocalisedText
from webapp.domain.ridings import Riding

_MISSING = {
    "name": LocalisedText("[your name]", "[votre nom]"),
    "street": LocalisedText("[your street address]", "[votre adresse]"),
    "city": LocalisedText("[your city or town]", "[votre ville]"),
    "province": LocalisedText("", ""),
    "postal_code": LocalisedText("[postal code]", "[code postal]"),
}
_NO_RIDING = Riding("", LocalisedText("[your riding]", "[votre circonscription]"), "")
_ACCEPTED = {
    "name": "X",
    "street": "X",
    "city": "X",
    "province": "ON",
    "postal_code": "K1A 0A6",
    "email": "",
    "own_words": "",
    "language": "en",
    "length": "",
    "layout": "",
    "follow_up_to": "",
    "facts": None,
}
"""What stands in for a field to be mended, so that the rest can be read; none of it is ever shown."""


@dataclass(frozen=True)
class DraftRequest:
    """A request whose missing parts are named in brackets, and what is to be mended in its form."""

    request: LetterRequest
    problems: tuple[InputProblem, ...]


def draft_request(
    raw: RawRequest,
    campaign: Campaign,
    catalogue: Catalogue,
    written_on: date,
    known: Sequence[InputProblem] = (),
) -> DraftRequest | None:
    """Return the request of a letter in the making; None until its stance is chosen.

    ``known`` are problems found before, such as what a typeface cannot print: those fields are left out too.
    """
    problems = tuple(known)
    try:
        request = build_request(raw, campaign, catalogue, written_on)
        if not problems:
            return DraftRequest(request, ())
    except InvalidRequest as error:
        problems = (*error.problems, *known)
    fields = {problem.field for problem in problems}
    if "stance" in fields:
        return None
    accepted: dict[str, Any] = {**_ACCEPTED, "riding": next(iter(catalogue.ridings))}
    mended = replace(
        raw,
        edits={key: text for key, text in raw.edits.items() if edit_field(*key) not in fields},
        **{field: accepted[field] for field in fields if field in accepted},
    )
    if "riding" in fields:
        mended = replace(mended, copy_mp=False)
    request = build_request(mended, campaign, catalogue, written_on)
    missing = {
        field: words.in_("fr" if request.language == "fr" else "en")
        for field, words in _MISSING.items()
        if field in fields
    }
    riding = _NO_RIDING if "riding" in fields else request.riding
    return DraftRequest(replace(request, riding=riding, sender=replace(request.sender, **missing)), problems)
