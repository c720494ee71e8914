"""The one form of a campaign: it keeps what was typed, and reads a `LetterRequest` from it."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from typing import Any

from flask import request
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, EmailField, Form, HiddenField, RadioField, SelectField, StringField
from wtforms.fields import SelectChoice

from webapp.composition.drafts import DraftRequest, draft_request
from webapp.composition.requests import RawRequest, build_request, letter_day, today_in
from webapp.composition.riding_search import search
from webapp.domain.campaigns import Campaign
from webapp.domain.catalogue import Catalogue
from webapp.domain.errors import N_, InputProblem, InvalidRequest
from webapp.domain.letters import LetterRequest
from webapp.renderers.printing import PRINTED, unprintable_fields
from webapp.web.changes import PostedChanges
from webapp.web.fields import OwnWordsField, RidingField, province_choices
from webapp.web.i18n import page_language, translated, translated_note
from webapp.web.riding_answers import RidingAnswers

_BAD_DATE = N_("Send the form again: its date could not be read.")
_TARGETS = {"stance": "stance-0", "facts": "facts", "language": "language-0", "own_words": "own_words-0"}
_TARGETS |= dict.fromkeys(("date", "length", "layout"), "letter-form")


class LetterForm(RidingAnswers, Form):
    """What a writer gives. Every rule stands in `webapp.composition.requests`, for all doors alike."""

    riding = RidingField(_l("Your federal riding"))
    stance = RadioField(_l("Your request"), validate_choice=False)
    own_words = OwnWordsField(_l("In your own words (optional)"))
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
        self.province.choices = province_choices(language)
        self.language.choices = [
            SelectChoice("en", "English", {"lang": "en"}),
            SelectChoice("fr", "Français", {"lang": "fr"}),
            SelectChoice("both", str(_l("Both, in one document"))),
        ]
        self.changes = PostedChanges.read(formdata if formdata is not None else MultiDict())
        self.passage_errors: dict[str, str] = {}

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
    def day(self) -> datetime.date:
        """The day of the letter: the preview's where there is one, else today where the writer lives."""
        return self._day([])

    @property
    def facts_were_reset(self) -> bool:
        """Whether facts were given, but for another stance than the one now chosen."""
        return "facts" in request.form and self.facts is None

    def read(self, catalogue: Catalogue) -> LetterRequest | None:
        """Return the request, or None with a message on every field to be mended."""
        self.carry_postal_code(catalogue)
        problems: list[InputProblem] = list(self._unprintable())
        day = self._day(problems)
        letter_request: LetterRequest | None = None
        try:
            letter_request = build_request(self._raw(), self._campaign, catalogue, day)
        except InvalidRequest as error:
            problems = [*error.problems, *problems]
        for problem in problems:
            self._show(problem, catalogue)
        if problems:
            self.name_riding(catalogue)
        elif note := search(self.riding.data or "", catalogue, catalogue.postal).note:
            self.note = translated_note(note)
        return None if problems else letter_request

    def draft(self, catalogue: Catalogue) -> DraftRequest | None:
        """Return the letter in the making, whatever is still missing; None until a request is chosen."""
        self.carry_postal_code(catalogue)
        problems = list(self._unprintable())
        day = self._day(problems)
        return draft_request(self._raw(), self._campaign, catalogue, day, problems)

    def find_riding(self, catalogue: Catalogue) -> None:
        """Say which riding is meant, offer those that may be, or say what to do; other fields may wait."""
        self.carry_postal_code(catalogue)
        for problem in self._problems_of_riding(catalogue):
            self._show(problem, catalogue)
        if self.offered:  # a question is no mistake
            self.note, self.riding.errors = self.riding.errors[0], []
        self.name_riding(catalogue)

    def target(self, name: str) -> str:
        """Return the id of the control that a problem with the field ``name`` leads to."""
        return _TARGETS.get(name, name)

    def problems(self) -> Iterator[tuple[str, str]]:
        """Yield the id of the control and the message for each field that has one, in the page's order."""
        for field in self:
            for message in field.errors:
                yield self.target(field.name), message
        yield from self.passage_errors.items()

    def kept(self, *, layout: bool = True) -> list[tuple[str, str]]:
        """Return every value as hidden fields carry it, so that the next request needs no memory."""
        left_out = {"copy_mp", "own_words"} if layout else {"copy_mp", "own_words", "layout"}
        values = [(field.name, str(field.data or "")) for field in self if field.name not in left_out]
        values += [("own_words", answer) for answer in self.own_words.kept()]
        if self.copy_mp.data:
            values.append(("copy_mp", "y"))
        return [*values, *self.kept_facts(), *self.changes.kept()]

    def kept_facts(self) -> list[tuple[str, str]]:
        """Return the facts chosen as hidden fields carry them."""
        if self.facts is None:
            return []
        chosen = [("facts", slug) for slug in self.facts if slug]
        return [("facts_for", self.stance.data or ""), ("facts", ""), *chosen]

    def _raw(self) -> RawRequest:
        fields: Mapping[str, Any] = {
            field.name: field.data or "" for field in self if field.name not in ("copy_mp", "date")
        }
        return RawRequest(
            **fields,
            facts=self.facts,
            copy_mp=bool(self.copy_mp.data),
            wordings=self.changes.wordings,
            edits=self.changes.all_edits(),
            order=self.changes.order,
        )

    def _problems_of_riding(self, catalogue: Catalogue) -> list[InputProblem]:
        try:
            build_request(self._raw(), self._campaign, catalogue, today_in(""))
        except InvalidRequest as error:
            return [problem for problem in error.problems if problem.field == "riding"]
        return []

    def _day(self, problems: list[InputProblem]) -> datetime.date:
        """Return the letter's date: the preview's where there is one, so that the export equals it."""
        province = self.province.data or ""
        try:
            return letter_day(self.date.data or "", province)
        except ValueError:
            problems.append(InputProblem("date", _BAD_DATE, {}))
            return today_in(province)

    def _unprintable(self) -> Iterator[InputProblem]:
        return unprintable_fields({name: self[name].data or "" for name in PRINTED}, self.changes.edits)

    def _show(self, problem: InputProblem, catalogue: Catalogue) -> None:
        if problem.field.startswith("edit."):
            self.passage_errors.setdefault(problem.field, translated(problem))
            return
        field = self["stance" if problem.field == "facts" else problem.field]
        if not field.errors:
            field.errors = [translated(problem)]
        if problem.field == "riding":
            self.offer_ridings(catalogue)
