"""From a row of a table to the request for its letter: the rules of a letter, and those of a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from webapp.batch.table import Row
from webapp.composition.requests import RawRequest, build_request
from webapp.domain.catalogue import Catalogue
from webapp.domain.errors import InputProblem, InvalidRequest
from webapp.domain.letters import LetterRequest
from webapp.domain.ridings import PROVINCES, fold
from webapp.renderers.printing import PRINTED, unprintable_fields

_PROVINCES = {fold(name): code for code, names in PROVINCES.items() for name in (code, names.en, names.fr)}
_YES = frozenset(("", "yes", "y", "true", "1", "oui", "o", "vrai"))
_NO = frozenset(("no", "n", "false", "0", "non", "faux"))
_ERRORS = frozenset(("#REF!", "#N/A", "#NAME?", "#VALUE!", "#DIV/0!", "#NULL!", "#NUM!", "#NOM?", "#VALEUR!"))


@dataclass(frozen=True)
class Usual:
    """What holds for a row that does not say; ``is_laid_out`` where the letter's typefaces print it."""

    campaign: str
    written_on: date
    stance: str = ""
    language: str = ""
    is_laid_out: bool = False


def request_of(row: Row, usual: Usual, catalogue: Catalogue) -> LetterRequest:
    """Return the request for a row's letter; raise `InvalidRequest` with every problem of the row."""
    raw = _raw(row.cells, usual)
    problems = [*_of_the_spreadsheet(row)]
    if usual.is_laid_out:
        problems += unprintable_fields({name: getattr(raw, name) for name in PRINTED}, {})
    try:
        request = build_request(raw, catalogue.campaign(usual.campaign), catalogue, usual.written_on)
    except InvalidRequest as error:
        known = {problem.field for problem in problems}
        problems += [problem for problem in error.problems if problem.field not in known]
    if problems:
        raise InvalidRequest(tuple(problems))
    return request


def _raw(cells: Mapping[str, str], usual: Usual) -> RawRequest:
    def word(name: str, default: str = "") -> str:
        return cells.get(name, "").strip().casefold() or default

    province = cells.get("province", "")
    facts = cells.get("facts", "").replace(",", " ").replace(";", " ").split()
    return RawRequest(
        stance=word("stance", usual.stance),
        riding=cells.get("riding", "").strip() or cells.get("postal_code", ""),
        language=word("language", usual.language),
        name=cells.get("name", ""),
        street=cells.get("street", ""),
        city=cells.get("city", ""),
        province=_PROVINCES.get(fold(province), province),
        postal_code=cells.get("postal_code", ""),
        email=cells.get("email", ""),
        own_words=cells.get("own_words", ""),
        facts=tuple(facts) or None,
        copy_mp=word("copy_mp") not in _NO,
        length=word("length"),
        layout=word("layout"),
        follow_up_to=cells.get("follow_up_to", ""),
    )


def _of_the_spreadsheet(row: Row) -> Iterator[InputProblem]:
    """Yield what no form could send: formulas, the words of their errors, cells below no heading."""
    for name, cell in row.cells.items():
        if name != "own_words" and cell.lstrip().startswith("="):
            yield InputProblem(name, "Put the value here instead of a formula.", {})
        elif cell.strip() in _ERRORS:
            yield InputProblem(name, "Mend the formula that gives an error here.", {})
    if row.cells.get("copy_mp", "").strip().casefold() not in _YES | _NO:
        yield InputProblem("copy_mp", "Write yes or no.", {})
    for letter in row.strays:
        yield InputProblem(
            "", "Column %(letter)s has no heading: give it one, or empty it.", {"letter": letter}
        )
