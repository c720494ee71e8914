"""The lint behind `apostille check`: every problem of a campaign at once, each with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import product
from pathlib import Path

from webapp.composition.compose import compose, template_of
from webapp.composition.specimens import each_wording
from webapp.content.campaigns import load_campaign
from webapp.content.catalogue import campaign_folders, load_tables
from webapp.content.fact_checks import check_facts
from webapp.domain.campaigns import Campaign, Stance
from webapp.domain.catalogue import Catalogue
from webapp.domain.errors import ContentError, Problem
from webapp.domain.letters import Letter, LetterRequest, Paragraph, Sender, Text
from webapp.domain.locales import LANGUAGES, Language, long_date
from webapp.domain.ridings import Riding

_SPECIMEN = Sender("A. Writer", "1 Main Street", "Town", "ON", "K1A 0A6")
_SPECIMEN_DAY = date(2026, 11, 22)
_EARLIER_DAY = date(2026, 10, 20)
_UNCITED = re.compile(r"[\d%“”«»]")


def check_folder(folder: Path) -> list[Problem]:
    """Return every problem and warning of the campaign in ``folder``, or of the campaigns below it."""
    folders = [folder] if (folder / "campaign.toml").exists() else campaign_folders(folder)
    if not folders:
        return [Problem(str(folder), "", "holds no campaign: a campaign is a folder with a campaign.toml")]
    return [problem for each in folders for problem in _check_campaign(each)]


def _check_campaign(folder: Path) -> list[Problem]:
    try:
        campaign = load_campaign(folder)
        catalogue = load_tables({campaign.slug: campaign}, folder)
    except ContentError as error:
        return list(error.problems)
    facts_path, sources_path = str(folder / "facts.toml"), str(folder / "sources.toml")
    return [
        *check_facts(campaign, facts_path),
        *_check_sources(campaign, sources_path),
        *_check_stances(campaign, str(folder / "campaign.toml")),
        *_check_letters(campaign, catalogue, folder),
    ]


def _check_sources(campaign: Campaign, path: str) -> Iterator[Problem]:
    used = {source for fact in campaign.facts.values() for source in fact.sources}
    used |= {fact.quotation.source for fact in campaign.facts.values() if fact.quotation}
    for source in campaign.sources.values():
        where = f"sources {source.id}"
        if source.id not in used:
            yield Problem(path, where, "no fact rests on this source: remove it", warning=True)
        if not source.url:
            message = "no whole link is known: letters name it without one until url is filled in"
            yield Problem(path, where, message, warning=True)


def _check_stances(campaign: Campaign, path: str) -> Iterator[Problem]:
    numbers = {len(stance.asks) for stance in campaign.stances.values()}
    if len(numbers) > 1:
        yield Problem(path, "stances", "give every stance the same number of asks")
    openings = {"en": "I ask you ", "fr": "Je vous demande "}
    for stance in campaign.stances.values():
        for language, opening in openings.items():
            if not (stance.ask_line.en if language == "en" else stance.ask_line.fr).startswith(opening):
                where = f"stances {stance.slug} › ask_line › {language}"
                yield Problem(path, where, f"begin it with “{opening.strip()}”")


def _check_letters(campaign: Campaign, catalogue: Catalogue, folder: Path) -> Iterator[Problem]:
    """Compose every stance in both languages and say once what is wrong with its letters."""
    seen: set[tuple[str, str]] = set()
    for stance in campaign.stances.values():
        for riding, language in product(_specimen_ridings(campaign, catalogue), LANGUAGES):
            for request in _specimen_requests(campaign, stance, riding, language):
                for name, message in _letter_messages(request, catalogue):
                    if (name, message) not in seen:
                        seen.add((name, message))
                        yield Problem(str(folder / name), "", message)


def _specimen_requests(
    campaign: Campaign, stance: Stance, riding: Riding, language: Language
) -> Iterator[LetterRequest]:
    """Yield the usual letter, one with each fact alone, with none, with all, and every wording of each."""
    usual = LetterRequest(
        campaign=campaign.slug,
        stance=stance.slug,
        riding=riding,
        language=language,
        sender=_SPECIMEN,
        written_on=_SPECIMEN_DAY,
        own_words=("Own words.",),
    )
    for facts in (None, (), *((slug,) for slug in stance.offered), stance.offered):
        yield replace(usual, facts=facts)
    for changes in each_wording(campaign):
        for facts in (None, (), stance.offered):
            yield replace(usual, facts=facts, changes=changes)
        yield replace(usual, length="short", changes=changes)
        yield replace(usual, follow_up_to=_EARLIER_DAY, changes=changes)


def _specimen_ridings(campaign: Campaign, catalogue: Catalogue) -> list[Riding]:
    """Return a riding outside every place of the campaign, and one in each place."""
    outside = [code for code in catalogue.ridings if campaign.place_of(code) is None][:1]
    inside = [min(filter(place.holds, catalogue.ridings)) for place in campaign.places]
    return [catalogue.ridings[code] for code in (*outside, *inside)]


def _letter_messages(request: LetterRequest, catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    try:
        letter = compose(request, catalogue)
    except ContentError as error:
        yield from ((Path(problem.path).name, problem.message) for problem in error.problems)
        return
    yield from _uncited(letter, request)


def _uncited(letter: Letter, request: LetterRequest) -> Iterator[tuple[str, str]]:
    """Yield a message for each figure or quotation outside a cited fact, and for an ask that comes late."""
    allowed = [request.riding.name.en, request.riding.name.fr]
    if request.follow_up_to:
        allowed += [long_date(request.follow_up_to, language) for language in LANGUAGES]
    for part in letter.parts:
        name = f"{template_of(request)}.{part.language}.md.j2"
        own = {
            run for block in part.blocks if isinstance(block, Paragraph) and block.own for run in block.runs
        }
        for run in part.runs:
            if not isinstance(run, Text) or run in own:
                continue
            text = run.text
            for words in allowed:
                text = text.replace(words, "")
            if found := _UNCITED.search(text):
                yield name, f"“{found.group()}” stands outside a cited fact in “{run.text.strip()[:60]}”"
        first = part.blocks[0]
        asked = "ask you" if part.language == "en" else "vous demande"
        opening = "".join(run.text for run in first.runs) if isinstance(first, Paragraph) else ""
        if asked not in opening:
            yield name, "put the ask in the first paragraph: use {{ ask }}"
