"""What a campaign's facts said that was wrong: a public page of it, and a feed to follow."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, render_template, request, url_for
from flask_babel import gettext

from webapp.domain.facts import Correction
from webapp.domain.locales import Language
from webapp.renderers.corrections_feed import MEDIA_TYPE, FeedPlaces, FeedWords, corrections_feed
from webapp.web.current import OF_CAMPAIGN, catalogue, settings

corrections = Blueprint("corrections", __name__)
_LOG = f"{OF_CAMPAIGN}/corrections"


@corrections.get(_LOG)
def log(language: Language, slug: str) -> Any:  # noqa: ARG001 - the page's language is read from the path
    """Show what was corrected in a campaign, or that nothing was."""
    return render_template("corrections.html", campaign=catalogue().campaign(slug))


@corrections.get(f"{_LOG}.atom")
def feed(language: Language, slug: str) -> Response:
    """Return the same as an Atom feed."""
    campaign = catalogue().campaign(slug)
    return Response(
        corrections_feed(campaign, language, _places(language, slug), _words()), content_type=MEDIA_TYPE
    )


@corrections.app_template_global()
def facts_of(correction: Correction, campaign_slug: str) -> list[tuple[str, Any]]:
    """Return each fact that a correction concerns, with what the campaign has under its name today."""
    facts = catalogue().campaign(campaign_slug).facts
    return [(slug, facts.get(slug)) for slug in correction.facts]


def _places(language: Language, slug: str) -> FeedPlaces:
    """Return the feed's addresses: the site's own where it is set, else those it was asked for by."""
    site = settings().site or request.host_url.rstrip("/")

    def at(endpoint: str) -> str:
        return site + url_for(endpoint, language=language, slug=slug)

    return FeedPlaces(feed=at("corrections.feed"), page=at("corrections.log"), sources=at("pages.sources"))


def _words() -> FeedWords:
    return FeedWords(
        title=gettext("Corrections: %(campaign)s", campaign="%(campaign)s"),
        entry=gettext("Correction of %(date)s", date="%(date)s"),
        said=gettext("It said"),
        says=gettext("It says"),
        why=gettext("Why"),
        facts=gettext("Facts"),
        withdrawn=gettext("withdrawn"),
    )
