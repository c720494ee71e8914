"""The campaigns that are shipped: in order, and their facts carried over as they were verified."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from webapp.checks.folder import check_folder
from webapp.content.catalogue import LETTER_TEMPLATES
from webapp.domain.campaigns import Campaign
from webapp.domain.catalogue import Catalogue

TO_BE_CONFIRMED = [
    "child-exploitation-case",
    "ice-attaches-removals-2012",
    "mcpherson-contracts",
    "mcpherson-leadership",
    "vcdr-art11",
    "pcrc",
]

KEPT = (
    "id",
    "claim",
    "quotation",
    "speaker",
    "sources",
    "cites",
    "as_of",
    "verified",
    "confidence",
    "print_default",
    "must_say",
)
every_campaign = pytest.mark.parametrize("slug", ["foreign-officers-rules", "ice-offices-canada"])


def test_check_of_what_is_shipped_finds_no_mistake_and_the_warnings_that_are_known() -> None:
    findings = check_folder(LETTER_TEMPLATES, date(2026, 11, 25))
    assert [str(finding) for finding in findings if not finding.warning] == []
    rules = Counter((Path(finding.path).parent.name, finding.rule) for finding in findings)
    assert rules == {
        ("foreign-officers-rules", "no-archived-link"): 28,
        ("foreign-officers-rules", "no-link"): 1,
        ("ice-offices-canada", "no-archived-link"): 61,
        ("ice-offices-canada", "no-link"): 1,
        ("ice-offices-canada", "unused-fact"): 1,
        ("data", "members-due"): 1,
    }


def test_campaign_has_52_facts(campaign: Campaign) -> None:
    assert (len(campaign.facts), len({fact.id for fact in campaign.facts.values()})) == (52, 52)


@pytest.mark.parametrize(
    ("fact_id", "slug", "verified", "print_default", "as_of"),
    [
        ("F01", "five-cities", "corroborated", True, "2026-02-04"),
        ("F05", "hsi-worldwide", "article", True, "2026-02-04"),
        ("F11", "project-fester", "corroborated", True, "2025-10-15"),
        ("F13", "child-exploitation-case", "primary", False, None),
        ("F16", "ice-attaches-removals-2012", "primary", False, "2012-09-13"),
        ("F23", "mcpherson-leadership", "corroborated", False, "2026-03-29"),
        ("F34", "detained-60311", "primary", True, "2026-04-04"),
        ("F39", "ossoff", "corroborated", True, "2026-01-27"),
        ("F52", "kersten-cbp", "article", True, "2026-02-04"),
        ("F61", "vcdr-art9", "primary", True, "1961-04-18"),
        ("F62", "vcdr-art11", "primary", False, "1961-04-18"),
        ("F68", "rcmp-abroad", "primary", True, "2026-11-22"),
    ],
)
def test_fact_keeps_how_it_was_verified(
    campaign: Campaign, fact_id: str, slug: str, verified: str, print_default: bool, as_of: str | None
) -> None:
    fact = campaign.facts[slug]
    kept = (fact.id, fact.verified, fact.print_default, fact.as_of and fact.as_of.isoformat())
    assert kept == (fact_id, verified, print_default, as_of)


def test_facts_to_be_confirmed_are_six(campaign: Campaign) -> None:
    assert [slug for slug, fact in campaign.facts.items() if not fact.print_default] == TO_BE_CONFIRMED


def test_six_pairs_of_facts_print_together_in_every_stance(campaign: Campaign) -> None:
    assert campaign.stances["close"].pairs == (
        ("good", "contested-accounts"),
        ("detained-73000", "detained-60311"),
        ("no-conviction", "charges-or-convictions"),
        ("deaths-23", "dhs-denies"),
        ("canadians-held", "canadians-records"),
        ("pretti", "contested-accounts"),
    )


def test_keep_has_one_pair_of_its_own(campaign: Campaign) -> None:
    own = set(campaign.stances["keep"].pairs) - set(campaign.stances["close"].pairs)
    assert own == {("hsi-not-ero", "hsi-diverted-us")}


def test_close_is_the_member_s_request_and_shows_its_source(campaign: Campaign) -> None:
    close = campaign.stances["close"]
    assert (close.origin.en, close.origin_fact) == (
        "The request of MP Heather McPherson, as CBC News quoted it on February 4, 2026",
        "mcpherson-close",
    )


def test_founding_article_is_cited_without_a_link(campaign: Campaign) -> None:
    article = campaign.sources["S01"]
    assert (article.publisher.en, article.url, article.locator.fr) == ("CBC News", "", "article 9.7073273")


@every_campaign
def test_every_text_of_a_fact_is_in_both_languages(slug: str, catalogue: Catalogue) -> None:
    campaign = catalogue.campaigns[slug]
    texts = [
        (slug, text)
        for slug, fact in campaign.facts.items()
        for text in (fact.claim, fact.speaker, *(wording.text for wording in fact.wordings.values()))
    ]
    assert [slug for slug, text in texts if not (text.en and text.fr)] == []


@every_campaign
def test_every_link_is_whole(slug: str, catalogue: Catalogue) -> None:
    links = [source.url for source in catalogue.campaigns[slug].sources.values() if source.url]
    assert [link for link in links if "…" in link or not link.startswith("http")] == []


def test_five_cities_have_their_ridings(campaign: Campaign) -> None:
    assert {place.name.fr: len(place.ridings) for place in campaign.places} == {
        "Toronto": 24, "Vancouver": 6, "Calgary": 11, "Île de Montréal": 18, "Ottawa": 9,
    }  # fmt: skip


def test_no_riding_lies_in_two_places(campaign: Campaign) -> None:
    codes = [code for place in campaign.places for code in place.ridings]
    assert len(codes) == len(set(codes))


def test_fact_of_two_campaigns_is_the_same_fact_in_both(catalogue: Catalogue, campaign: Campaign) -> None:
    """Its words, quotation, sources, date and verification; only its place in the argument is another."""
    rules = catalogue.campaigns["foreign-officers-rules"]
    apart = {
        slug: kept
        for slug, fact in rules.facts.items()
        for kept in KEPT
        if getattr(fact, kept) != getattr(campaign.facts[slug], kept)
    }
    assert (len(rules.facts), apart) == (29, {})


def test_rules_for_foreign_officers_go_to_an_office_without_a_name(catalogue: Catalogue) -> None:
    rules = catalogue.campaigns["foreign-officers-rules"]
    minister = catalogue.officials[rules.addressee]
    assert (minister.confirmed, minister.name, minister.salutation.fr) == (False, "", "Bonjour,")


def test_every_riding_has_a_seat(catalogue: Catalogue) -> None:
    assert (len(catalogue.ridings), list(catalogue.members)) == (343, list(catalogue.ridings))
