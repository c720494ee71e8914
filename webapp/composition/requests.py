"""From what a person gave, as plain strings, to a `LetterRequest` that is valid by construction."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from typing import Literal, TypeVar

from webapp.composition.riding_search import search
from webapp.domain.campaigns import Campaign
from webapp.domain.catalogue import Catalogue
from webapp.domain.errors import N_, InputProblem, InvalidInput, InvalidRequest
from webapp.domain.freshness import is_on_offer, withheld
from webapp.domain.letters import LAYOUTS, LENGTHS, LetterRequest, Sender
from webapp.domain.locales import LETTER_LANGUAGES, Language
from webapp.domain.passages import Changes
from webapp.domain.ridings import PROVINCES, TIME_ZONES, Riding
from webapp.domain.writing import (
    clean_email,
    clean_line,
    clean_paragraphs,
    clean_passage,
    clean_postal_code,
)

Value = TypeVar("Value")

CHOOSE_A_RIDING = N_("Several ridings match “%(query)s”. Choose yours.")
MOST_CHOICES = 30
_YEARS = range(2000, 2200)
CONFIRM_A_RIDING = N_("Is this your riding? Choose it, or type another name.")


@dataclass(frozen=True)
class RawRequest:
    """What a person gave, word for word. ``facts`` is None where nothing was said about facts.

    ``wordings``, ``edits`` and ``order`` are as in `webapp.domain.passages.Changes`, not yet clean.
    """

    stance: str = ""
    riding: str = ""
    language: str = ""
    name: str = ""
    street: str = ""
    city: str = ""
    province: str = ""
    postal_code: str = ""
    email: str = ""
    own_words: str = ""
    facts: tuple[str, ...] | None = None
    copy_mp: bool = True
    length: str = ""
    layout: str = ""
    follow_up_to: str = ""
    wordings: Mapping[str, int] = field(default_factory=dict)
    edits: Mapping[tuple[str, Language], str] = field(default_factory=dict)
    order: tuple[str, ...] = ()


NOT_ON_OFFER = N_(
    "This request cannot be sent for now: facts that its letter has to disclose are too old, and nobody has "
    "read their sources again. Choose another request, or ask those who run this site to look at them."
)


def build_request(
    raw: RawRequest, campaign: Campaign, catalogue: Catalogue, written_on: date
) -> LetterRequest:
    """Return the request; raise `InvalidRequest` with one problem for each field to be mended."""
    problems: list[InputProblem] = []

    def attempt(read: Callable[[], Value]) -> Value | None:
        try:
            return read()
        except InvalidInput as error:
            problems.append(error.problem)
            return None

    riding = attempt(lambda: _riding(raw.riding, catalogue))
    stance = attempt(lambda: _stance(raw.stance, campaign, written_on))
    name = attempt(lambda: clean_line("name", raw.name, missing=N_("Enter your name.")))
    street = attempt(lambda: clean_line("street", raw.street, missing=N_("Enter your street address.")))
    city = attempt(lambda: clean_line("city", raw.city, missing=N_("Enter your city or town.")))
    province = attempt(lambda: _province(raw.province))
    postal_code = attempt(lambda: clean_postal_code("postal_code", raw.postal_code))
    email = attempt(lambda: clean_email("email", raw.email))
    own_words = attempt(lambda: clean_paragraphs("own_words", raw.own_words))
    attempt(lambda: _language(raw.language))
    facts = attempt(lambda: _facts(raw.facts, stance, campaign, written_on))
    length = attempt(lambda: _one_of("length", raw.length or "letter", LENGTHS))
    layout = attempt(lambda: _one_of("layout", raw.layout or "plain", LAYOUTS))
    follow_up_to = attempt(lambda: _earlier_day(raw.follow_up_to, written_on))
    edits = {
        (passage, language): attempt(partial(clean_passage, edit_field(passage, language), text))
        for (passage, language), text in raw.edits.items()
    }
    if problems:
        raise InvalidRequest(tuple(problems))
    return LetterRequest(
        campaign=campaign.slug,
        stance=_made(stance),
        riding=_made(riding),
        language=next(language for language in LETTER_LANGUAGES if language == raw.language),
        sender=Sender(
            _made(name), _made(street), _made(city), _made(province), _made(postal_code), _made(email)
        ),
        written_on=written_on,
        facts=facts,
        own_words=_made(own_words),
        copy_mp=raw.copy_mp,
        length=_made(length),
        layout=_made(layout),
        follow_up_to=follow_up_to or None,
        changes=Changes(raw.wordings, {key: _made(text) for key, text in edits.items()}, raw.order),
    )


def edit_field(passage: str, language: Language) -> str:
    """Return the name of the field that holds a writer's own text of a passage: ``edit.close.opening.en``."""
    return f"edit.{passage}.{language}"


def today_in(province: str) -> date:
    """Return the day where the writer lives; in Ottawa where the province is not known."""
    from zoneinfo import ZoneInfo  # it asks how Python was built, which takes as long as a letter's template

    return datetime.now(ZoneInfo(TIME_ZONES.get(province, TIME_ZONES["ON"]))).date()


def letter_day(text: str, province: str) -> date:
    """Return the day in ``text``, today where the writer lives without one; ValueError for a bad one.

    A day of another age is a bad one: the calendar must reach as far as the reminder to follow up.
    """
    if not text:
        return today_in(province)
    day = date.fromisoformat(text)
    if day.year not in _YEARS:
        raise ValueError(f"{day} is not in this age")
    return day


def _made(value: Value | None) -> Value:
    """Return a field's value: there is one for every field without a problem."""
    if value is None:
        raise RuntimeError("a field has neither a value nor a problem")
    return value


def _riding(text: str, catalogue: Catalogue) -> Riding:
    query = clean_line("riding", text, missing=N_("Enter your riding: its name, or your postal code."))
    answer = search(query, catalogue, catalogue.postal)
    if answer.sure:
        return answer.sure
    if answer.note:
        raise InvalidInput("riding", answer.note.message, **answer.note.params)
    if not answer.matches:
        raise InvalidInput(
            "riding",
            N_("No riding matches “%(query)s”. Check the spelling, or type one word of its name."),
            query=query,
        )
    if len(answer.matches) > MOST_CHOICES:
        raise InvalidInput(
            "riding",
            N_("%(number)s ridings match “%(query)s”. Type more of the name of yours."),
            number=len(answer.matches),
            query=query,
        )
    message = CHOOSE_A_RIDING if len(answer.matches) > 1 else CONFIRM_A_RIDING
    raise InvalidInput("riding", message, query=query)


def _stance(text: str, campaign: Campaign, day: date) -> str:
    if text not in campaign.stances:
        raise InvalidInput("stance", N_("Choose what you ask."))
    if not is_on_offer(campaign, campaign.stances[text], day):
        raise InvalidInput("stance", NOT_ON_OFFER)
    return text


def _province(text: str) -> str:
    if text not in PROVINCES:
        raise InvalidInput("province", N_("Choose your province or territory."))
    return text


def _language(text: str) -> None:
    if text not in LETTER_LANGUAGES:
        raise InvalidInput("language", N_("Choose the language of your letter: English, French or both."))


def _one_of(field: str, given: str, allowed: tuple[Value, ...]) -> Value:
    for value in allowed:
        if value == given:
            return value
    names = ", ".join(str(value) for value in allowed)
    raise InvalidInput(field, N_("Choose one of these: %(names)s."), names=names)


def _earlier_day(text: str, written_on: date) -> date | Literal[""]:
    """Return the date of an earlier letter, or nothing where none was given."""
    if not text.strip():
        return ""
    try:
        day = date.fromisoformat(text.strip())
    except ValueError:
        day = date.max
    if day >= written_on:
        raise InvalidInput(
            "follow_up_to",
            N_("Enter the date of your earlier letter as year, month and day, such as 2026-11-22."),
        )
    return day


def _facts(
    given: tuple[str, ...] | None, stance: str | None, campaign: Campaign, day: date
) -> tuple[str, ...] | None:
    if given is None or stance is None:
        return None
    chosen = tuple(dict.fromkeys(slug for slug in given if slug))
    strangers = [slug for slug in chosen if slug not in campaign.stances[stance].offered]
    if strangers:
        raise InvalidInput(
            "facts",
            N_("Choose facts from the list for your request: %(names)s is not among them."),
            names=", ".join(name[:60] for name in strangers[:5]),
        )
    kept_back = withheld(campaign, campaign.stances[stance], day)
    if too_old := [campaign.facts[slug] for slug in chosen if slug in kept_back]:
        raise InvalidInput(
            "facts",
            N_("Leave out what no letter prints until its sources have been read again: %(names)s."),
            names=", ".join(fact.slug for fact in too_old),
        )
    return chosen
