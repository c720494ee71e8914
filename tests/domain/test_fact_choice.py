"""Which facts a letter prints: the usual ones, the locked ones, and whatever is paired with them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from webapp.domain.campaigns import (
    PROVINCE_OF_CODE,
    Campaign,
    Place,
    default_facts,
    facts_by_category,
    facts_to_print,
)
from webapp.domain.catalogue import Catalogue
from webapp.domain.errors import UnknownCampaign
from webapp.domain.locales import LocalisedText

STANCES = ["close", "review", "transfer", "safeguards", "keep"]


def broken_pairs(campaign: Campaign, stance: str, printed: tuple[str, ...]) -> list[tuple[str, str]]:
    """Return the pairs of which the letter would print one alone."""
    return [pair for pair in campaign.stances[stance].pairs if len({*pair} & {*printed}) == 1]


def test_stances_stand_in_their_fixed_order(campaign: Campaign) -> None:
    assert list(campaign.stances) == STANCES


@pytest.mark.parametrize("stance", STANCES)
def test_paired_facts_print_together_whatever_is_chosen(campaign: Campaign, stance: str) -> None:
    choices = [(), *((slug,) for slug in campaign.stances[stance].offered), campaign.stances[stance].offered]
    printed = [facts_to_print(campaign.stances[stance], chosen, campaign.facts) for chosen in choices]
    assert [pair for facts in printed for pair in broken_pairs(campaign, stance, facts)] == []


@pytest.mark.parametrize("stance", STANCES)
def test_locked_facts_print_whatever_is_chosen(campaign: Campaign, stance: str) -> None:
    locked = set(campaign.stances[stance].locked)
    choices = [(), *((slug,) for slug in campaign.stances[stance].offered)]
    missing = [
        chosen
        for chosen in choices
        if locked - set(facts_to_print(campaign.stances[stance], chosen, campaign.facts))
    ]
    assert missing == []


@pytest.mark.parametrize("stance", STANCES)
def test_chosen_fact_is_printed_with_nothing_but_locked_and_paired_ones(
    campaign: Campaign, stance: str
) -> None:
    always = set(facts_to_print(campaign.stances[stance], (), campaign.facts))
    paired = {slug for pair in campaign.stances[stance].pairs for slug in pair}
    strange = {
        chosen: added
        for chosen in campaign.stances[stance].offered
        if (
            added := {*facts_to_print(campaign.stances[stance], (chosen,), campaign.facts)}
            - always
            - {chosen}
        )
        and not ({chosen} | added <= paired)
    }
    assert strange == {}


def test_pairs_that_share_a_fact_print_all_three(campaign: Campaign) -> None:
    printed = facts_to_print(campaign.stances["close"], ("good",), campaign.facts)
    assert [s for s in printed if s not in campaign.stances["close"].locked] == [
        "good", "pretti", "contested-accounts",
    ]  # fmt: skip


@pytest.mark.parametrize(("stance", "paired"), [("keep", True), ("close", False)])
def test_stance_may_have_a_pair_of_its_own(campaign: Campaign, stance: str, *, paired: bool) -> None:
    printed = facts_to_print(campaign.stances[stance], ("hsi-not-ero",), campaign.facts)
    assert ("hsi-diverted-us" in printed) is paired


def test_facts_print_in_the_campaign_s_order(campaign: Campaign) -> None:
    chosen = ("vcdr-art9", "five-cities", "deaths-23")
    printed = facts_to_print(campaign.stances["close"], chosen, campaign.facts)
    assert list(printed) == [slug for slug in campaign.facts if slug in printed]


@pytest.mark.parametrize("stance", STANCES)
def test_default_facts_are_at_most_four_core_or_local_ones_in_every_riding(
    catalogue: Catalogue, campaign: Campaign, stance: str
) -> None:
    core = {*campaign.stances[stance].core, *(place.fact for place in campaign.places)}
    usual = [default_facts(campaign, campaign.stances[stance], code) for code in catalogue.ridings]
    assert [facts for facts in usual if not 1 <= len(set(facts)) <= 4 or set(facts) - core] == []


@pytest.mark.parametrize("stance", STANCES)
def test_local_fact_is_usual_in_every_city_riding(campaign: Campaign, stance: str) -> None:
    without = [
        code
        for place in campaign.places
        for code in place.ridings
        if place.fact not in default_facts(campaign, campaign.stances[stance], code)
    ]
    assert without == []


def test_local_fact_comes_first_and_the_last_usual_one_gives_way(campaign: Campaign) -> None:
    safeguards = campaign.stances["safeguards"]
    usual = (default_facts(campaign, safeguards, "48022"), default_facts(campaign, safeguards, "35022"))
    assert usual == (
        ("no-arrests", "no-firearms", "preclearance", "shiprider"),
        ("five-cities", "no-arrests", "no-firearms", "preclearance"),
    )


def test_local_fact_that_does_not_support_a_stance_changes_nothing(campaign: Campaign) -> None:
    keep = replace(campaign.stances["keep"], supporting=())
    assert default_facts(campaign, keep, "35022") == keep.defaults


@pytest.mark.parametrize("stance", STANCES)
def test_usual_letter_holds_two_facts_that_must_be_disclosed(
    catalogue: Catalogue, campaign: Campaign, stance: str
) -> None:
    view = campaign.stances[stance]
    printed = [
        facts_to_print(view, default_facts(campaign, view, code), campaign.facts)
        for code in catalogue.ridings
    ]
    assert [facts for facts in printed if len({*facts} & {*view.must_disclose}) < 2] == []


@pytest.mark.parametrize("stance", STANCES)
def test_fact_that_needs_confirming_is_never_usual(
    catalogue: Catalogue, campaign: Campaign, stance: str
) -> None:
    view = campaign.stances[stance]
    usual = {
        slug
        for code in catalogue.ridings
        for slug in facts_to_print(view, default_facts(campaign, view, code), campaign.facts)
    }
    assert [slug for slug in sorted(usual) if not campaign.facts[slug].print_default] == []


@pytest.mark.parametrize("stance", STANCES)
def test_every_offered_fact_stands_under_one_category(campaign: Campaign, stance: str) -> None:
    grouped = [f.slug for _, facts in facts_by_category(campaign, campaign.stances[stance]) for f in facts]
    assert sorted(grouped) == sorted(campaign.stances[stance].offered)


@pytest.mark.parametrize(("riding", "place"), [("35022", "Toronto"), ("24065", "Island of Montréal")])
def test_riding_lies_in_its_city(campaign: Campaign, riding: str, place: str) -> None:
    found = campaign.place_of(riding)
    assert found is not None
    assert found.name.en == place


def test_riding_elsewhere_lies_in_no_place(campaign: Campaign) -> None:
    assert campaign.place_of("48022") is None


def test_unknown_campaign_says_which_there_are(catalogue: Catalogue) -> None:
    with pytest.raises(UnknownCampaign) as unknown:
        catalogue.campaign("nope")
    assert str(unknown.value) == (
        "There is no campaign “nope”. There is: foreign-officers-rules, ice-offices-canada."
    )


@pytest.mark.parametrize(("riding", "inside"), [("48022", True), ("59035", False), ("35110", True)])
def test_place_may_be_a_province_or_a_set_of_ridings(riding: str, *, inside: bool) -> None:
    here = LocalisedText("here", "ici")
    place = Place(here, here, "fact", frozenset({"35110"}), frozenset({"AB"}))

    assert place.holds(riding) is inside


def test_code_tells_the_province_of_every_riding(catalogue: Catalogue) -> None:
    assert [r for r in catalogue.ridings.values() if PROVINCE_OF_CODE[r.code[:2]] != r.province] == []
