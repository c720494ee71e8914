"""The API described as OpenAPI 3.1 has it, from the very models that its answers are made with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from webapp.domain.campaigns import Campaign
from webapp.domain.catalogue import Catalogue
from webapp.renderers.formats import FORMATS
from webapp.web import api_values as values
from webapp.web.api_letter import ComposedLetter
from webapp.web.api_orders import LetterOrder
from webapp.web.api_ridings import Ridings, RidingWithMember
from webapp.web.problems import API, MEDIA_TYPE, Problem

VERSION = "1.0.0"
_TEMPLATE = "#/components/schemas/{model}"
_DESCRIPTION = """Letters to power in which every claim carries its numbered source.

Every text is in both official languages. There is no key, no cookie and no account, and pages of every
site may read the answers. A letter is made, returned and forgotten: nothing that is sent is kept."""
_PROBLEMS = {
    "400": "The body is not JSON.",
    "404": "There is no such thing.",
    "406": "The form of the answer is not accepted.",
    "413": "The body is too large.",
    "415": "The body is not sent as JSON.",
    "422": "Some fields are to be mended.",
    "429": "Too much was asked at once from one address.",
    "503": "The server is busy.",
}
_PASSING = ("429", "503")
"""The problems that say in ``Retry-After`` when to come back."""


@dataclass(frozen=True)
class Operation:
    """One thing that a program may ask: its ``name`` is that of the view that answers."""

    name: str
    path: str
    summary: str
    answer: type[BaseModel] | None
    problems: tuple[str, ...] = ("404", "406", "429")
    query: str = ""
    body: type[BaseModel] | None = None


_OF_CAMPAIGN = "/campaigns/{slug}"
OPERATIONS = (
    Operation("openapi", "/openapi.json", "This description.", None, ("406", "429")),
    Operation("list_campaigns", "/campaigns", "Every campaign.", values.Campaigns, ("406", "429")),
    Operation("get_campaign", _OF_CAMPAIGN, "A campaign: its stances and what they ask.", values.Campaign),
    Operation("list_facts", f"{_OF_CAMPAIGN}/facts", "Every fact of a campaign.", values.Facts),
    Operation("get_fact", f"{_OF_CAMPAIGN}/facts/{{fact}}", "One fact.", values.Fact),
    Operation("list_sources", f"{_OF_CAMPAIGN}/sources", "Every source of a campaign.", values.Sources),
    Operation("get_source", f"{_OF_CAMPAIGN}/sources/{{source}}", "One source.", values.Source),
    Operation(
        "list_ridings",
        "/ridings",
        "Every riding, or those that a search finds; one that is not certain is never called sure.",
        Ridings,
        ("406", "429"),
        query="A name in either language, a code, a postal code or its beginning, a town or a member.",
    ),
    Operation("get_riding", "/ridings/{code}", "A riding with its member.", RidingWithMember),
    Operation(
        "make_letter",
        "/letters",
        "A letter, as JSON or as a file.",
        ComposedLetter,
        tuple(_PROBLEMS),
        body=LetterOrder,
    ),
)


def document(catalogue: Catalogue) -> dict[str, Any]:
    """Return the description; its examples are taken from the first campaign that the server has, if any."""
    campaign = next(iter(catalogue.campaigns.values()), None)
    paths: dict[str, dict[str, Any]] = {}
    for operation in OPERATIONS:
        method = "post" if operation.body else "get"
        paths.setdefault(API + operation.path, {})[method] = _operation(operation, campaign)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Apostille",
            "version": VERSION,
            "description": _DESCRIPTION,
            "license": {"name": "Apache 2.0", "identifier": "Apache-2.0"},
        },
        "paths": paths,
        "components": {"schemas": _schemas()},
    }


def order_example(campaign: Campaign) -> dict[str, str]:
    """Return an order that a server with this campaign answers with a letter."""
    return {
        "campaign": campaign.slug,
        "stance": next(iter(campaign.stances)),
        "riding": "Edmonton Strathcona",
        "language": "en",
        "name": "Anne Tremblay",
        "street": "10832 82 Avenue NW",
        "city": "Edmonton",
        "province": "AB",
        "postal_code": "T6E 2B3",
    }


def _operation(operation: Operation, campaign: Campaign | None) -> dict[str, Any]:
    described: dict[str, Any] = {
        "operationId": operation.name,
        "summary": operation.summary,
        "parameters": list(_parameters(operation, campaign)),
        "responses": {
            "200": {"description": operation.summary, "content": _content(operation)},
            **{status: _problem(status) for status in operation.problems},
        },
    }
    if operation.body:
        content: dict[str, Any] = {"schema": _reference(operation.body)}
        if campaign:
            content["examples"] = {"usual": {"summary": "The usual letter", "value": order_example(campaign)}}
        described["requestBody"] = {"required": True, "content": {"application/json": content}}
    return described


def _content(operation: Operation) -> dict[str, Any]:
    """Return the forms of an answer: JSON, and for a letter every kind of file."""
    schema = _reference(operation.answer) if operation.answer else {"type": "object"}
    files = [each.media_type.split(";")[0] for each in FORMATS.values()] if operation.body else []
    return {"application/json": {"schema": schema}, **{media_type: {} for media_type in files}}


def _parameters(operation: Operation, campaign: Campaign | None) -> Iterable[dict[str, Any]]:
    yield {
        "name": "Accept-Language",
        "in": "header",
        "description": "The language of problems: French or, where neither is preferred, English.",
        "schema": {"type": "string"},
        "example": "fr-CA",
    }
    for name, (description, example) in _places(campaign).items():
        if f"{{{name}}}" in operation.path:
            place = {"name": name, "in": "path", "required": True, "description": description}
            yield {**place, "schema": {"type": "string"}, **({"example": example} if example else {})}
    if operation.query:
        query = {"name": "q", "in": "query", "description": operation.query}
        yield {**query, "schema": {"type": "string"}, "example": "Edmonton Strathcona"}


def _places(campaign: Campaign | None) -> Mapping[str, tuple[str, str]]:
    """Return what stands in addresses, each with an example, if there is one."""
    return {
        "slug": ("The slug of a campaign.", campaign.slug if campaign else ""),
        "fact": ("The slug of a fact.", next(iter(campaign.facts), "") if campaign else ""),
        "source": ("The id of a source.", next(iter(campaign.sources), "") if campaign else ""),
        "code": ("The five-digit code of a riding.", "48022"),
    }


def _problem(status: str) -> dict[str, Any]:
    described: dict[str, Any] = {
        "description": _PROBLEMS[status],
        "content": {MEDIA_TYPE: {"schema": _reference(Problem)}},
    }
    if status in _PASSING:
        seconds = {"description": "Try again after so many seconds.", "schema": {"type": "integer"}}
        described["headers"] = {"Retry-After": seconds}
    return described


def _reference(model: type[BaseModel]) -> dict[str, str]:
    return {"$ref": _TEMPLATE.format(model=model.__name__)}


def _schemas() -> dict[str, Any]:
    """Return the schemas of every model, those of answers as they are written, those of bodies as read."""
    models: list[tuple[type[BaseModel], Literal["validation", "serialization"]]] = [
        (Problem, "serialization")
    ]
    for operation in OPERATIONS:
        if operation.answer:
            models.append((operation.answer, "serialization"))
        if operation.body:
            models.append((operation.body, "validation"))
    _, schemas = models_json_schema(models, ref_template=_TEMPLATE)
    defined: dict[str, Any] = schemas["$defs"]
    return defined
