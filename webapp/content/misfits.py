"""What does not fit together in a campaign: names that point nowhere or stand twice, impossible choices."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path

from webapp.content.fact_schema import CorrectionTable, FactsFile, FactTable, SourcesFile
from webapp.content.schema import CampaignFile, StanceTable
from webapp.content.toml_values import Both
from webapp.domain.errors import Problem
from webapp.domain.locales import LANGUAGES


def misfits(
    folder: Path, campaign: CampaignFile, facts: FactsFile, sources: SourcesFile
) -> Iterator[Problem]:
    """Yield every name that points nowhere, stands twice, or breaks a rule of choice."""
    if campaign.slug != folder.name:
        message = f"name the folder “{campaign.slug}” or change the slug"
        yield Problem(str(folder), "slug", message, rule="unknown-name")
    facts_path, campaign_path = str(folder / "facts.toml"), str(folder / "campaign.toml")
    slugs = [fact.slug for fact in facts.facts]
    for path, kind, names in (
        (facts_path, "facts", [fact.id for fact in facts.facts]),
        (facts_path, "facts", slugs),
        (str(folder / "sources.toml"), "sources", [source.id for source in sources.sources]),
        (campaign_path, "stances", [stance.slug for stance in campaign.stances]),
    ):
        for name in sorted({name for name in names if names.count(name) > 1}):
            message = f"two {kind} are named {name}: rename one"
            yield Problem(path, f"{kind} {name}", message, rule="duplicate-name")
    source_ids = {source.id for source in sources.sources}
    categories = {category.slug for category in campaign.categories}
    for fact in facts.facts:
        for message in _misfits_of_fact(fact, set(slugs), source_ids, categories):
            yield Problem(facts_path, f"facts {fact.id}", message, rule="unknown-name")
    for rule, where, message in (
        *_misfits_of_places(campaign, set(slugs)),
        *_misfits_of_pairs(campaign, set(slugs)),
    ):
        yield Problem(campaign_path, where, message, rule=rule)
    unprintable = {fact.slug for fact in facts.facts if not fact.print_default}
    for stance in campaign.stances:
        for rule, message in _misfits_of_stance(stance, set(slugs), unprintable):
            yield Problem(campaign_path, f"stances {stance.slug}", message, rule=rule)


def _misfits_of_places(campaign: CampaignFile, slugs: set[str]) -> Iterator[tuple[str, str, str]]:
    for place in campaign.places:
        where = f"places {place.name.en}"
        if place.fact not in slugs:
            yield "unknown-name", where, f"unknown fact {place.fact}"
        if not place.ridings and not place.provinces:
            yield "schema", where, "name its ridings or its provinces"


def _misfits_of_pairs(campaign: CampaignFile, slugs: set[str]) -> Iterator[tuple[str, str, str]]:
    own_pairs = (pair for stance in campaign.stances for pair in stance.print_together)
    paired = {slug for pair in (*campaign.rules.print_together, *own_pairs) for slug in pair}
    for stance in campaign.stances:
        if paired & set(stance.short):
            yield "impossible-choice", f"stances {stance.slug}", "short: take facts that have no pair"
    for slug in sorted(paired - slugs):
        yield "unknown-name", "print_together", f"unknown fact {slug}"


def _misfits_of_fact(
    fact: FactTable, slugs: set[str], source_ids: set[str], categories: set[str]
) -> Iterator[str]:
    quoted = [fact.quotation.source] if fact.quotation else []
    cited = {*fact.cites, *(s for wording in fact.wordings.values() for s in wording.cites)}
    for source in sorted({*fact.sources, *quoted} - source_ids):
        yield f"unknown source {source}: add it to sources.toml"
    for source in sorted(cited - set(fact.sources)):
        yield f"cites {source}, which is not among its sources"
    if fact.category not in categories:
        yield f"unknown category {fact.category}"
    for other in sorted(set(fact.antecedents) - slugs):
        yield f"unknown fact {other} among its antecedents"


def _misfits_of_stance(
    stance: StanceTable, slugs: set[str], unprintable: set[str]
) -> Iterator[tuple[str, str]]:
    named = {stance.origin_fact, *stance.core, *stance.must_disclose, *stance.supporting, *stance.to_disclose}
    for slug in sorted(named - slugs):
        yield "unknown-name", f"unknown fact {slug}: add it to facts.toml"
    for slug in sorted(set(stance.defaults) - set(stance.core)):
        yield "impossible-choice", f"default {slug} is not one of its core facts"
    for slug in sorted(set(stance.locked) - set(stance.must_disclose)):
        yield "impossible-choice", f"locked {slug} is not one of its must_disclose"
    for slug in sorted(unprintable & {*stance.defaults, *stance.locked, *stance.short}):
        yield "impossible-choice", f"{slug} has print_default = false: no letter starts with it"
    for slug in sorted(set(stance.objection.facts if stance.objection else ()) - slugs):
        yield "unknown-name", f"unknown fact {slug} in its objection"
    if not (stance.short[0] in stance.supporting and stance.short[1] in stance.to_disclose):
        yield "impossible-choice", "short: give one fact it is supported by, then one it must disclose"


def misfits_of_corrections(corrections: list[CorrectionTable]) -> Iterator[tuple[str, str]]:
    """Yield every correction out of its order, or like another; it may name a fact that was withdrawn."""
    for number, (newer, older) in enumerate(pairwise(corrections), start=2):
        if date.fromisoformat(older.on) > date.fromisoformat(newer.on):
            message = f"the newest stands first: put {older.on} above {newer.on}"
            yield f"corrections number {number}", message
    keys = [(correction.on, frozenset(correction.facts)) for correction in corrections]
    for number, key in enumerate(keys, start=1):
        if key in keys[: number - 1]:
            yield f"corrections number {number}", "one of the same day has the same facts: make them one"


def misfits_of_passages(
    passages: dict[str, dict[str, list[Both]]], templates: dict[str, str]
) -> Iterator[tuple[str, str]]:
    """Yield every passage that a letter never says, in one language or in both."""
    for letter, named in passages.items():
        for name in named:
            for language in LANGUAGES:
                text = templates.get(f"{letter}.{language}", "")
                is_missing = f"{letter}.{language}" in templates and not text
                if not is_missing and f'say("{name}")' not in text:
                    yield (
                        f"{letter} › {name}",
                        f'{letter}.{language}.md.j2 never says it: write say("{name}")',
                    )
