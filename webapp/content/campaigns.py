"""Reads a campaign's folder into a `Campaign`, and refuses one whose parts do not fit together."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import NamedTuple, TypeVar

from webapp.content.fact_schema import (
    CorrectionsFile,
    CorrectionTable,
    FactsFile,
    FactTable,
    QuotationTable,
    SourcesFile,
    SourceTable,
)
from webapp.content.files import LARGEST_TEMPLATE, is_there, own_files, read_text
from webapp.content.language_mistakes import mistakes_of_letters, mistakes_of_passages
from webapp.content.misfits import misfits, misfits_of_corrections, misfits_of_passages
from webapp.content.reading import read_toml
from webapp.content.schema import CampaignFile, ObjectionTable, PassagesFile, StanceTable
from webapp.domain.campaigns import Campaign, Category, Objection, Place, Stance
from webapp.domain.citations import Source, due_after
from webapp.domain.errors import ContentError, Problem
from webapp.domain.facts import Correction, Fact, Quotation, Review, Wording
from webapp.domain.locales import LANGUAGES, PartialDate

SHARED_LETTERS = ("short", "follow-up")
"""Letters that a campaign has once for all its stances."""

Part = TypeVar("Part")


class _Files(NamedTuple):
    """The TOML files of one campaign."""

    campaign: CampaignFile
    facts: FactsFile
    sources: SourcesFile
    passages: PassagesFile
    corrections: CorrectionsFile


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
    corrections = attempt(lambda: _read_corrections(folder / "corrections.toml"))
    if corrections is None or campaign is None or facts is None or sources is None or passages is None:
        raise ContentError(tuple(problems))
    names = [*(stance.slug for stance in campaign.stances), *SHARED_LETTERS]
    templates = {
        f"{name}.{language}": attempt(partial(_read_template, folder / f"{name}.{language}.md.j2")) or ""
        for name in names
        for language in LANGUAGES
    }
    problems.extend(misfits(folder, campaign, facts, sources))
    problems.extend(
        Problem(str(folder / "passages.toml"), where, message, rule="unsaid-passage")
        for where, message in misfits_of_passages(passages.root, templates)
    )
    problems.extend(
        Problem(str(folder / "corrections.toml"), where, message, rule="correction-order")
        for where, message in misfits_of_corrections(corrections.corrections)
    )
    problems.extend(mistakes_of_letters(folder, templates))
    problems.extend(mistakes_of_passages(folder, passages.root))
    if problems:
        raise ContentError(tuple(problems))
    return _campaign(_revision(folder), _Files(campaign, facts, sources, passages, corrections), templates)


def _read_corrections(path: Path) -> CorrectionsFile:
    """Return a campaign's corrections: there is no file where nothing was ever corrected."""
    return read_toml(path, CorrectionsFile) if is_there(path) else CorrectionsFile()


def _read_template(path: Path) -> str:
    add_it = "add this letter, saved as UTF-8"
    return read_text(path, LARGEST_TEMPLATE, missing=add_it, no_text=add_it)


def _revision(folder: Path) -> str:
    """Return ten hexadecimal digits that change with any byte of the folder's own files."""
    digest = hashlib.sha256()
    for name, content in own_files(folder):
        digest.update(f"{name}\0".encode() + content + b"\0")
    return digest.hexdigest()[:10]


def _campaign(revision: str, files: _Files, templates: dict[str, str]) -> Campaign:
    campaign = files.campaign
    pairs = tuple((a, b) for a, b in campaign.rules.print_together)
    read = {source.id: _source(source) for source in files.sources.sources}
    return Campaign(
        slug=campaign.slug,
        revision=revision,
        title=campaign.title.text(),
        summary=campaign.summary.text(),
        addressee=campaign.addressee,
        copies=tuple(campaign.copies),
        stances={stance.slug: _stance(stance, pairs) for stance in campaign.stances},
        facts={fact.slug: _fact(fact, read) for fact in files.facts.facts},
        sources=read,
        categories=tuple(Category(c.slug, c.label.text()) for c in campaign.categories),
        places=tuple(
            Place(p.name.text(), p.phrase.text(), p.fact, frozenset(p.ridings), frozenset(p.provinces))
            for p in campaign.places
        ),
        prompts=tuple(prompt.text() for prompt in campaign.prompts),
        templates=templates,
        corrections=tuple(_correction(correction) for correction in files.corrections.corrections),
        grace=timedelta(days=campaign.rules.grace_days),
        never_as_fact={
            "en": tuple(campaign.rules.never_as_fact.en),
            "fr": tuple(campaign.rules.never_as_fact.fr),
        },
        passages={
            f"{letter}.{name}": tuple(wording.text() for wording in wordings)
            for letter, named in files.passages.root.items()
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
        objection=_objection(table.objection) if table.objection else None,
        pairs=pairs + tuple((a, b) for a, b in table.print_together),
    )


def _objection(table: ObjectionTable) -> Objection:
    return Objection(table.text.text(), table.answer.text(), tuple(table.facts))


def _correction(table: CorrectionTable) -> Correction:
    return Correction(
        on=date.fromisoformat(table.on),
        facts=tuple(table.facts),
        said=table.said.text(),
        says=table.says.text(),
        why=table.why.text(),
    )


def _fact(table: FactTable, sources: Mapping[str, Source]) -> Fact:
    due = min(sources[source].review_by for source in table.cites)
    return Fact(
        id=table.id,
        slug=table.slug,
        category=table.category,
        claim=table.claim.text(),
        quotation=_quotation(table.quotation) if table.quotation else None,
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
        review_by=date.fromisoformat(table.review_by) if table.review_by else due,
        reviews=tuple(Review(review.by, date.fromisoformat(review.on)) for review in table.reviews),
        antecedents=tuple(table.antecedents),
        wordings={
            name: Wording(wording.text.text(), tuple(wording.cites or table.cites), wording.continues or "")
            for name, wording in table.wordings.items()
        },
    )


def _quotation(table: QuotationTable) -> Quotation:
    return Quotation(table.text, table.translation, table.source, table.excerpt)


def _source(table: SourceTable) -> Source:
    retrieved = PartialDate.known(table.retrieved)
    return Source(
        id=table.id,
        publisher=table.publisher.text(),
        title=table.title,
        author=table.author.text(),
        url=table.url,
        archived=table.archived,
        locator=table.locator.text(),
        published=PartialDate.parse(table.published),
        retrieved=retrieved,
        review_by=date.fromisoformat(table.review_by) if table.review_by else due_after(retrieved),
        language=table.language,
        kind=table.kind.text(),
        reliability=table.reliability,
        access=table.access.text(),
        note=table.note.text(),
    )
