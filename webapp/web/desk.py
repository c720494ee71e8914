"""The writing desk: the form of a campaign, the letter beside it, and what its buttons change."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, jsonify, render_template, request

from webapp.domain.campaigns import Campaign
from webapp.web.current import OF_CAMPAIGN, catalogue, settings
from webapp.web.desk_state import DeskState
from webapp.web.forms import LetterForm
from webapp.web.responses import never_stored

desk = Blueprint("desk", __name__)


@desk.get(f"{OF_CAMPAIGN}/")
def show(language: str, slug: str) -> Any:  # noqa: ARG001 - the page's language is read from the path
    """Show a campaign's form, blank but for the stance and riding of an organiser's link."""
    campaign = catalogue().campaign(slug)
    known = {name: request.args[name] for name in ("stance", "riding") if name in request.args}
    form = LetterForm.blank(campaign, **known)
    form.name_riding(catalogue())
    return desk_page(campaign, form)


@desk.post(f"{OF_CAMPAIGN}/")
def edit(language: str, slug: str) -> Any:
    """Show the form again with everything that was typed, and what the button pressed has changed."""
    campaign = catalogue().campaign(slug)
    form = LetterForm.posted(campaign)
    if request.form.get("switched_from") == form.language.data:
        form.language.data = language  # the letter follows the page until the writer chooses otherwise
    if request.form.get("find") == "riding":
        form.find_riding(catalogue())
    else:
        form.name_riding(catalogue())
    return never_stored(desk_page(campaign, form))


@desk.post(f"{OF_CAMPAIGN}/preview")
def preview(language: str, slug: str) -> Any:  # noqa: ARG001
    """Return the parts of the desk that what was typed changes, for the page to put in place.

    ``known`` are the keys of the parts that the page has already: those are left out.
    """
    campaign = catalogue().campaign(slug)
    state = _state(campaign, LetterForm.posted(campaign))
    keys = {"preview": "", "facts": state.facts_key, "passages": state.passages_key}
    known = request.form.getlist("known")
    names = {"campaign": campaign, "form": state.form, "desk": state}
    return never_stored(
        jsonify(
            parts=[
                {"id": part, "key": key, "html": render_template("desk_part.html", part=part, **names)}
                for part, key in keys.items()
                if key not in known
            ],
            order=",".join(state.changes.order),
            length=state.length_words,
            brief=state.length_brief,
            step=state.step,
            done=state.done,
            share=state.share_url,
        )
    )


def desk_page(campaign: Campaign, form: LetterForm, *, status: int = 200) -> Response:
    """Return the desk for a form."""
    page = render_template("desk.html", campaign=campaign, form=form, desk=_state(campaign, form))
    return Response(page, status)


def _state(campaign: Campaign, form: LetterForm) -> DeskState:
    """Return the desk for a form, once the button that was pressed has done its work."""

    def stands() -> DeskState:
        return DeskState(campaign, catalogue(), form, form.draft(catalogue()), settings().site)

    state = stands()
    return stands() if _is_changed_by_button(state) else state


def _is_changed_by_button(state: DeskState) -> bool:
    """Move a paragraph or take another wording where its button was pressed, and return whether one was."""
    changes, pressed = state.form.changes, request.form
    if not state.outlines:
        return False
    for by, name in ((-1, "up"), (1, "down")):
        if name in pressed:
            changes.move(pressed[name], by, state.outlines[0].movable)
            return True
    part = next((part for part in state.outlines[0].offered if part.name == pressed.get("another")), None)
    if part:
        changes.ask_for_another(part.name, part.number, part.wordings)
    return part is not None
