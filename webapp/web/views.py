"""The pages: each view is form, core, renderer, response."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from flask import Blueprint, Response, current_app, redirect, render_template, request, url_for

from webapp.composition.compose import compose
from webapp.composition.recipients import recipients_of
from webapp.domain.campaigns import Campaign, facts_by_category, facts_to_print
from webapp.domain.catalogue import Catalogue
from webapp.domain.letters import Letter, LetterRequest
from webapp.renderers import html, text
from webapp.renderers.formats import FORMATS
from webapp.renderers.links import LIMIT, ComposeLink, compose_links
from webapp.settings import Settings
from webapp.web.forms import LetterForm
from webapp.web.i18n import preferred_language
from webapp.web.responses import download, never_stored

pages = Blueprint("pages", __name__)
_LANGUAGE = "/<any(en, fr):language>"
_CAMPAIGN = f"{_LANGUAGE}/campaigns/<slug>"
_INVALID = 422


@pages.get("/")
def root() -> Any:
    """Send the browser to its language."""
    response = redirect(url_for("pages.home", language=preferred_language(request)))
    response.headers["Vary"] = "Accept-Language"
    return response


@pages.get(f"{_LANGUAGE}/")
def home(language: str) -> str:  # noqa: ARG001 - the page's language is read from the path
    """Say what this is and list the campaigns."""
    return render_template("home.html", campaigns=_catalogue().campaigns.values())


@pages.get(f"{_CAMPAIGN}/")
def campaign(language: str, slug: str) -> Any:  # noqa: ARG001
    """Show a campaign's form, blank but for the stance and riding of an organiser's link."""
    subject = _catalogue().campaign(slug)
    known = {name: request.args[name] for name in ("stance", "riding") if name in request.args}
    return _form_page(subject, LetterForm.blank(subject, **known))


@pages.post(f"{_CAMPAIGN}/")
def edit(language: str, slug: str) -> Any:  # noqa: ARG001
    """Show the form again with everything that was typed."""
    subject = _catalogue().campaign(slug)
    return _form_page(subject, LetterForm.posted(subject))


@pages.post(f"{_CAMPAIGN}/letter")
def letter(language: str, slug: str) -> Any:  # noqa: ARG001
    """Show the letter as it will be exported, its sources, and the ways out."""
    subject = _catalogue().campaign(slug)
    form = LetterForm.posted(subject)
    letter_request = form.read(_catalogue())
    if letter_request is None:
        return _form_page(subject, form, status=_INVALID)
    form.date.data = letter_request.written_on.isoformat()
    return _letter_page(subject, form, letter_request)


@pages.post(f"{_CAMPAIGN}/letter.<any({', '.join(FORMATS)}):format_name>")
def export(language: str, slug: str, format_name: str) -> Any:  # noqa: ARG001
    """Return the letter as a file."""
    subject = _catalogue().campaign(slug)
    form = LetterForm.posted(subject)
    letter_request = form.read(_catalogue())
    if letter_request is None:
        return _form_page(subject, form, status=_INVALID)
    return download(FORMATS[format_name].render(_compose(letter_request)))


@pages.get(f"{_CAMPAIGN}/letter")
@pages.get(f"{_CAMPAIGN}/letter.<any({', '.join(FORMATS)}):format_name>")
def no_letter_yet(language: str, slug: str, format_name: str = "") -> Any:  # noqa: ARG001
    """Send whoever opens a letter's address without a form to the form: nothing is kept to show."""
    return redirect(url_for("pages.campaign", language=language, slug=_catalogue().campaign(slug).slug))


@pages.get(f"{_CAMPAIGN}/sources")
def sources(language: str, slug: str) -> str:  # noqa: ARG001
    """Show every fact of a campaign with its quotation, sources, date, verification and limits."""
    subject = _catalogue().campaign(slug)
    people = [_catalogue().officials[office] for office in (subject.addressee, *subject.copies)]
    return render_template("sources.html", campaign=subject, people=people)


def _catalogue() -> Catalogue:
    catalogue: Catalogue = current_app.extensions["catalogue"]
    return catalogue


def _compose(letter_request: LetterRequest) -> Letter:
    settings: Settings = current_app.extensions["settings"]
    return compose(letter_request, _catalogue(), site=settings.site)


def _short_links(letter_request: LetterRequest) -> tuple[tuple[ComposeLink, ...], bool]:
    """Return the links of the short letter, and whether the writer's own words had to stay out of them."""
    short = replace(letter_request, length="short")
    links = compose_links(_compose(short))
    if not letter_request.own_words or any(link.url for link in links):
        return links, False
    return compose_links(_compose(replace(short, own_words=()))), True


def _form_page(subject: Campaign, form: LetterForm, *, status: int = 200) -> Response:
    page = render_template(
        "campaign.html", campaign=subject, form=form, ridings=_catalogue().ridings.values()
    )
    return never_stored(Response(page, status))


def _letter_page(subject: Campaign, form: LetterForm, letter_request: LetterRequest) -> Response:
    composed = _compose(letter_request)
    stance = subject.stances[composed.stance]
    short_links, drops_words = _short_links(letter_request)
    page = render_template(
        "letter.html",
        campaign=subject,
        stance=stance,
        form=form,
        letter=composed,
        fragments=html.fragments(composed, level=3),
        body=text.body(composed),
        whole=text.render(composed).decode(),
        links=compose_links(composed),
        short_links=short_links,
        drops_words=drops_words,
        link_limit=LIMIT,
        locked=facts_to_print(stance, (), subject.facts),
        offered=facts_by_category(subject, stance),
        recipients=recipients_of(letter_request, subject, _catalogue()),
    )
    return never_stored(Response(page))
