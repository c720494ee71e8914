"""Reads one TOML file into its schema, turning every mistake into a `Problem` that says where it is."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from webapp.domain.errors import ContentError, Problem

FileSchema = TypeVar("FileSchema", bound=BaseModel)


def read_toml(path: Path, schema: type[FileSchema]) -> FileSchema:
    """Return the file at ``path`` as ``schema``; raise `ContentError` with all its problems."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ContentError(
            (Problem(str(path), "", "the file is missing: add it", rule="missing-file"),)
        ) from None
    except UnicodeDecodeError:
        raise ContentError((Problem(str(path), "", "save the file as UTF-8", rule="missing-file"),)) from None
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"at line (\d+)", str(error))
        number = int(line[1]) if line else 0
        problem = Problem(str(path), "", f"not valid TOML: {error}", rule="toml", line=number)
        raise ContentError((problem,)) from None
    try:
        return schema.model_validate(data)
    except ValidationError as error:
        problems = tuple(
            Problem(str(path), _place(data, detail["loc"]), _message(detail), rule=_rule(detail))
            for detail in error.errors(include_url=False)
        )
        raise ContentError(problems) from None


_MESSAGES = {
    "missing": "this key is missing: add it",
    "extra_forbidden": "there is no such key: remove it, or mend its spelling",
    "too_short": "give {min_length} or more",
    "too_long": "give {max_length} at most",
    "string_too_short": "write something between the quotation marks",
    "string_type": "write a text between quotation marks",
    "list_type": "write a list in square brackets",
    "bool_type": "write true or false, without quotation marks",
    "int_type": "write a whole number, without quotation marks",
    "literal_error": "write one of these: {expected}",
}
"""What to do about each kind of mistake; the others say it themselves."""


_PATTERNS = {
    "slug": "write small letters from a to z, digits and hyphens: night-train",
    "url": "write the whole address, from https:// on, or leave it empty",
    "archived": "write the whole address, from https:// on, or leave it empty",
}
"""What to do where a value has not the form that its key wants."""


def _message(detail: ErrorDetails) -> str:
    if detail["type"] == "string_pattern_mismatch" and detail["loc"][-1] in _PATTERNS:
        return _PATTERNS[str(detail["loc"][-1])]
    known = _MESSAGES.get(detail["type"])
    return known.format(**detail.get("ctx", {})) if known else detail["msg"].removeprefix("Value error, ")


def _rule(detail: ErrorDetails) -> str:
    """Return the rule that a mistake in a file breaks: the most telling one for the key it stands at."""
    keys = [key for key in detail["loc"] if isinstance(key, str)]
    if keys[-1:] in (["en"], ["fr"]) and detail["type"] in {"missing", "string_too_short"}:
        return "both-languages"
    if detail["type"] in {"missing", "too_short"} and keys[-1] in {"must_disclose", "locked"}:
        return "few-disclosures"
    if keys[0] == "sources" and keys[1:2] and keys[1] in {"publisher", "published", "retrieved"}:
        return "source-fields"
    if keys[0] == "facts" and keys[1:] and keys[1] in {"sources", "cites"}:
        return "uncited-fact"
    return "schema"


def _place(data: object, location: tuple[int | str, ...]) -> str:
    """Return where a value stands, naming table rows by their id or slug: ``facts F01 › claim › fr``."""
    names: list[str] = []
    for key in location:
        if isinstance(key, int) and isinstance(data, list) and key < len(data):
            data = data[key]
            label = data.get("id") or data.get("slug") if isinstance(data, dict) else None
            names[-1:] = [f"{names[-1]} {label or f'number {key + 1}'}"]
        else:
            data = data.get(key) if isinstance(data, dict) else None
            names.append(str(key))
    return " › ".join(names)
