"""The pages that ask nothing of their reader: home, and every fact and source of a campaign."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for

from webapp.composition.requests import today_in
from webapp.domain.campaigns import Campaign
from webapp.domain.freshness import freshness
from webapp.renderers.labels import quoted, source_details
from webapp.web.current import IN_LANGUAGE, OF_CAMPAIGN, catalogue, settings
from webapp.web.i18n import page_language, preferred_language

pages = Blueprint("pages", __name__)


@pages.get("/")
def root() -> Any:
    """Send the browser to its language."""
    response = redirect(url_for("pages.home", language=preferred_language(request)))
    response.headers["Vary"] = "Accept-Language"
    return response


@pages.get(f"{IN_LANGUAGE}/")
def home(language: str) -> str:  # noqa: ARG001 - the page's language is read from the path
    """Say what this is, show one cited sentence, and list the campaigns."""
    campaigns = list(catalogue().campaigns.values())
    specimen = _specimen(campaigns[0]) if campaigns else None
    minutes = settings().prepared_minutes if settings().prepared_megabytes else 0
    return render_template("home.html", campaigns=campaigns, specimen=specimen, minutes=minutes)


@pages.get(f"{OF_CAMPAIGN}/sources")
def sources(language: str, slug: str) -> str:  # noqa: ARG001
    """Show every fact of a campaign with its quotation, sources, date, verification and limits."""
    subject = catalogue().campaign(slug)
    people = [catalogue().officials[office] for office in (subject.addressee, *subject.copies)]
    today = today_in("")
    states = {slug: freshness(fact, subject.grace, today) for slug, fact in subject.facts.items()}
    return render_template("sources.html", campaign=subject, people=people, states=states)


def _specimen(campaign: Campaign) -> dict[str, str]:
    """Return the first fact that a campaign's first request states, and the source its mark leads to."""
    stance = next(iter(campaign.stances.values()))
    fact = campaign.facts[stance.defaults[0]]
    source, language = campaign.sources[fact.cites[0]], page_language()
    named = f"{source.publisher.in_(language)}, {quoted(source.title, language)}"
    return {"claim": fact.claim.in_(language), "source": f"{named}, {source_details(source, language)}."}
