"""What a program sends to have a letter made: its shape, and the request that it is read into."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Annotated, Any, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, WithJsonSchema
from pydantic_core import ErrorDetails
from werkzeug.exceptions import BadRequest

from webapp.composition.requests import MOST_CHOICES, RawRequest, build_request, letter_day, today_in
from webapp.composition.riding_search import search
from webapp.domain.catalogue import Catalogue
from webapp.domain.errors import N_, InputProblem, InvalidRequest
from webapp.domain.letters import Layout, Length, LetterRequest
from webapp.domain.locales import LANGUAGES, LETTER_LANGUAGES, Language
from webapp.domain.ridings import PROVINCES
from webapp.domain.writing import MAX_OWN_WORDS
from webapp.renderers.formats import FORMATS
from webapp.renderers.printing import PRINTED, unprintable_fields
from webapp.web.problems import Refusal, UnknownName

REQUIRED = (
    *("campaign", "stance", "riding", "language"),
    *("name", "street", "city", "province", "postal_code"),
)
FORMAT_NAMES = ("json", *FORMATS)
_NAME_A_CAMPAIGN = N_("Name a campaign: /api/v1/campaigns lists them.")
_CHOOSE = N_("Choose one of these: %(names)s.")
_BAD_DATE = N_("Write a day from 2000 to 2199 as year, month and day, such as 2026-11-22.")
_NUMBER = N_("Write a whole number from 0 to 999 here.")
_NOT_HERE = N_("This does not belong here: /api/v1/openapi.json says what does.")
_MESSAGES = {
    "extra_forbidden": N_("Remove this: no field has this name."),
    "string_type": N_("Write a text in quotation marks here."),
    "bool_type": N_("Write true or false here."),
    "tuple_type": N_("Write a list here."),
    "dict_type": N_("Write an object here."),
    "model_type": N_("Write an object here."),
    "int_type": _NUMBER,
    "greater_than_equal": _NUMBER,
    "less_than_equal": _NUMBER,
}


def _schema_of_order(schema: dict[str, Any]) -> None:
    """Say that what an empty form is asked for is required: the rules ask for it, in both languages."""
    schema["required"] = list(REQUIRED)
    for name in REQUIRED:
        schema["properties"][name].pop("default", None)


def _whole(number: object) -> object:
    """Return a number without its empty fraction: to JSON, 1.0 is a whole number."""
    return int(number) if isinstance(number, float) and number.is_integer() else number


Required = Annotated[str, Field(json_schema_extra={"minLength": 1})]
Province = Annotated[str, WithJsonSchema({"type": "string", "enum": list(PROVINCES)})]
LetterLanguageText = Annotated[str, WithJsonSchema({"type": "string", "enum": list(LETTER_LANGUAGES)})]
FormatName = Annotated[str, WithJsonSchema({"type": "string", "enum": list(FORMAT_NAMES)})]
Number = Annotated[int, BeforeValidator(_whole), Field(ge=0, le=999)]


class Edit(BaseModel):
    """The writer's own text of a passage in each language; an empty one leaves the passage out."""

    model_config = ConfigDict(extra="forbid", strict=True)

    en: str | None = None
    fr: str | None = None


class LetterOrder(BaseModel):
    """What a letter is to be made from. Nothing of it is kept."""

    model_config = ConfigDict(
        extra="forbid",
        strict=True,
        frozen=True,
        hide_input_in_errors=True,
        use_attribute_docstrings=True,
        json_schema_extra=_schema_of_order,
    )

    campaign: Required = ""
    """The slug of the campaign."""
    stance: Required = ""
    """The slug of the request that the letter makes."""
    riding: Required = ""
    """The writer's riding: its code, its name or a postal code; whatever is not certain is refused."""
    language: LetterLanguageText = ""
    """The language of the letter; `both` makes one document in two languages."""
    name: Required = ""
    """The writer's name, at most 80 characters."""
    street: Required = ""
    """At most 80 characters."""
    city: Required = ""
    """At most 60 characters."""
    province: Province = ""
    """The province or territory."""
    postal_code: Required = ""
    """Such as T6G 1X6."""
    email: str = ""
    """The writer's e-mail address, if it is to stand in the letter."""
    own_words: str = Field("", description=f"The writer's own words, at most {MAX_OWN_WORDS} characters.")
    facts: tuple[str, ...] | None = None
    """The facts chosen, among those that the stance offers; the usual ones without it."""
    copy_mp: bool = True
    """Whether the writer's member is copied."""
    length: Length = "letter"
    layout: Layout = "plain"
    """How it is printed: plain, for a window envelope, or with the page of an envelope."""
    follow_up_to: str = ""
    """The day of an earlier letter that this one recalls, such as 2026-10-22."""
    date: str = ""
    """The day of the letter; the day where the writer lives without it."""
    wordings: dict[str, Number] = {}
    """For a passage, the number of its wording, from 0."""
    edits: dict[str, Edit] = {}
    """For a passage, the writer's own text."""
    order: tuple[str, ...] = ()
    """The names of paragraphs in the order wanted."""
    format: FormatName = "json"
    """`json` for the letter's parts, or the kind of file wanted."""

    def raw(self) -> RawRequest:
        """Return what was sent as any door hands it over."""
        given = {name: getattr(self, name) for name in RawRequest.__dataclass_fields__ if name != "edits"}
        return RawRequest(**given, edits=dict(self._edits()))

    def _edits(self) -> Iterator[tuple[tuple[str, Language], str]]:
        for passage, edit in self.edits.items():
            for language in LANGUAGES:
                written: str | None = getattr(edit, language)
                if written is not None:
                    yield (passage, language), written


def read_order(body: bytes) -> LetterOrder:
    """Return the order in a body of JSON; what has another shape is a bad request or a refusal."""
    try:
        order = LetterOrder.model_validate_json(body)
    except ValidationError as error:
        details = error.errors(include_url=False, include_input=False)
        if details[0]["type"] == "json_invalid":
            raise BadRequest from None
        raise Refusal([_shape_problem(each) for each in details]) from None
    if order.format not in FORMAT_NAMES:
        raise Refusal([InputProblem("format", _CHOOSE, {"names": ", ".join(FORMAT_NAMES)})])
    if not order.campaign:
        raise Refusal([InputProblem("campaign", _NAME_A_CAMPAIGN, {})])
    return order


def letter_request_of(order: LetterOrder, catalogue: Catalogue) -> LetterRequest:
    """Return the letter request; refuse it with every field to be mended, and offer ridings if it may."""
    if order.campaign not in catalogue.campaigns:
        raise UnknownName([InputProblem("campaign", _NAME_A_CAMPAIGN, {})])
    raw = order.raw()
    problems = list(unprintable_fields({name: getattr(raw, name) for name in PRINTED}, raw.edits))
    day = _day(order, problems)
    try:
        request = build_request(raw, catalogue.campaign(order.campaign), catalogue, day)
    except InvalidRequest as error:
        problems = [*error.problems, *problems]
    if not problems:
        return request
    first: dict[str, InputProblem] = {}
    for each in problems:
        first.setdefault(each.field, each)
    unsure = search(raw.riding, catalogue, catalogue.postal).matches if "riding" in first else ()
    named = [InputProblem(_field_name(name), each.message, each.params) for name, each in first.items()]
    raise Refusal(named, unsure if len(unsure) <= MOST_CHOICES else ())


def _field_name(name: str) -> str:
    """Return the name of a field as the body has it: ``edits.close.opening.en``."""
    return name.replace("edit.", "edits.", 1) if name.startswith("edit.") else name


def _day(order: LetterOrder, problems: list[InputProblem]) -> datetime.date:
    try:
        return letter_day(order.date, order.province)
    except ValueError:
        problems.append(InputProblem("date", _BAD_DATE, {}))
        return today_in(order.province)


def _shape_problem(details: ErrorDetails) -> InputProblem:
    """Return what to mend where a field has not the shape it must have; never what it holds."""
    name = ".".join(str(part)[:80] for part in details["loc"])
    if details["type"] == "literal_error":
        kinds = get_args(LetterOrder.model_fields[name].annotation)
        return InputProblem(name, _CHOOSE, {"names": ", ".join(kinds)})
    return InputProblem(name, _MESSAGES.get(details["type"], _NOT_HERE), {})
