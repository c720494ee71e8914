"""CSL-JSON: every item keeps the rules of the published schema, and says no more than is known."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from webapp.domain.campaigns import Campaign
from webapp.domain.citations import Source
from webapp.domain.locales import LocalisedText, PartialDate
from webapp.renderers.csl import csl_item, csl_json, csl_type

_NAMES = (
    "article article-journal article-magazine article-newspaper bill book broadcast chapter classic "
    "collection dataset document entry entry-dictionary entry-encyclopedia event figure graphic hearing "
    "interview legal_case legislation manuscript map motion_picture musical_score pamphlet "
    "paper-conference patent performance periodical personal_communication post post-weblog regulation "
    "report review review-book software song speech standard thesis treaty webpage"
)
TYPES = set(_NAMES.split())
"""The types of csl-data.json of CSL 1.0.2."""
TEXTS = ("id", "title", "container-title", "publisher", "URL", "language", "note")
"""The fields of ours that the schema has as strings; it allows no field that it does not name."""


def is_date(value: Any) -> bool:
    """``date-parts``: one or two dates, each of one to three numbers."""
    dates = value.get("date-parts", [])
    sizes = [len(date) in (1, 2, 3) and all(type(part) is int for part in date) for date in dates]
    return set(value) == {"date-parts"} and len(dates) in (1, 2) and all(sizes)


def is_name_list(value: Any) -> bool:
    return bool(value) and all(set(name) == {"literal"} and name["literal"] for name in value)


RULES = {
    "type": lambda value: value in TYPES,
    "author": is_name_list,
    "issued": is_date,
    "accessed": is_date,
    **{name: lambda value: isinstance(value, str) and bool(value.strip()) for name in TEXTS},
}
REQUIRED = {"id", "type"}


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_item_keeps_the_rules_of_the_schema(campaign: Campaign, language: Any) -> None:
    items = json.loads(csl_json(campaign, language))

    assert len(items) == len(campaign.sources)
    assert len({item["id"] for item in items}) == len(items)
    for item in items:
        assert set(item) >= REQUIRED
        assert [name for name, value in item.items() if name not in RULES or not RULES[name](value)] == []


@pytest.mark.parametrize(
    ("published", "issued"),
    [
        (PartialDate(2026, 2, 4), {"date-parts": [[2026, 2, 4]]}),
        (PartialDate(2026, 2), {"date-parts": [[2026, 2]]}),
        (PartialDate(2026), {"date-parts": [[2026]]}),
        (None, None),
    ],
)
def test_date_is_as_exact_as_it_is_known(campaign: Campaign, published: Any, issued: Any) -> None:
    source = replace(campaign.sources["S02"], published=published)

    assert csl_item(source, campaign.slug, "en").get("issued") == issued


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("primary: statute", "legislation"),
        ("primary: statutory instrument", "legislation"),
        ("translation of a treaty", "treaty"),
        ("news", "article-newspaper"),
        ("local news (police release)", "article-newspaper"),
        ("trade news", "article-newspaper"),
        ("news rewrite", "webpage"),
        ("news aggregator copy (original outlet not visible)", "webpage"),
        ("primary report (the one the article cites)", "webpage"),
        ("primary: report", "report"),
        ("primary: agency page", "webpage"),
        ("newsletter", "webpage"),
    ],
)
def test_type_is_claimed_only_where_the_kind_supports_it(campaign: Campaign, kind: str, name: str) -> None:
    assert csl_type(replace(campaign.sources["S02"], kind=LocalisedText(kind, ""))) == name


def test_without_address_it_is_a_document(campaign: Campaign) -> None:
    source = replace(campaign.sources["S02"], kind=LocalisedText("summary", "résumé"), url="")

    item = csl_item(source, campaign.slug, "fr")

    assert (item["type"], "URL" in item, item["publisher"]) == ("document", False, "CityNews Calgary")


def test_names_and_notes_are_in_the_language_asked(campaign: Campaign) -> None:
    source: Source = campaign.sources["S05"]

    item = csl_item(source, campaign.slug, "fr")

    assert item["container-title"] == "Bureau de Heather McPherson, députée (NPD)"
    assert item["author"] == [{"literal": "Heather McPherson"}]
    assert item["note"].startswith("source primaire\u00a0: lettre publiée de la députée")
    assert item["accessed"] == {"date-parts": [[2026, 11, 22]]}
