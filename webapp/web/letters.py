"""The finished letter: its page, its files, and its pages as images."""

from __future__ import annotations

import base64
from dataclasses import replace
from typing import Any

from flask import Blueprint, Response, redirect, render_template, url_for

from webapp.composition.compose import compose
from webapp.composition.recipients import recipients_of
from webapp.domain.campaigns import Campaign
from webapp.domain.letters import Letter, LetterRequest
from webapp.renderers import html, text
from webapp.renderers.formats import FORMATS
from webapp.renderers.links import LIMIT, ComposeLink, compose_links
from webapp.web.current import OF_CAMPAIGN, catalogue, settings
from webapp.web.desk import desk_page
from webapp.web.desk_state import share_url
from webapp.web.forms import LetterForm
from webapp.web.frames import link_ends
from webapp.web.rendering import file_in_hand, images_of, prepare
from webapp.web.responses import download, never_stored

letters = Blueprint("letters", __name__)
_INVALID = 422


@letters.post(f"{OF_CAMPAIGN}/letter")
def show(language: str, slug: str) -> Any:  # noqa: ARG001 - the page's language is read from the path
    """Show the letter as it will be exported, its sources, and the ways out."""
    campaign, form, letter_request = _read(slug)
    if letter_request is None:
        return never_stored(desk_page(campaign, form, status=_INVALID))
    form.date.data = letter_request.written_on.isoformat()
    return _letter_page(campaign, form, letter_request)


@letters.post(f"{OF_CAMPAIGN}/letter.<any({', '.join(FORMATS)}):format_name>")
def export(language: str, slug: str, format_name: str) -> Any:  # noqa: ARG001
    """Return the letter as a file."""
    campaign, form, letter_request = _read(slug)
    if letter_request is None:
        return never_stored(desk_page(campaign, form, status=_INVALID))
    return download(file_in_hand(_compose(letter_request), format_name))


@letters.post(f"{OF_CAMPAIGN}/letter/pages")
def images(language: str, slug: str) -> Any:  # noqa: ARG001
    """Show the pages of the PDF as images; nothing is kept, so they stand in the page itself."""
    campaign, form, letter_request = _read(slug)
    if letter_request is None:
        return never_stored(desk_page(campaign, form, status=_INVALID))
    pages = images_of(_compose(letter_request))
    page = render_template(
        "page_images.html",
        campaign=campaign,
        form=form,
        images=[
            (f"data:image/webp;base64,{base64.b64encode(page.content).decode()}", page) for page in pages
        ],
    )
    return never_stored(Response(page))


@letters.get(f"{OF_CAMPAIGN}/letter")
@letters.get(f"{OF_CAMPAIGN}/letter/pages")
@letters.get(f"{OF_CAMPAIGN}/letter.<any({', '.join(FORMATS)}):format_name>")
def not_yet(language: str, slug: str, format_name: str = "") -> Any:  # noqa: ARG001
    """Send whoever opens a letter's address without a form to the form: nothing is kept to show."""
    return redirect(url_for("desk.show", language=language, slug=catalogue().campaign(slug).slug))


def _read(slug: str) -> tuple[Campaign, LetterForm, LetterRequest | None]:
    campaign = catalogue().campaign(slug)
    form = LetterForm.posted(campaign)
    return campaign, form, form.read(catalogue())


def _compose(letter_request: LetterRequest) -> Letter:
    return compose(letter_request, catalogue(), site=settings().site)


def _short_links(letter_request: LetterRequest) -> tuple[tuple[ComposeLink, ...], bool]:
    """Return the links of the short letter, and whether the writer's own words had to stay out of them."""
    short = replace(letter_request, length="short")
    links = compose_links(_compose(short))
    if not letter_request.own_words or any(link.url for link in links):
        return links, False
    return compose_links(_compose(replace(short, own_words=()))), True


def _letter_page(campaign: Campaign, form: LetterForm, letter_request: LetterRequest) -> Response:
    composed = _compose(letter_request)
    prepare(composed)
    short_links, drops_words = _short_links(letter_request)
    page = render_template(
        "letter.html",
        campaign=campaign,
        form=form,
        letter=composed,
        fragments=html.fragments(composed, level=3, link_ends=link_ends()),
        body=text.body(composed),
        whole=text.render(composed).decode(),
        links=compose_links(composed),
        short_links=short_links,
        drops_words=drops_words,
        link_limit=LIMIT,
        recipients=recipients_of(letter_request, campaign, catalogue()),
        share_url=share_url(campaign, composed.stance, settings().site),
    )
    return never_stored(Response(page))
