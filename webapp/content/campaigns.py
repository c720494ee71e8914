"""Reads a campaign's folder into a `Campaign`, and refuses one whose parts do not fit together."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

from webapp.content.reading import read_toml
from webapp.content.schema import (
    Both,
    CampaignFile,
    FactsFile,
    FactTable,
    PassagesFile,
    SourcesFile,
    SourceTable,
    StanceTable,
)
from webapp.domain.campaigns import Campaign, Category, Place, Stance
from webapp.domain.citations import Source
from webapp.domain.errors import ContentError, Problem
from webapp.domain.facts import Fact, Quotation, Wording
from webapp.domain.locales import LANGUAGES, PartialDate

SHARED_LETTERS = ("short", "follow-up")
"""Letters that a campaign has once for all its stances."""

Part = TypeVar("Part")


def load_campaign(folder: Path) -> Campaign:
    """Return the campaign in ``folder``; raise `ContentError` with every problem of all its files."""
    problems: list[Problem] = []

    def attempt(read: Callable[[], Part]) -> Part | None:
        try:
            return read()
        except ContentError as error:
            problems.extend(error.problems)
            return None

    campaign = attempt(lambda: read_toml(folder / "campaign.toml", CampaignFile))
    facts = attempt(lambda: read_toml(folder / "facts.toml", FactsFile))
    sources = attempt(lambda: read_toml(folder / "sources.toml", SourcesFile))
    passages = attempt(lambda: read_toml(folder / "passages.toml", PassagesFile))
    if campaign is None or facts is None or sources is None or passages is None:
        raise ContentError(tuple(problems))
    names = [*(stance.slug for stance in campaign.stances), *SHARED_LETTERS]
    templates = {
        f"{name}.{language}": _read_template(folder / f"{name}.{language}.md.j2", problems)
        for name in names
        for language in LANGUAGES
    }
    problems.extend(_misfits(folder, campaign, facts, sources))
    problems.extend(
        Problem(str(folder / "passages.toml"), where, message)
        for where, message in _misfits_of_passages(passages.root, templates)
    )
    if problems:
        raise ContentError(tuple(problems))
    return _campaign(_revision(folder), campaign, facts, sources, passages, templates)


def _read_template(path: Path, problems: list[Problem]) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (FileNotFoundError, UnicodeDecodeError):
        problems.append(Problem(str(path), "", "add this letter, saved as UTF-8"))
        return ""


def _misfits(
    folder: Path, campaign: CampaignFile, facts: FactsFile, sources: SourcesFile
) -> Iterator[Problem]:
    """Yield every name that points nowhere, stands twice, or breaks a rule of choice."""
    if campaign.slug != folder.name:
        yield Problem(str(folder), "slug", f"name the folder “{campaign.slug}” or change the slug")
    facts_path, campaign_path = str(folder / "facts.toml"), str(folder / "campaign.toml")
    slugs = [fact.slug for fact in facts.facts]
    for slug in sorted({slug for slug in slugs if slugs.count(slug) > 1}):
        yield Problem(facts_path, slug, "two facts have this slug: rename one")
    source_ids = {source.id for source in sources.sources}
    categories = {category.slug for category in campaign.categories}
    for fact in facts.facts:
        for message in _misfits_of_fact(fact, set(slugs), source_ids, categories):
            yield Problem(facts_path, f"facts {fact.id}", message)
    for where, message in (
        *_misfits_of_places(campaign, set(slugs)),
        *_misfits_of_pairs(campaign, set(slugs)),
    ):
        yield Problem(campaign_path, where, message)
    unprintable = {fact.slug for fact in facts.facts if not fact.print_default}
    for stance in campaign.stances:
        for message in _misfits_of_stance(stance, set(slugs), unprintable):
            yield Problem(campaign_path, f"stances {stance.slug}", message)


def _misfits_of_places(campaign: CampaignFile, slugs: set[str]) -> Iterator[tuple[str, str]]:
    for place in campaign.places:
        where = f"places {place.name.en}"
        if place.fact not in slugs:
            yield where, f"unknown fact {place.fact}"
        if not place.ridings and not place.provinces:
            yield where, "name its ridings or its provinces"


def _misfits_of_pairs(campaign: CampaignFile, slugs: set[str]) -> Iterator[tuple[str, str]]:
    own_pairs = (pair for stance in campaign.stances for pair in stance.print_together)
    paired = {slug for pair in (*campaign.rules.print_together, *own_pairs) for slug in pair}
    for stance in campaign.stances:
        if paired & set(stance.short):
            yield f"stances {stance.slug}", "short: take facts that have no pair"
    for slug in sorted(paired - slugs):
        yield "print_together", f"unknown fact {slug}"


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


def _misfits_of_stance(stance: StanceTable, slugs: set[str], unprintable: set[str]) -> Iterator[str]:
    named = {stance.origin_fact, *stance.core, *stance.must_disclose, *stance.supporting, *stance.to_disclose}
    for slug in sorted(named - slugs):
        yield f"unknown fact {slug}: add it to facts.toml"
    for slug in sorted(set(stance.defaults) - set(stance.core)):
        yield f"default {slug} is not one of its core facts"
    for slug in sorted(set(stance.locked) - set(stance.must_disclose)):
        yield f"locked {slug} is not one of its must_disclose"
    for slug in sorted(unprintable & {*stance.defaults, *stance.locked, *stance.short}):
        yield f"{slug} has print_default = false: no letter starts with it"
    if not (stance.short[0] in stance.supporting and stance.short[1] in stance.to_disclose):
        yield "short: give one fact it is supported by, then one it must disclose"


def _misfits_of_passages(
    passages: dict[str, dict[str, list[Both]]], templates: dict[str, str]
) -> Iterator[tuple[str, str]]:
    """Yield every passage that a letter never says, in one language or in both."""
    for letter, named in passages.items():
        for name in named:
            for language in LANGUAGES:
                if f'say("{name}")' not in templates.get(f"{letter}.{language}", ""):
                    yield (
                        f"{letter} › {name}",
                        f'{letter}.{language}.md.j2 never says it: write say("{name}")',
                    )


def _revision(folder: Path) -> str:
    """Return ten hexadecimal digits that change with any byte of the folder's own files."""
    digest = hashlib.sha256()
    for path in sorted(folder.iterdir()):
        if path.suffix in (".toml", ".j2"):
            digest.update(f"{path.name}\0".encode() + path.read_bytes() + b"\0")
    return digest.hexdigest()[:10]


def _campaign(
    revision: str,
    campaign: CampaignFile,
    facts: FactsFile,
    sources: SourcesFile,
    passages: PassagesFile,
    templates: dict[str, str],
) -> Campaign:
    pairs = tuple((a, b) for a, b in campaign.rules.print_together)
    return Campaign(
        slug=campaign.slug,
        revision=revision,
        title=campaign.title.text(),
        summary=campaign.summary.text(),
        addressee=campaign.addressee,
        copies=tuple(campaign.copies),
        stances={stance.slug: _stance(stance, pairs) for stance in campaign.stances},
        facts={fact.slug: _fact(fact) for fact in facts.facts},
        sources={source.id: _source(source) for source in sources.sources},
        categories=tuple(Category(c.slug, c.label.text()) for c in campaign.categories),
        places=tuple(
            Place(p.name.text(), p.phrase.text(), p.fact, frozenset(p.ridings), frozenset(p.provinces))
            for p in campaign.places
        ),
        prompts=tuple(prompt.text() for prompt in campaign.prompts),
        templates=templates,
        passages={
            f"{letter}.{name}": tuple(wording.text() for wording in wordings)
            for letter, named in passages.root.items()
            for name, wordings in named.items()
        },
    )


def _stance(table: StanceTable, pairs: tuple[tuple[str, str], ...]) -> Stance:
    return Stance(
        slug=table.slug,
        label=table.label.text(),
        origin=table.origin.text(),
        origin_fact=table.origin_fact,
        subject=table.subject.text(),
        ask_line=table.ask_line.text(),
        asks=tuple(ask.text() for ask in table.asks),
        core=tuple(table.core),
        defaults=tuple(table.defaults),
        must_disclose=tuple(table.must_disclose),
        locked=tuple(table.locked),
        bridge=table.bridge.text(),
        supporting=tuple(table.supporting),
        to_disclose=tuple(table.to_disclose),
        short=tuple(table.short),
        pairs=pairs + tuple((a, b) for a, b in table.print_together),
    )


def _fact(table: FactTable) -> Fact:
    quotation = table.quotation
    return Fact(
        id=table.id,
        slug=table.slug,
        category=table.category,
        claim=table.claim.text(),
        quotation=Quotation(quotation.text, quotation.translation, quotation.source) if quotation else None,
        speaker=table.speaker.text(),
        sources=tuple(table.sources),
        cites=tuple(table.cites),
        as_of=PartialDate.parse(table.as_of),
        supports=tuple(table.supports),
        disclose_for=tuple(table.disclose_for),
        verified=table.verified,
        confidence=table.confidence,
        print_default=table.print_default,
        note=table.note.text(),
        must_say=tuple(words.text() for words in table.must_say),
        antecedents=tuple(table.antecedents),
        wordings={
            name: Wording(wording.text.text(), tuple(wording.cites or table.cites), wording.continues or "")
            for name, wording in table.wordings.items()
        },
    )


def _source(table: SourceTable) -> Source:
    return Source(
        id=table.id,
        publisher=table.publisher.text(),
        title=table.title,
        author=table.author.text(),
        url=table.url,
        locator=table.locator.text(),
        published=PartialDate.parse(table.published),
        retrieved=PartialDate.known(table.retrieved),
        language=table.language,
        kind=table.kind.text(),
        reliability=table.reliability,
        access=table.access.text(),
        note=table.note.text(),
    )
