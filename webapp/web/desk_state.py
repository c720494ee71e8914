"""What the writing desk shows beside its form: the letter so far, its length, its facts and its passages."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from flask import request, url_for
from flask_babel import gettext, ngettext
from markupsafe import Markup

from webapp.composition.compose import compose
from webapp.composition.drafts import DraftRequest
from webapp.composition.outline import EditablePassage, FixedWords, Outline, outlines_of
from webapp.domain.campaigns import Campaign, Category, Stance, facts_by_category, facts_to_print
from webapp.domain.catalogue import Catalogue
from webapp.domain.facts import Fact
from webapp.domain.freshness import freshness, is_on_offer, withheld
from webapp.domain.letters import Letter
from webapp.domain.likeness import Personality, personality
from webapp.domain.passages import Changes
from webapp.renderers import html
from webapp.renderers.pagination import Pagination
from webapp.web.changes import PostedChanges
from webapp.web.forms import LetterForm
from webapp.web.frames import link_ends
from webapp.web.i18n import number, page_language, percent, translated
from webapp.web.rendering import pagination_of

STEPS = {"where": ("riding",), "what": ("stance", "facts", "own_words")}


@dataclass(frozen=True)
class DeskState:
    """The desk for one form; ``draft`` is None until a request is chosen."""

    campaign: Campaign
    catalogue: Catalogue
    form: LetterForm
    draft: DraftRequest | None
    site: str = ""

    @cached_property
    def letter(self) -> Letter | None:
        """The letter so far."""
        return compose(self.draft.request, self.catalogue, site=self.site) if self.draft else None

    @cached_property
    def pagination(self) -> Pagination | None:
        """How the letter falls on its pages; None, too, while more important letters are waiting."""
        return pagination_of(self.letter) if self.letter else None

    @property
    def fragments(self) -> tuple[Markup, ...]:
        """The letter as the PDF has it, page breaks shown where they are known."""
        if not self.letter:
            return ()
        breaks = self.pagination.breaks if self.pagination else None
        return html.fragments(self.letter, level=3, breaks=breaks, link_ends=link_ends())

    @property
    def length_words(self) -> str:
        """How long the letter is, in words for the writer."""
        if not self.letter:
            return ""
        words = sum(len(run.text.split()) for run in self.letter.parts[0].runs)
        length = ngettext("%(number)s word", "%(number)s words", words, number=number(words))
        if not self.pagination:
            return str(
                gettext(
                    "It has %(length)s. Its pages are counted when fewer letters are being made.",
                    length=length,
                )
            )
        pages = self.pagination.letter_pages[0]
        if pages == 1:
            return str(gettext("It fits on one page (%(length)s), then its sources.", length=length))
        return str(
            gettext(
                "It takes %(pages)s pages (%(length)s). One page is read more surely: drop a fact, or "
                "shorten it.",
                pages=number(pages),
                length=length,
            )
        )

    @property
    def length_brief(self) -> str:
        """How many pages the letter proper takes, as short as it can be said."""
        if not self.pagination:
            return ""
        pages = self.pagination.letter_pages[0]
        return str(ngettext("%(number)s page", "%(number)s pages", pages, number=number(pages)))

    @cached_property
    def personality(self) -> Personality | None:
        """How personal the letter is."""
        if not (self.letter and self.draft):
            return None
        ours = Changes(wordings=self.draft.request.changes.wordings)
        usual = compose(replace(self.draft.request, own_words=(), facts=None, changes=ours), self.catalogue)
        return personality(self.letter.parts[0], usual.parts[0], self.draft.request.changes)

    @property
    def personal_words(self) -> str:
        """What is said of it: advice, never a gate."""
        if not self.personality:
            return ""
        share = round(100 * self.personality.own)
        if not share:
            return str(gettext("None of it is in your own words yet. Two sentences of yours count for much."))
        return str(
            gettext(
                "%(own)s of it is in your own words; %(like)s of it reads like the usual letter.",
                own=percent(share),
                like=percent(round(100 * self.personality.likeness)),
            )
        )

    @cached_property
    def outlines(self) -> tuple[Outline, ...]:
        """The letter laid open for editing, in each of its languages."""
        return outlines_of(self.draft.request, self.catalogue) if self.draft else ()

    @property
    def changes(self) -> PostedChanges:
        """What the form says of passages."""
        return self.form.changes

    @property
    def is_changed(self) -> bool:
        """Whether the writer has changed the wording or is about to."""
        return any(True for _ in self.changes.kept()) or bool(self.form.passage_errors)

    @property
    def hidden(self) -> list[tuple[str, str]]:
        """Changes that no control of the page shows: other requests' passages, wordings, the order."""
        shown = {
            f"{kind}.{part.name}{end}"
            for outline in self.outlines
            for part in outline.offered
            for kind, end in (("edit", f".{outline.language}"), ("drop", ""), ("wording", ""))
        }
        shown.add("order")
        kept = [(name, value) for name, value in self.changes.kept() if name not in shown]
        if self.letter is None and self.form.facts is not None:
            kept += self.form.kept_facts()
        return [*kept, ("length", self.form.length.data or ""), ("layout", self.form.layout.data or "")]

    @property
    def stance(self) -> Stance | None:
        """The request chosen."""
        return self.campaign.stances[self.letter.stance] if self.letter else None

    @property
    def offered(self) -> list[tuple[Category, list[Fact]]]:
        """The facts to choose from, by argument."""
        return facts_by_category(self.campaign, self.stance) if self.stance else []

    @property
    def offered_count(self) -> int:
        """How many facts there are to choose from."""
        return sum(len(facts) for _, facts in self.offered)

    @cached_property
    def kept_back(self) -> frozenset[str]:
        """The facts that no letter prints until their sources have been read again."""
        return withheld(self.campaign, self.stance, self.form.day) if self.stance else frozenset()

    def is_due(self, fact: Fact) -> bool:
        """Return whether a fact may be out of date."""
        return freshness(fact, self.campaign.grace, self.form.day) != "fresh"

    @cached_property
    def not_on_offer(self) -> frozenset[str]:
        """The requests that cannot be sent for now, since what they have to disclose is too old."""
        stances = self.campaign.stances.values()
        return frozenset(s.slug for s in stances if not is_on_offer(self.campaign, s, self.form.day))

    @property
    def locked(self) -> tuple[str, ...]:
        """The facts that every letter of this request prints."""
        return facts_to_print(self.stance, (), self.campaign.facts) if self.stance else ()

    def pairs_of(self, slug: str) -> Iterator[str]:
        """Yield the facts that are printed whenever this one is."""
        pairs = self.stance.pairs if self.stance else ()
        for pair in pairs:
            if slug in pair:
                yield from (other for other in pair if other != slug)

    def tied_to(self, slug: str) -> list[str]:
        """Return the facts that leave the letter when this one is left out."""
        return sorted(self.stance.tied_to([slug]) - {slug}) if self.stance else []

    @property
    def missing(self) -> list[tuple[str, str]]:
        """The id and the label of each field that is still empty."""
        problems = self.draft.problems if self.draft else ()
        names = (problem.field for problem in problems if problem.field in self.form)
        return [
            (self.form.target(name), str(self.form[name].label.text))
            for name in dict.fromkeys(names)
            if not self.form[name].data
        ]

    @property
    def to_mend(self) -> list[tuple[str, str]]:
        """The id of the field and the message for each thing typed that cannot stand."""
        empty = {target for target, _ in self.missing}
        said: dict[str, str] = {}
        for problem in self.draft.problems if self.draft else ():
            said.setdefault(self.form.target(problem.field), translated(problem))
        return [(target, message) for target, message in said.items() if target not in empty]

    @property
    def done(self) -> tuple[str, ...]:
        """The steps with nothing left to do."""
        if self.draft is None:
            return ()
        open_fields = {problem.field for problem in self.draft.problems}
        done = [step for step, names in STEPS.items() if not open_fields & set(names)]
        return (*done, "sign") if not open_fields else tuple(done)

    @property
    def step(self) -> str:
        """The first step with something left to do."""
        return next((step for step in (*STEPS, "sign") if step not in self.done), "sign")

    @property
    def share_url(self) -> str:
        """The address to share."""
        return share_url(self.campaign, self.letter.stance if self.letter else "", self.site)

    def key(self, *parts: object) -> str:
        """Return ten hexadecimal digits that tell whether a part of the page is another one now."""
        return hashlib.sha256(repr(parts).encode()).hexdigest()[:10]

    @property
    def facts_key(self) -> str:
        """What the list of facts depends on."""
        return self.key(self.letter and (self.letter.stance, self.letter.facts), self.form.facts)

    @property
    def passages_key(self) -> str:
        """What the list of passages depends on, but for what is being typed in it."""
        shown = [
            (outline.language, paragraph.name, *_without_typing(part))
            for outline in self.outlines
            for paragraph in outline.paragraphs
            for part in paragraph.parts
        ]
        return self.key(shown, sorted(self.changes.dropped), self.changes.order)


def share_url(campaign: Campaign, stance: str, site: str) -> str:
    """Return a campaign's address with the request and the language, and nothing personal.

    ``site`` is the public address of the site; without one it is the address the page was asked at.
    """
    path = url_for("desk.show", language=page_language(), slug=campaign.slug, stance=stance or None)
    return (site or request.host_url.rstrip("/")) + path


def _without_typing(part: EditablePassage | FixedWords) -> tuple[object, ...]:
    """Return what a list of passages shows of one, but for the text that is being typed in it."""
    return (part,) if isinstance(part, FixedWords) else (replace(part, text=""), part.is_edited)
