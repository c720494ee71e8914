"""The fields of the form that are more than one control: the riding, and the writer's own words."""

from __future__ import annotations

from wtforms import StringField, TextAreaField
from wtforms.fields import SelectChoice

from webapp.domain.locales import Language
from webapp.domain.ridings import PROVINCES, fold


class RidingField(StringField):
    """A riding's name, or the code of one of several that were offered.

    Both kinds of control carry the field's name; the last that is filled in counts.
    """

    def process_formdata(self, valuelist: list[str]) -> None:
        """Take the last value that is not blank."""
        given = [value for value in valuelist if value.strip()]
        self.data = given[-1] if given else ""


class OwnWordsField(TextAreaField):
    """Answers to a campaign's prompts, one text area each; together they are the writer's own words."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Keep every answer; what is not blank is joined, a blank line between."""
        self.answers = tuple(valuelist)
        self.data = "\n\n".join(answer.strip() for answer in valuelist if answer.strip())

    def answer(self, place: int, prompts: int) -> str:
        """Return the answer to one of the prompts; the last holds whatever there is beyond it."""
        answers = getattr(self, "answers", ()) or (self.data or "",)
        if place < prompts - 1:
            return answers[place] if place < len(answers) else ""
        return "\n\n".join(answer.strip() for answer in answers[place:] if answer.strip())

    def kept(self) -> list[str]:
        """Return the answers as hidden fields carry them, each in its place."""
        return list(getattr(self, "answers", ()) or (self.data or "",))


def province_choices(language: Language) -> list[SelectChoice]:
    """Return the provinces and territories by their name in ``language``, none of them chosen."""
    named = [(name.in_(language), code) for code, name in PROVINCES.items()]
    named.sort(key=lambda pair: fold(pair[0]))  # É stands with E, Î with I
    return [SelectChoice("", "—"), *(SelectChoice(code, name) for name, code in named)]
