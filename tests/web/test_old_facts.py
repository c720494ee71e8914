"""What the desk says of facts that may be out of date, and of requests that cannot be sent for them."""

from __future__ import annotations

import re
from datetime import date

import pytest
from inspection import InspectingClient

from webapp.domain.campaigns import Campaign

DUE, TOO_OLD = "2027-07-01", "2027-12-01"
FORM = {"en": "/en/campaigns/ice-offices-canada/", "fr": "/fr/campaigns/ice-offices-canada/"}
WARNED = {
    "en": "May be out of date: its sources were to be read again by May\u00a023, 2027.",
    "fr": "Peut-être plus à jour\u00a0: ses sources devaient être relues au plus tard le "
    "23\u00a0mai\u00a02027.",
}
REFUSED = {
    "en": "No letter of this campaign can be sent for now: its facts have to be read again first.",
    "fr": "Aucune lettre de cette campagne ne peut être envoyée pour l’instant\u00a0: il faut d’abord "
    "en relire les faits.",
}


def checked(page: str) -> list[str]:
    """Return the facts that are ticked on a page."""
    boxes = re.findall(r'<input type="checkbox" id="fact-[^"]+" name="facts" value="([^"]+)"([^>]*)>', page)
    return [slug for slug, attributes in boxes if " checked" in attributes]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_desk_warns_of_due_facts_and_ticks_only_those_that_have_to_stay(
    client: InspectingClient, filled: dict[str, object], campaign: Campaign, language: str
) -> None:
    page = client.post(FORM[language], data=filled | {"date": DUE}).text
    view = campaign.stances["close"]
    assert page.count(WARNED[language]) == len(view.offered)
    assert set(checked(page)) == view.tied_to(view.locked)


def test_fresh_facts_are_not_warned_of(client: InspectingClient, filled: dict[str, object]) -> None:
    page = client.post(FORM["en"], data=filled).text
    assert (page.count("out of date"), page.count(" cannot be sent for now")) == (0, 0)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_campaign_whose_facts_are_all_too_old_says_so_and_offers_no_request(
    client: InspectingClient, filled: dict[str, object], campaign: Campaign, language: str
) -> None:
    page = client.post(FORM[language], data=filled | {"date": TOO_OLD}).text
    radios = re.findall(r'<input type="radio" id="stance-\d"[^>]*>', page)
    assert len(radios) == len(campaign.stances)
    assert [radio for radio in radios if " disabled" not in radio] == []
    assert page.count(REFUSED[language]) == 1


def test_letter_of_a_request_that_is_not_on_offer_is_refused_with_all_that_was_typed(
    client: InspectingClient, filled: dict[str, object]
) -> None:
    answer = client.post("/en/campaigns/ice-offices-canada/letter", data=filled | {"date": TOO_OLD})
    assert answer.status_code == 422
    assert "This request cannot be sent for now" in answer.text
    assert 'value="Anne Tremblay"' in answer.text


def test_sources_page_gives_the_day_of_every_fact(client: InspectingClient, campaign: Campaign) -> None:
    page = client.get("/en/campaigns/ice-offices-canada/sources").text
    days = re.findall(r"<dt>To be read again by</dt><dd>([^<]+)</dd>", page)
    assert days == ["May\u00a023, 2027"] * len(campaign.facts)
    assert {fact.review_by for fact in campaign.facts.values()} == {date(2027, 5, 23)}
