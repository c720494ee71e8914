"""The script of a letter in one language: its template rendered, with marks for what will stand there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from traceback import walk_tb
from typing import Any

from jinja2 import TemplateError

from webapp.composition.marks import OWN_WORDS, paragraph_mark, passage_mark
from webapp.composition.recipients import Recipients
from webapp.composition.template_grammar import PASSAGE, TemplateMistake
from webapp.composition.template_language import FactPrinter, compiled
from webapp.domain.campaigns import Campaign, Stance
from webapp.domain.errors import ContentError, Problem
from webapp.domain.letters import LetterRequest
from webapp.domain.locales import Language, long_date, with_de
from webapp.domain.passages import ASKS, usual_wording
from webapp.domain.typography import french

LONGEST_LETTER = 50_000
"""The characters of a letter without its facts at most: some twenty pages, which nobody sends."""
_TOO_LONG = f"prints more than {LONGEST_LETTER} characters besides its facts: shorten its passages"


@dataclass(frozen=True)
class Brief:
    """What all languages of one letter share; ``template`` is the name of the letter it is made from."""

    request: LetterRequest
    campaign: Campaign
    stance: Stance
    template: str
    facts: tuple[str, ...]
    recipients: Recipients


@dataclass(frozen=True)
class Script:
    """A rendered template, and the text of every passage it says."""

    text: str
    passages: Mapping[str, str]


def script_of(brief: Brief, language: Language) -> Script:
    """Return the script; raise `ContentError` where the template does not fit its campaign."""
    prefers = "letter" if brief.template == brief.stance.slug else "short"
    printer = FactPrinter(brief.campaign, brief.stance, brief.facts, prefers=prefers)
    speaker = _Speaker(brief, language)
    try:
        text = compiled(brief.campaign.templates[f"{brief.template}.{language}"]).render(
            fact=printer.fact,
            has=printer.has,
            about=printer.about,
            more=printer.more,
            more_other_side=printer.more_other_side,
            facts=brief.facts,
            own_words=OWN_WORDS,
            say=speaker.say,
            asks=speaker.asks(),
            paragraph=speaker.paragraph,
            **speaker.words,
        )
    except (TemplateError, TemplateMistake) as error:
        raise _mistake(brief, language, str(error), _line(error)) from error
    if printer.left:
        raise _mistake(brief, language, f"never prints {', '.join(printer.left)}: add more()")
    if len(text) > LONGEST_LETTER:
        raise _mistake(brief, language, _TOO_LONG)
    if OWN_WORDS not in text:
        raise _mistake(brief, language, "has no place for {{ own_words }}")
    return Script(french(text) if language == "fr" else text, speaker.said)


def ask_clause(stance: Stance, language: Language) -> str:
    """Return the ask as it follows “I am writing to ask you”: ``to end …``, ``de mettre fin …``."""
    opening = {"en": "I ask you ", "fr": "Je vous demande "}[language]
    return stance.ask_line.in_(language).removeprefix(opening)


def ask_items(stance: Stance, language: Language) -> list[str]:
    """Return the asks as the items of one sentence: small initials, semicolons, a final period."""
    asks = [ask.in_(language).rstrip(".") for ask in stance.asks]
    ends = [";"] * (len(asks) - 1) + ["."]
    return [ask[:1].lower() + ask[1:] + end for ask, end in zip(asks, ends, strict=True)]


def wording_number(request: LetterRequest, passage: str, count: int) -> int:
    """Return which of a passage's wordings a letter has: the one asked for, else one by stance and place."""
    seed = (request.stance, request.riding.code, request.sender.postal_code)
    return request.changes.wordings.get(passage, usual_wording(seed, passage, count)) % count


class _Speaker:
    """Says the passages of one letter in one language, each once: a wording of ours, or the writer's text."""

    def __init__(self, brief: Brief, language: Language) -> None:
        self._brief = brief
        self._language = language
        self.words = _words(brief, language)
        self.said: dict[str, str] = {}
        self._length = 0

    def say(self, name: str) -> str:
        """Return the mark of a passage, whose text stands in ``said``."""
        passage = self._named(name)
        try:
            wordings = self._brief.campaign.passages[passage]
        except KeyError:
            raise TemplateMistake(f"there is no passage “{passage}”: add it to passages.toml") from None
        if passage in self.said:
            raise TemplateMistake(f"passage “{passage}” is said twice")
        number = wording_number(self._brief.request, passage, len(wordings))
        try:
            ours = self._spoken(wordings[number].in_(self._language))
        except (TemplateError, TemplateMistake) as error:
            raise TemplateMistake(f"passage “{passage}”: {error}") from error
        self._length += len(ours)
        if self._length > LONGEST_LETTER:
            raise TemplateMistake(_TOO_LONG)
        ours = french(ours) if self._language == "fr" else ours
        self.said[passage] = self._brief.request.changes.edits.get((passage, self._language), ours)
        return passage_mark(passage)

    def _spoken(self, wording: str) -> str:
        """Return a wording with its words in their places; most place none and are said as they stand."""
        return compiled(wording, PASSAGE).render(**self.words) if "{" in wording else wording

    def asks(self) -> str:
        """Return the marks of the asks, one an item; the writer's own text has one a line."""
        passage = self._named(ASKS)
        edited = self._brief.request.changes.edits.get((passage, self._language))
        items = ask_items(self._brief.stance, self._language) if edited is None else edited.split("\n")
        marks = {f"{passage}.{number}": item for number, item in enumerate(items, 1) if item.strip()}
        self.said |= marks
        return "\n".join(f"- {passage_mark(mark)}" for mark in marks)

    def paragraph(self, name: str) -> str:
        """Return the mark of a paragraph that may be moved."""
        return paragraph_mark(self._named(name))

    def _named(self, name: str) -> str:
        return f"{self._brief.template}.{name}"


def _words(brief: Brief, language: Language) -> dict[str, Any]:
    """Return the words that templates and passages may use: names of places and people, dates, the ask."""
    request, seat = brief.request, brief.recipients.seat
    place = brief.campaign.place_of(request.riding.code)
    riding = request.riding.name.in_(language)
    return {
        "first_letter": long_date(request.follow_up_to, language) if request.follow_up_to else "",
        "riding": riding,
        "of_riding": with_de(riding),
        "place": place.phrase.in_(language) if place else "",
        "addressee": brief.recipients.addressee.name,
        "member": "" if seat.vacant else seat.name,
        "ask": ask_clause(brief.stance, language),
    }


def _mistake(brief: Brief, language: Language, message: str, line: int = 0) -> ContentError:
    where = f"{brief.campaign.slug}/{brief.template}.{language}.md.j2"
    return ContentError((Problem(where, "", message, rule="template", line=line),))


def _line(error: Exception) -> int:
    """Return the line of the template on which it failed."""
    if isinstance(error, TemplateMistake) and error.line:
        return error.line
    lines = (line for frame, line in walk_tb(error.__traceback__) if frame.f_code.co_filename == "<template>")
    return next(lines, 0)
