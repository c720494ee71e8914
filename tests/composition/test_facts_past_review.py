"""Facts past their day of review: left out unasked, printed with a notice where chosen, then withheld."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from letters_read import every_language, every_stance
from specimens import ANNE, MakeRequest

from webapp.composition.compose import compose
from webapp.composition.requests import NOT_ON_OFFER, RawRequest, build_request
from webapp.domain.campaigns import Campaign
from webapp.domain.catalogue import Catalogue
from webapp.domain.errors import InvalidRequest
from webapp.domain.freshness import Freshness, freshness, is_on_offer, short_facts, usual_facts
from webapp.domain.letters import Letter
from webapp.domain.locales import Language

DAY = date(2026, 11, 24)
DUE = DAY - timedelta(days=1)
TOO_OLD = DAY - timedelta(days=91)
PLAIN_RIDING = "48022"


def aged(campaign: Campaign, review_by: date, *slugs: str) -> Campaign:
    """Return the campaign with another day of review for some of its facts, or for all."""
    facts = {
        slug: replace(fact, review_by=review_by) if slug in slugs or not slugs else fact
        for slug, fact in campaign.facts.items()
    }
    return replace(campaign, facts=facts)


def carrying(catalogue: Catalogue, campaign: Campaign) -> Catalogue:
    return replace(catalogue, campaigns={campaign.slug: campaign})


def notices_of_facts(letter: Letter) -> list[str]:
    """Return what a letter's notices say of its facts."""
    return [n.message % n.params_in("en") for n in letter.notices if n.message.startswith("This fact")]


@pytest.mark.parametrize(
    ("days_past", "state"),
    [(-1, "fresh"), (0, "fresh"), (1, "due"), (90, "due"), (91, "withheld"), (4000, "withheld")],
)
def test_fact_is_fresh_to_its_last_day_then_due_through_the_grace(
    campaign: Campaign, days_past: int, state: Freshness
) -> None:
    fact = campaign.facts["five-cities"]
    assert freshness(fact, campaign.grace, fact.review_by + timedelta(days=days_past)) == state


@every_stance
def test_due_fact_and_its_pair_leave_the_usual_letter(campaign: Campaign, stance: str) -> None:
    view = campaign.stances[stance]
    for slug in view.defaults:
        older = aged(campaign, DUE, slug)
        gone = view.tied_to([slug])
        kept = tuple(other for other in view.defaults if other not in gone)
        assert usual_facts(older, view, PLAIN_RIDING, DAY) == kept


@every_language
@every_stance
@pytest.mark.parametrize("review_by", [DUE, TOO_OLD])
def test_letter_without_any_one_of_its_facts_still_composes(
    catalogue: Catalogue,
    campaign: Campaign,
    make_request: MakeRequest,
    stance: str,
    language: Language,
    review_by: date,
) -> None:
    request = make_request(stance=stance, language=language)
    for slug in campaign.stances[stance].offered:
        older = aged(campaign, review_by, slug)
        if not is_on_offer(older, older.stances[stance], DAY):
            continue
        for kind in ({}, {"length": "short"}, {"follow_up_to": date(2026, 10, 1)}):
            letter = compose(replace(request, **kind), carrying(catalogue, older))  # type: ignore[arg-type]
            locked = older.stances[stance].tied_to(older.stances[stance].locked)
            assert set(letter.facts) & {slug} <= (locked if review_by == DUE else set())


def test_locked_facts_that_are_only_due_still_print_with_a_notice_each(
    catalogue: Catalogue, campaign: Campaign, make_request: MakeRequest
) -> None:
    letter = compose(make_request(), carrying(catalogue, aged(campaign, DUE)))
    view = campaign.stances["close"]
    assert set(letter.facts) == view.tied_to(view.locked)
    assert notices_of_facts(letter) == [
        "This fact may be out of date, for its sources were to be read again by November\u00a023, 2026: "
        f"“{campaign.facts[slug].claim.en}”"
        for slug in letter.facts
    ]


def test_due_fact_that_its_writer_chose_is_printed(
    catalogue: Catalogue, campaign: Campaign, make_request: MakeRequest
) -> None:
    older = carrying(catalogue, aged(campaign, DUE, "ossoff"))
    assert "ossoff" not in compose(make_request(), older).facts
    letter = compose(make_request(facts=("ossoff",)), older)
    assert "ossoff" in letter.facts
    assert notices_of_facts(letter) == [
        "This fact may be out of date, for its sources were to be read again by November\u00a023, 2026: "
        f"“{campaign.facts['ossoff'].claim.en}”"
    ]


def raw(**changes: object) -> RawRequest:
    fields = {
        "riding": PLAIN_RIDING,
        "stance": "close",
        "language": "en",
        "name": ANNE.name,
        "street": ANNE.street,
        "city": ANNE.city,
        "province": ANNE.province,
        "postal_code": ANNE.postal_code,
    }
    return RawRequest(**(fields | changes))  # type: ignore[arg-type]


def problems(request: RawRequest, campaign: Campaign, catalogue: Catalogue) -> list[tuple[str, str]]:
    with pytest.raises(InvalidRequest) as refused:
        build_request(request, campaign, catalogue, DAY)
    return [(problem.field, str(problem)) for problem in refused.value.problems]


def test_withheld_fact_that_a_form_still_names_is_refused_by_name(
    catalogue: Catalogue, campaign: Campaign
) -> None:
    older = aged(campaign, TOO_OLD, "ossoff")
    assert problems(raw(facts=("ossoff", "five-cities")), older, catalogue) == [
        ("facts", "Leave out what no letter prints until its sources have been read again: ossoff.")
    ]


def test_request_whose_disclosures_are_withheld_is_refused(catalogue: Catalogue, campaign: Campaign) -> None:
    older = aged(campaign, TOO_OLD, campaign.stances["close"].locked[0])
    assert problems(raw(), older, catalogue) == [("stance", NOT_ON_OFFER)]


def test_short_letter_takes_a_fresh_fact_of_the_same_side(campaign: Campaign) -> None:
    view = campaign.stances["close"]
    own, other = view.short
    for review_by in (DUE, TOO_OLD):
        stands = short_facts(aged(campaign, review_by, own), view, DAY)
        assert stands[1] == other
        assert stands[0] != own
        assert stands[0] in view.supporting
        assert campaign.facts[stands[0]].print_default


def test_short_letter_keeps_what_is_only_due_where_nothing_is_fresh_and_never_what_is_withheld(
    campaign: Campaign,
) -> None:
    view = campaign.stances["close"]
    assert short_facts(aged(campaign, DUE), view, DAY) == view.short
    assert short_facts(aged(campaign, TOO_OLD), view, DAY) == ()
