"""A campaign's corrections as an Atom feed (RFC 4287), whose ids (RFC 4151) stay when words are mended."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

from webapp.domain.campaigns import Campaign
from webapp.domain.facts import Correction
from webapp.domain.locales import Language, long_date

MEDIA_TYPE = "application/atom+xml; charset=utf-8"
_ATOM, _XHTML = "http://www.w3.org/2005/Atom", "http://www.w3.org/1999/xhtml"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_MINTED = "2026"
"""The year in every id: it never changes, so neither do they."""


@dataclass(frozen=True)
class FeedPlaces:
    """The whole addresses of the feed, of the page that says the same, and of the page of sources."""

    feed: str
    page: str
    sources: str


@dataclass(frozen=True)
class FeedWords:
    """The words of a feed in its language; ``%(campaign)s`` and ``%(date)s`` stand for theirs."""

    title: str
    entry: str
    said: str
    says: str
    why: str
    facts: str
    withdrawn: str


def corrections_feed(campaign: Campaign, language: Language, places: FeedPlaces, words: FeedWords) -> bytes:
    """Return the feed as XML; a campaign that never corrected anything has a feed without entries.

    It is as old as its newest correction, or as the newest reading of a source where there is none.
    """
    feed = ET.Element("feed", {"xmlns": _ATOM, _LANGUAGE: f"{language}-CA"})
    _add(feed, "id", _tag(places, campaign.slug, language))
    _add(feed, "title", words.title % {"campaign": campaign.title.in_(language)})
    read = max(source.retrieved.isoformat() for source in campaign.sources.values())
    whole_day = f"{read}-01-01"[:10]  # of a year, or of a month, its first
    newest = campaign.corrections[0].on.isoformat() if campaign.corrections else whole_day
    _add(feed, "updated", _moment(newest))
    _add(_add(feed, "author"), "name", "Apostille")
    _add(feed, "link", rel="self", type="application/atom+xml", href=places.feed)
    _add(feed, "link", rel="alternate", type="text/html", hreflang=f"{language}-CA", href=places.page)
    for correction in campaign.corrections:
        feed.append(_entry(correction, campaign, language, places, words))
    whole: bytes = ET.tostring(feed, encoding="utf-8", xml_declaration=True)
    return whole


def _entry(
    correction: Correction, campaign: Campaign, language: Language, places: FeedPlaces, words: FeedWords
) -> ET.Element:
    entry = ET.Element("entry")
    _add(entry, "id", f"{_tag(places, campaign.slug, language)}/{correction.key}")
    _add(entry, "title", words.entry % {"date": long_date(correction.on, language)})
    _add(entry, "updated", _moment(correction.on.isoformat()))
    _add(entry, "link", rel="alternate", type="text/html", href=f"{places.page}#{correction.key}")
    said = _add(_add(entry, "content", type="xhtml"), "div", xmlns=_XHTML)
    for label, text in (
        (words.said, correction.said),
        (words.says, correction.says),
        (words.why, correction.why),
    ):
        _add(said, "h3", label)
        _add(said, "p", text.in_(language))
    _add(said, "h3", words.facts)
    facts = _add(said, "ul")
    for slug in correction.facts:
        if slug in campaign.facts:
            href = f"{places.sources}#fact-{slug}"
            _add(_add(facts, "li"), "a", campaign.facts[slug].claim.in_(language), href=href)
        else:
            _add(facts, "li", f"{slug} ({words.withdrawn})")
    return entry


def _add(parent: ET.Element, name: str, text: str = "", **attributes: str) -> ET.Element:
    """Put an element at the end of another and return it."""
    child = ET.SubElement(parent, name, attributes)
    child.text = text or None
    return child


def _tag(places: FeedPlaces, slug: str, language: Language) -> str:
    host = (urlsplit(places.feed).hostname or "").replace(":", "-")  # a colon ends a tag's name of a site
    return f"tag:{host},{_MINTED}:corrections/{slug}/{language}"


def _moment(day: str) -> str:
    """Return a day as the moment that RFC 3339 begins it with in UTC."""
    return f"{day}T00:00:00Z"
