"""The OpenAPI document is valid, and describes what the application answers: no less and no more."""

from __future__ import annotations

from pathlib import Path
from shutil import copytree, rmtree
from typing import Any

import pytest
from flask import Flask
from inspection import InspectingClient
from openapi_spec_validator import OpenAPIV31SpecValidator

from webapp.app import create_app
from webapp.settings import DEFAULT_CAMPAIGNS, Settings
from webapp.web.api_document import OPERATIONS
from webapp.web.problems import API


@pytest.fixture
def document(client: InspectingClient) -> dict[str, Any]:
    described: dict[str, Any] = client.get(f"{API}/openapi.json").json
    return described


def test_document_is_valid_openapi_3_1(document: dict[str, Any]) -> None:
    assert document["openapi"] == "3.1.0"
    assert list(OpenAPIV31SpecValidator(document).iter_errors()) == []


def test_document_describes_every_address_of_the_api_and_no_other(
    app: Flask, document: dict[str, Any]
) -> None:
    answered = {
        (rule.rule.replace("<", "{").replace(">", "}"), method, rule.endpoint)
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith("/api/")
        for method in rule.methods - {"HEAD", "OPTIONS"}
    }

    assert {
        (path, method.upper(), f"api.{operation['operationId']}")
        for path, operations in document["paths"].items()
        for method, operation in operations.items()
    } == answered


def test_every_field_of_an_answer_and_of_an_order_is_described(document: dict[str, Any]) -> None:
    schemas = document["components"]["schemas"]

    for operation in OPERATIONS:
        for model in filter(None, (operation.answer, operation.body)):
            fields = {
                *model.model_fields,
                *(model.model_computed_fields if model is operation.answer else ()),
            }
            assert set(schemas[model.__name__]["properties"]) == fields


def test_order_requires_what_an_empty_form_is_asked_for(
    client: InspectingClient, document: dict[str, Any]
) -> None:
    required = document["components"]["schemas"]["LetterOrder"]["required"]
    asked = client.post(f"{API}/letters", json={"campaign": "ice-offices-canada"}).json["errors"]

    assert sorted(required) == sorted(["campaign", *(error["field"] for error in asked)])


def test_examples_of_addresses_and_orders_are_answered(
    client: InspectingClient, document: dict[str, Any]
) -> None:
    statuses = {}
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            examples = {each["name"]: each["example"] for each in operation["parameters"]}
            body = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
            order = body["examples"]["usual"]["value"] if body else None
            statuses[path] = client.open(path.format(**examples), method=method, json=order).status_code

    assert statuses == dict.fromkeys(document["paths"], 200)


def test_examples_are_of_the_campaigns_that_the_server_has(tmp_path: Path) -> None:
    copytree(DEFAULT_CAMPAIGNS, tmp_path / "campaigns")
    rmtree(tmp_path / "campaigns" / "foreign-officers-rules")
    (tmp_path / "campaigns" / "ice-offices-canada").rename(tmp_path / "campaigns" / "night-train")
    campaigns = tmp_path / "campaigns"
    for path in (campaigns / "night-train").glob("*.toml"):
        path.write_text(path.read_text("utf-8").replace('"ice-offices-canada"', '"night-train"'), "utf-8")
    client = create_app(Settings(campaigns=campaigns)).test_client()
    paths = client.get(f"{API}/openapi.json").json["paths"]

    body = paths[f"{API}/letters"]["post"]["requestBody"]["content"]["application/json"]
    assert body["examples"]["usual"]["value"]["campaign"] == "night-train"


def test_server_without_campaigns_describes_its_api_too(tmp_path: Path) -> None:
    described = create_app(Settings(campaigns=tmp_path)).test_client().get(f"{API}/openapi.json").json

    assert list(OpenAPIV31SpecValidator(described).iter_errors()) == []
