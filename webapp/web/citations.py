"""A campaign's sources for other programs: citation files, schema.org, and what a shared link shows."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, json, url_for

from webapp.domain.campaigns import Campaign
from webapp.domain.citations import Source
from webapp.domain.facts import Fact
from webapp.domain.locales import Language
from webapp.renderers import bibtex, csl
from webapp.renderers.cards import SIZE, card
from webapp.web.current import OF_CAMPAIGN, catalogue, settings
from webapp.web.i18n import page_language

citations = Blueprint("citations", __name__)
_SOURCES = f"{OF_CAMPAIGN}/sources"
_A_DAY = 86_400  # seconds


@citations.get(f"{_SOURCES}.csl.json")
def csl_file(language: Language, slug: str) -> Response:
    """Return a campaign's sources as CSL-JSON."""
    return _file(
        csl.csl_json(catalogue().campaign(slug), language), csl.MEDIA_TYPE, f"{slug}.{language}.csl.json"
    )


@citations.get(f"{_SOURCES}.bib")
def bibtex_file(language: Language, slug: str) -> Response:
    """Return a campaign's sources as BibTeX."""
    return _file(
        bibtex.bibtex(catalogue().campaign(slug), language), bibtex.MEDIA_TYPE, f"{slug}.{language}.bib"
    )


@citations.get(f"{_SOURCES}.jsonld")
def jsonld_file(language: Language, slug: str) -> Response:  # noqa: ARG001 - read from the path
    """Return a campaign's facts and sources as the sources page states them for programs."""
    text = json.dumps(sources_jsonld(catalogue().campaign(slug)), ensure_ascii=False, indent=1)
    return Response(text + "\n", content_type="application/ld+json")


@citations.get("/assets/cards/<slug>.<any(en, fr):language>.png")
def card_image(slug: str, language: Language) -> Response:
    """Return the picture of a campaign; any site may show it, for that is what it is for."""
    response = Response(
        card(catalogue().campaign(slug).title.in_(language), language), content_type="image/png"
    )
    response.headers["Cache-Control"] = f"public, max-age={_A_DAY}"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


@citations.app_template_global()
def sources_jsonld(campaign: Campaign) -> dict[str, Any]:
    """Return every fact of a campaign as a schema.org ``Claim`` that cites its sources.

    No ``ClaimReview`` and no rating: we say what a claim rests on, not how true it is. The day a source
    was read is left out, since schema.org has no word for it.
    """
    language = page_language()
    page = absolute(url_for("pages.sources", language=language, slug=campaign.slug))
    works = [_work(source, page, language) for source in campaign.sources.values()]
    claims = [_claim(fact, page, language) for fact in campaign.facts.values()]
    return {"@context": "https://schema.org", "@graph": [*claims, *works]}


@citations.app_template_global()
def absolute(path: str) -> str:
    """Return a path of ours as a whole address where the site's own is set, else as it is."""
    return settings().site + path


@citations.app_template_global()
def open_graph(campaign: Campaign, path: str) -> dict[str, str]:
    """Return what a shared link shows besides its words: addresses, which need that of the site."""
    language = page_language()
    places = {"en": "en_CA", "fr": "fr_CA"}
    other: Language = "en" if language == "fr" else "fr"
    said = {"og:locale": places[language], "og:locale:alternate": places[other]}
    if not settings().site:
        return said
    image = url_for("citations.card_image", slug=campaign.slug, language=language)
    width, height = SIZE
    return said | {
        "og:url": absolute(path),
        "og:image": absolute(image),
        "og:image:type": "image/png",
        "og:image:width": str(width),
        "og:image:height": str(height),
        "og:image:alt": f"Apostille – {campaign.title.in_(language)}",
    }


@citations.app_template_global()
def may_be_embedded() -> bool:
    """Return whether the settings name a site that may show our pages in its own."""
    return bool(settings().embed)


def _claim(fact: Fact, page: str, language: Language) -> dict[str, Any]:
    known = {
        "@type": "Claim",
        "@id": f"{page}#fact-{fact.slug}",
        "text": fact.claim.in_(language),
        "inLanguage": f"{language}-CA",
        "temporalCoverage": fact.as_of.isoformat() if fact.as_of else "",
        "citation": [{"@id": f"{page}#source-{name}"} for name in fact.sources],
    }
    return {name: value for name, value in known.items() if value}


def _work(source: Source, page: str, language: Language) -> dict[str, Any]:
    known = {
        "@type": "CreativeWork",
        "@id": f"{page}#source-{source.id}",
        "name": source.title,
        "inLanguage": source.language,
        "publisher": {"@type": "Organization", "name": source.publisher.in_(language)},
        "datePublished": source.published.isoformat() if source.published else "",
        "url": source.url,
    }
    return {name: value for name, value in known.items() if value}


def _file(text: str, media_type: str, name: str) -> Response:
    response = Response(text, content_type=media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
