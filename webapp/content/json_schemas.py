"""JSON Schemas of a campaign's TOML files: an editor that knows them explains every key as it is written."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from pydantic import BaseModel

from webapp.content.fact_schema import CorrectionsFile, FactsFile, SourcesFile
from webapp.content.schema import CampaignFile, PassagesFile

SCHEMA_FOLDER = "_schema"
"""The folder beside the campaigns that holds the schemas; no campaign's name begins with ``_``."""

_FILES: Mapping[str, type[BaseModel]] = {
    "campaign": CampaignFile,
    "facts": FactsFile,
    "sources": SourcesFile,
    "passages": PassagesFile,
    "corrections": CorrectionsFile,
}


def json_schemas() -> dict[str, str]:
    """Return the text of each schema by its file's name, such as ``facts.json``."""
    return {f"{name}.json": _schema(name, model) for name, model in _FILES.items()}


def write_schemas(folder: Path) -> list[Path]:
    """Write every schema into ``folder``, made if need be; return the files."""
    folder.mkdir(parents=True, exist_ok=True)
    written = [folder / name for name in json_schemas()]
    for path, text in zip(written, json_schemas().values(), strict=True):
        path.write_text(text, encoding="utf-8")
    return written


def schema_line(name: str) -> str:
    """Return the first line of a campaign's ``name``.toml: editors with Taplo read its schema from there."""
    return f"#:schema ../{SCHEMA_FOLDER}/{name}.json\n"


def _schema(name: str, model: type[BaseModel]) -> str:
    """Return a schema as JSON; pydantic writes the 2020-12 edition."""
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": f"{name}.toml"}
    schema = head | {key: value for key, value in model.model_json_schema().items() if key != "title"}
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
