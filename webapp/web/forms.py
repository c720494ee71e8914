"""The one form of a campaign: it keeps what was typed, and reads a `LetterRequest` from it."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from typing import Any

from flask import request
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from wtforms import (
    BooleanField,
    EmailField,
    Form,
    HiddenField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.fields import SelectChoice

from webapp.composition.requests import MOST_CHOICES, RawRequest, build_request, today_in
from webapp.composition.riding_search import search
from webapp.domain.campaigns import Campaign
from webapp.domain.catalogue import Catalogue
from webapp.domain.errors import N_, InputProblem, InvalidRequest
from webapp.domain.letters import LetterRequest
from webapp.domain.locales import Language
from webapp.domain.ridings import PROVINCES, RidingMatch
from webapp.renderers.fonts import unprintable
from webapp.web.i18n import page_language, translated, translated_note

PRINTED = ("name", "street", "city", "own_words")
_UNPRINTABLE = N_("Remove or rewrite %(characters)s: the letter’s typeface cannot print it.")
_BAD_DATE = N_("Send the form again: its date could not be read.")


class RidingField(StringField):
    """A riding's name, or the code of one of several that were offered.

    Both kinds of control carry the field's name; the last that is filled in counts.
    """

    def process_formdata(self, valuelist: list[str]) -> None:
        """Take the last value that is not blank."""
        given = [value for value in valuelist if value.strip()]
        self.data = given[-1] if given else ""


class LetterForm(Form):
    """What a writer gives. Every rule stands in `webapp.composition.requests`, for all doors alike."""

    riding = RidingField(_l("Your federal riding"))
    stance = RadioField(_l("Your request"), validate_choice=False)
    own_words = TextAreaField(_l("In your own words (optional)"))
    name = StringField(_l("Your name"))
    street = StringField(_l("Street address"))
    city = StringField(_l("City or town"))
    province = SelectField(_l("Province or territory"), validate_choice=False)
    postal_code = StringField(_l("Postal code"))
    email = EmailField(_l("E-mail address (optional)"))
    language = RadioField(_l("Language of the letter"), validate_choice=False)
    copy_mp = BooleanField(_l("Copy the letter to my member of Parliament"))
    follow_up_to = StringField(_l("Date of your earlier letter (optional)"))
    length = HiddenField()
    layout = HiddenField()
    date = HiddenField()

    def __init__(self, campaign: Campaign, formdata: MultiDict[str, str] | None = None, **data: Any) -> None:
        super().__init__(formdata, **data)
        language = page_language()
        self._campaign = campaign
        self.stance.choices = [
            SelectChoice(stance.slug, stance.label.in_(language)) for stance in campaign.stances.values()
        ]
        self.province.choices = [SelectChoice("", "—"), *_provinces(language)]
        self.language.choices = [
            SelectChoice("en", "English", {"lang": "en"}),
            SelectChoice("fr", "Français", {"lang": "fr"}),
            SelectChoice("both", str(_l("Both, in one document"))),
        ]
        self.offered: tuple[RidingMatch, ...] = ()
        self.note = ""

    @classmethod
    def blank(cls, campaign: Campaign, **known: str) -> LetterForm:
        """Return the form as it is first shown: the page's language chosen, the member copied, no stance."""
        return cls(campaign, None, data={"language": page_language(), "copy_mp": True, **known})

    @classmethod
    def posted(cls, campaign: Campaign) -> LetterForm:
        """Return the form with what the request in hand carries."""
        return cls(campaign, request.form)

    @property
    def facts(self) -> tuple[str, ...] | None:
        """The facts chosen, or None where the request says nothing of facts.

        Facts chosen for another stance (``facts_for``) no longer count: the usual ones take their place.
        """
        if "facts" not in request.form:
            return None
        if request.form.get("facts_for", self.stance.data) != self.stance.data:
            return None
        return tuple(request.form.getlist("facts"))

    @property
    def facts_were_reset(self) -> bool:
        """Whether facts were given, but for another stance than the one now chosen."""
        return "facts" in request.form and self.facts is None

    def read(self, catalogue: Catalogue) -> LetterRequest | None:
        """Return the request, or None with a message on every field to be mended."""
        problems: list[InputProblem] = list(self._unprintable())
        day = self._day(problems)
        letter_request: LetterRequest | None = None
        try:
            letter_request = build_request(self._raw(), self._campaign, catalogue, day)
        except InvalidRequest as error:
            problems = [*error.problems, *problems]
        for problem in problems:
            self._show(problem, catalogue)
        answer = search(self.riding.data or "", catalogue, catalogue.postal)
        if answer.note and answer.sure:
            self.note = translated_note(answer.note)
        return None if problems else letter_request

    def problems(self) -> Iterator[tuple[str, str]]:
        """Yield the id of the control and the message for each field that has one, in the page's order."""
        targets = {"stance": "stance-0", "language": "language-0"}
        targets |= dict.fromkeys(("date", "length", "layout"), "letter-form")
        for field in self:
            for message in field.errors:
                yield targets.get(field.name, field.id), message

    def kept(self, *, facts: bool = True, layout: bool = True) -> list[tuple[str, str]]:
        """Return every value as hidden fields carry it, so that the next request needs no memory."""
        left_out = {"copy_mp"} if layout else {"copy_mp", "layout"}
        values = [(field.name, str(field.data or "")) for field in self if field.name not in left_out]
        if self.copy_mp.data:
            values.append(("copy_mp", "y"))
        if facts and self.facts is not None:
            values += [("facts_for", self.stance.data), ("facts", "")]
            values += [("facts", slug) for slug in self.facts if slug]
        return values

    def _raw(self) -> RawRequest:
        fields: Mapping[str, Any] = {
            field.name: field.data or "" for field in self if field.name not in ("copy_mp", "date")
        }
        return RawRequest(**fields, facts=self.facts, copy_mp=bool(self.copy_mp.data))

    def _day(self, problems: list[InputProblem]) -> datetime.date:
        """Return the letter's date: the preview's where there is one, so that the export equals it."""
        today = today_in(self.province.data or "")
        try:
            return datetime.date.fromisoformat(self.date.data) if self.date.data else today
        except ValueError:
            problems.append(InputProblem("date", _BAD_DATE, {}))
            return today

    def _unprintable(self) -> Iterator[InputProblem]:
        for name in PRINTED:
            if characters := unprintable(self[name].data or ""):
                shown = " ".join(characters[:10])
                yield InputProblem(name, _UNPRINTABLE, {"characters": shown})

    def _show(self, problem: InputProblem, catalogue: Catalogue) -> None:
        field = self["stance" if problem.field == "facts" else problem.field]
        if not field.errors:
            field.errors = [translated(problem)]
        if problem.field == "riding":
            answer = search(self.riding.data or "", catalogue, catalogue.postal)
            if len(answer.matches) <= MOST_CHOICES:
                self.offered = answer.matches


def _provinces(language: Language) -> list[SelectChoice]:
    named = sorted((name.in_(language), code) for code, name in PROVINCES.items())
    return [SelectChoice(code, name) for name, code in named]
