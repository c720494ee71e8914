"""`apostille schema`: the schemas that editors read, and that every campaign names."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from webapp.content.catalogue import LETTER_TEMPLATES, campaign_folders
from webapp.content.json_schemas import json_schemas

Call = Callable[..., tuple[int, bytes, str]]
NAMES = ["campaign.json", "facts.json", "sources.json", "passages.json", "corrections.json"]


def test_schemas_in_the_repository_are_those_of_the_models() -> None:
    shipped = {path.name: path.read_text("utf-8") for path in (LETTER_TEMPLATES / "_schema").iterdir()}
    assert shipped == json_schemas(), "run: apostille schema"


def test_command_writes_every_schema_and_names_them(call: Call, tmp_path: Path) -> None:
    status, output, errors = call("schema", "--output", str(tmp_path / "new"))
    assert (status, errors) == (0, "")
    assert output.decode().splitlines() == [str(tmp_path / "new" / name) for name in NAMES]
    assert {p.name: p.read_text("utf-8") for p in (tmp_path / "new").iterdir()} == json_schemas()


@pytest.mark.parametrize("name", NAMES)
def test_every_key_of_a_schema_has_a_sentence_that_explains_it(name: str) -> None:
    schema = json.loads(json_schemas()[name])
    tables = {"file": schema, **schema["$defs"]}
    silent = [
        f"{table}.{key}"
        for table, shape in tables.items()
        for key, value in shape.get("properties", {}).items()
        if not value.get("description")
    ]
    assert silent == []


def test_a_key_that_no_table_has_is_a_mistake_in_the_schema_too() -> None:
    facts = json.loads(json_schemas()["facts.json"])
    assert [table["additionalProperties"] for table in facts["$defs"].values()] == [False] * 6


@pytest.mark.parametrize("campaign", campaign_folders(LETTER_TEMPLATES), ids=lambda folder: folder.name)
def test_each_file_of_a_campaign_names_its_schema_in_its_first_line(campaign: Path) -> None:
    for path in sorted(campaign.glob("*.toml")):
        first = path.read_text("utf-8").splitlines()[0]
        assert first == f"#:schema ../_schema/{path.stem}.json"
        assert (campaign / first.removeprefix("#:schema ")).is_file()


def test_folder_of_schemas_is_not_taken_for_a_campaign() -> None:
    assert [folder.name for folder in campaign_folders(LETTER_TEMPLATES) if folder.name.startswith("_")] == []
