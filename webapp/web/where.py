"""Asks a Represent service for a riding, when a setting names one and the writer presses its button.

The page says what is sent and to whom before the button. Its failure never blocks our own answer.
"""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, current_app, render_template, request
from flask_babel import gettext

from webapp.domain.catalogue import Catalogue
from webapp.domain.errors import N_
from webapp.domain.ridings import RidingMatch
from webapp.services.represent import RepresentClient
from webapp.web.forms import LetterForm
from webapp.web.responses import never_stored

where = Blueprint("where", __name__)

_NO_ANSWER = N_("Represent gave no answer. Choose your riding by its name or postal code below.")
_FOUND = N_("Represent gave this answer. Choose your riding, or type another name.")


@where.post("/<any(en, fr):language>/campaigns/<slug>/where")
def ask(language: str, slug: str) -> Any:  # noqa: ARG001 - the page's language is read from the path
    """Show the form again with the ridings that Represent gives for a postal code or a place."""
    catalogue: Catalogue = current_app.extensions["catalogue"]
    campaign = catalogue.campaign(slug)
    form = LetterForm.posted(campaign)
    found = [catalogue.ridings[code] for code in _codes(form) if code in catalogue.ridings]
    form.offered = tuple(RidingMatch(riding, "online", sure=len(found) == 1) for riding in found)
    form.note = gettext(_FOUND if found else _NO_ANSWER)
    ridings = catalogue.ridings.values()
    page = render_template("campaign.html", campaign=campaign, form=form, ridings=ridings)
    return never_stored(Response(page))


def _codes(form: LetterForm) -> tuple[str, ...]:
    client: RepresentClient | None = current_app.extensions["represent"]
    if client is None:
        return ()
    try:
        latitude, longitude = (float(request.form[name]) for name in ("latitude", "longitude"))
    except (KeyError, ValueError):
        return client.ridings_of_code(form.riding.data or form.postal_code.data or "") or ()
    return client.ridings_at(latitude, longitude) or ()
