"""Where a writer lives: suggestions of ridings while they type, and the question put to Represent.

Suggestions come from our own tables. A Represent service is asked only when a setting names one and the
writer presses its button: the page says what is sent and to whom before the button, and its failure never
blocks our own answer.
"""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, current_app, jsonify, request
from flask_babel import gettext

from webapp.composition.riding_search import search
from webapp.domain.errors import N_, InvalidInput
from webapp.domain.ridings import Reason, RidingMatch
from webapp.domain.writing import clean_line
from webapp.services.represent import RepresentClient
from webapp.web.current import IN_LANGUAGE, OF_CAMPAIGN, catalogue
from webapp.web.desk import desk_page
from webapp.web.forms import LetterForm
from webapp.web.i18n import number, page_language, translated, translated_note
from webapp.web.responses import never_stored

where = Blueprint("where", __name__)

MOST_SUGGESTED = 8
"""How many ridings are suggested while somebody types: as many as a phone shows."""

_NO_ANSWER = N_("Represent gave no answer. Choose your riding by its name or postal code below.")
_FOUND = N_("Represent gave this answer. Choose your riding, or type another name.")

_REASONS: dict[Reason, str] = {
    "other name": N_("another name it has or had"),
    "postal code": N_("your postal code"),
    "near a boundary": N_("your postal code, near its limit"),
    "other side": N_("on the other side of that limit, perhaps"),
    "prefix": N_("the first three characters of your postal code"),
    "place": N_("its main town"),
    "member": N_("its member’s name"),
    "spelling": N_("a name spelled much alike"),
    "online": N_("by Represent"),
}
"""Why a riding is among the answers, where its name alone does not show it."""


@where.app_template_filter("reason_words")
def reason_words(reason: Reason) -> str:
    """Return why a riding answers, in the language of the page; nothing where its name shows it."""
    return str(gettext(_REASONS[reason])) if reason in _REASONS else ""


@where.post(f"{IN_LANGUAGE}/ridings")
def suggest(language: str) -> Any:  # noqa: ARG001 - the page's language is read from the path
    """Return the ridings that an unfinished word may mean; a posted one, so that no log holds it."""
    try:
        query = clean_line("riding", request.form.get("riding", ""))
    except InvalidInput as error:
        return _suggestions("", translated(error.problem), ())
    known = catalogue()
    answer = search(query, known, known.postal)
    return _suggestions(query, translated_note(answer.note) if answer.note else "", answer.matches)


def _suggestions(query: str, note: str, matches: tuple[RidingMatch, ...]) -> Response:
    shown = [_shown(match) for match in matches[:MOST_SUGGESTED]]
    said = _said(len(matches)) if query or note else ""
    return never_stored(jsonify(query=query, note=note, matches=shown, said=said))


def _shown(match: RidingMatch) -> dict[str, object]:
    return {
        "code": match.riding.code,
        "name": match.riding.name.in_(page_language()),
        "province": match.riding.province,
        "reason": reason_words(match.reason),
        "sure": match.sure,
    }


def _said(found: int) -> str:
    """Return how many ridings were found, as a screen reader says it."""
    if not found:
        return str(gettext("No riding found."))
    if found == 1:
        return str(gettext("One riding found."))
    if found > MOST_SUGGESTED:
        return str(
            gettext(
                "%(number)s ridings found, of which %(shown)s are shown.",
                number=number(found),
                shown=number(MOST_SUGGESTED),
            )
        )
    return str(gettext("%(number)s ridings found.", number=number(found)))


@where.post(f"{OF_CAMPAIGN}/where")
def ask(language: str, slug: str) -> Any:  # noqa: ARG001
    """Show the form again with the ridings that Represent gives for a postal code or a place."""
    known = catalogue()
    campaign = known.campaign(slug)
    form = LetterForm.posted(campaign)
    found = [known.ridings[code] for code in _codes(form) if code in known.ridings]
    form.offered = tuple(RidingMatch(riding, "online", sure=len(found) == 1) for riding in found)
    form.note = gettext(_FOUND if found else _NO_ANSWER)
    return never_stored(desk_page(campaign, form))


def _codes(form: LetterForm) -> tuple[str, ...]:
    client: RepresentClient | None = current_app.extensions["represent"]
    if client is None:
        return ()
    try:
        latitude, longitude = (float(request.form[name]) for name in ("latitude", "longitude"))
    except (KeyError, ValueError):
        return client.ridings_of_code(form.riding.data or form.postal_code.data or "") or ()
    return client.ridings_at(latitude, longitude) or ()
