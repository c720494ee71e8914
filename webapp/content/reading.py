"""Reads one TOML file into its schema, turning every mistake into a `Problem` that says where it is."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from webapp.content.files import LARGEST_TOML, hidden_in, hidden_message, read_text
from webapp.content.toml_bounds import too_much_in
from webapp.domain.errors import ContentError, Problem

FileSchema = TypeVar("FileSchema", bound=BaseModel)
Location = tuple[int | str, ...]

MOST_PROBLEMS = 100
"""How many problems of one file are said at once."""
_LONGEST_NAME = 80


def read_toml(path: Path, schema: type[FileSchema]) -> FileSchema:
    """Return the file at ``path`` as ``schema``; raise `ContentError` with its problems."""
    data = _parsed(path, read_text(path, LARGEST_TOML))
    for location, found in _hidden_characters(data):
        raise _refused(path, hidden_message(found), where=_place(data, location), rule="schema")
    try:
        return schema.model_validate(data)
    except ValidationError as error:
        details = error.errors(include_url=False, include_input=False)
        problems = [
            Problem(str(path), _place(data, detail["loc"]), _message(detail), rule=_rule(detail))
            for detail in details[:MOST_PROBLEMS]
        ]
        if (more := len(details) - MOST_PROBLEMS) > 0:
            message = f"{more} more problems: mend those above first"
            problems.append(Problem(str(path), "", message, rule="schema"))
        raise ContentError(tuple(problems)) from None


def _parsed(path: Path, text: str) -> dict[str, Any]:
    if too_much := too_much_in(text):
        message, line_number = too_much
        raise _refused(path, message, rule="too-large", line=line_number)
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"at line (\d+)", str(error))
        raise _refused(
            path, f"not valid TOML: {error}", rule="toml", line=int(line[1]) if line else 0
        ) from None
    except ValueError:  # Python reads no whole number of more than 4,300 digits
        raise _refused(path, "has a number of thousands of digits: shorten it", rule="toml") from None


def _refused(path: Path, message: str, *, where: str = "", rule: str, line: int = 0) -> ContentError:
    return ContentError((Problem(str(path), where, message, rule=rule, line=line),))


def _hidden_characters(data: object, at: Location = ()) -> Iterator[tuple[Location, str]]:
    """Yield the place of every text that holds a hidden character, written as an escape, and that character.

    A key that holds one is named by the table it stands in.
    """
    if isinstance(data, str):
        if found := hidden_in(data):
            yield at, found
    elif isinstance(data, dict):
        for key, value in data.items():
            yield from _hidden_characters(key, at)
            yield from _hidden_characters(value, (*at, key))
    elif isinstance(data, list):
        for number, value in enumerate(data):
            yield from _hidden_characters(value, (*at, number))


_MESSAGES = {
    "missing": "this key is missing: add it",
    "extra_forbidden": "there is no such key: remove it, or mend its spelling",
    "too_short": "give {min_length} or more",
    "too_long": "give {max_length} at most",
    "string_too_long": "shorten it to {max_length} characters",
    "less_than_equal": "write a number of {le} at most",
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
    last = detail["loc"][-1:]
    if detail["type"] == "string_pattern_mismatch" and last and last[0] in _PATTERNS:
        return _PATTERNS[str(last[0])]
    known = _MESSAGES.get(detail["type"])
    return known.format(**detail.get("ctx", {})) if known else detail["msg"].removeprefix("Value error, ")


def _rule(detail: ErrorDetails) -> str:
    """Return the rule that a mistake in a file breaks: the most telling one for the key it stands at."""
    keys = [key for key in detail["loc"] if isinstance(key, str)]
    if keys[-1:] in (["en"], ["fr"]) and detail["type"] in {"missing", "string_too_short"}:
        return "both-languages"
    if detail["type"] in {"missing", "too_short"} and keys[-1:] in (["must_disclose"], ["locked"]):
        return "few-disclosures"
    if keys[:1] == ["sources"] and keys[1:2] and keys[1] in {"publisher", "published", "retrieved"}:
        return "source-fields"
    if keys[:1] == ["facts"] and keys[1:] and keys[1] in {"sources", "cites"}:
        return "uncited-fact"
    return "schema"


def _place(data: object, location: Location) -> str:
    """Return where a value stands, naming table rows by their id or slug: ``facts F01 › claim › fr``."""
    names: list[str] = []
    for key in location:
        if isinstance(key, int) and isinstance(data, list) and key < len(data):
            data = data[key]
            label = data.get("id") or data.get("slug") if isinstance(data, dict) else None
            names[-1:] = [f"{names[-1]} {short_name(label) if label else f'number {key + 1}'}"]
        else:
            data = data.get(key) if isinstance(data, dict) else None
            names.append(short_name(key))
    return " › ".join(names)


def short_name(name: object) -> str:
    """Return a name that stands in a file as one line of a message."""
    return " ".join(str(name).split())[:_LONGEST_NAME]
