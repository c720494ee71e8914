"""Reads one TOML file into its schema, turning every mistake into a `Problem` that says where it is."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from webapp.domain.errors import ContentError, Problem

FileSchema = TypeVar("FileSchema", bound=BaseModel)


def read_toml(path: Path, schema: type[FileSchema]) -> FileSchema:
    """Return the file at ``path`` as ``schema``; raise `ContentError` with all its problems."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ContentError((Problem(str(path), "", "the file is missing: add it"),)) from None
    except UnicodeDecodeError:
        raise ContentError((Problem(str(path), "", "save the file as UTF-8"),)) from None
    except tomllib.TOMLDecodeError as error:
        raise ContentError((Problem(str(path), "", f"not valid TOML: {error}"),)) from None
    try:
        return schema.model_validate(data)
    except ValidationError as error:
        problems = tuple(
            Problem(str(path), _place(data, detail["loc"]), detail["msg"].removeprefix("Value error, "))
            for detail in error.errors(include_url=False)
        )
        raise ContentError(problems) from None


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
