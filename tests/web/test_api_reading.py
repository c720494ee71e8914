"""The API gives campaigns, facts, sources and ridings as the catalogue has them."""

from __future__ import annotations

import pytest
from inspection import InspectingClient

from webapp.domain.campaigns import Campaign
from webapp.domain.catalogue import Catalogue
from webapp.domain.locales import LocalisedText

API = "/api/v1"
CAMPAIGN = f"{API}/campaigns/ice-offices-canada"


def both(text: LocalisedText) -> dict[str, str]:
    return {"en": text.en, "fr": text.fr}


def whole(count: int) -> dict[str, object]:
    return {"limit": count, "offset": 0, "total_count": count, "next": None, "previous": None}


def test_campaigns_are_listed_in_a_few_words(client: InspectingClient, catalogue: Catalogue) -> None:
    assert client.get(f"{API}/campaigns").json == {
        "objects": [
            {
                "slug": slug,
                "revision": campaign.revision,
                "title": both(campaign.title),
                "summary": both(campaign.summary),
            }
            for slug, campaign in catalogue.campaigns.items()
        ],
        "meta": whole(len(catalogue.campaigns)),
    }


def test_campaign_names_its_stances_facts_sources_and_passages(
    client: InspectingClient, campaign: Campaign
) -> None:
    answer = client.get(CAMPAIGN).json

    assert [stance["slug"] for stance in answer["stances"]] == list(campaign.stances)
    assert (answer["facts"], answer["sources"]) == (list(campaign.facts), list(campaign.sources))
    assert answer["passages"] == {name: len(said) for name, said in campaign.passages.items()}
    assert answer["prompts"] == [both(prompt) for prompt in campaign.prompts]
    assert answer["corrections"] == []


def test_stance_says_what_it_asks_and_what_it_must_disclose(
    client: InspectingClient, campaign: Campaign
) -> None:
    stance, known = client.get(CAMPAIGN).json["stances"][0], campaign.stances["close"]

    assert stance["asks"] == [both(ask) for ask in known.asks]
    assert (stance["must_disclose"], stance["locked"]) == ([*known.must_disclose], [*known.locked])
    assert stance["offered"] == [*known.offered]
    assert stance["pairs"] == [list(pair) for pair in known.pairs]
    assert known.objection is not None
    assert stance["objection"] == {
        "text": both(known.objection.text),
        "answer": both(known.objection.answer),
        "facts": [*known.objection.facts],
    }


@pytest.mark.parametrize("kind", ["facts", "sources"])
def test_list_holds_what_each_address_gives(client: InspectingClient, campaign: Campaign, kind: str) -> None:
    known = list(getattr(campaign, kind))
    answer = client.get(f"{CAMPAIGN}/{kind}").json

    assert answer["meta"] == whole(len(known))
    assert answer["objects"] == [client.get(f"{CAMPAIGN}/{kind}/{name}").json for name in known]


def test_fact_is_given_with_its_quotation_and_limits(client: InspectingClient, campaign: Campaign) -> None:
    known = next(fact for fact in campaign.facts.values() if fact.quotation and fact.as_of)
    fact = client.get(f"{CAMPAIGN}/facts/{known.slug}").json

    assert (fact["claim"], fact["note"]) == (both(known.claim), both(known.note))
    assert fact["quotation"] == {
        "text": known.quotation.text,
        "translation": known.quotation.translation,
        "source": known.quotation.source,
    }
    assert (fact["as_of"], fact["verified"]) == (known.as_of.isoformat(), known.verified)
    assert (fact["review_by"], fact["reviews"]) == ("2027-05-23", [])
    assert fact["wordings"] == {
        name: {"text": both(wording.text), "cites": [*wording.cites], "continues": wording.continues}
        for name, wording in known.wordings.items()
    }


def test_source_has_the_dates_it_was_published_and_read(client: InspectingClient, campaign: Campaign) -> None:
    known, source = campaign.sources["S01"], client.get(f"{CAMPAIGN}/sources/S01").json

    assert (source["title"], source["publisher"]) == (known.title, both(known.publisher))
    assert (source["published"], source["retrieved"]) == ("2026-02-04", known.retrieved.isoformat())
    assert (source["review_by"], source["archived"]) == ("2027-05-23", "")


def test_ridings_are_listed_with_the_fields_of_represent(client: InspectingClient) -> None:
    answer = client.get(f"{API}/ridings").json

    assert answer["meta"] == whole(343)
    assert (answer["query"], answer["sure"], answer["note"]) == ("", None, None)
    assert answer["objects"][0] == {
        "external_id": "10001",
        "name": "Avalon",
        "names": {"en": "Avalon", "fr": "Avalon"},
        "province": "NL",
        "boundary_set_name": "Federal electoral district",
        "url": f"{API}/ridings/10001",
        "reason": None,
        "sure": False,
        "share": None,
    }


def test_riding_is_given_with_its_member(client: InspectingClient, catalogue: Catalogue) -> None:
    seat = catalogue.members["48022"]
    answer = client.get(f"{API}/ridings/48022").json

    assert answer["representatives"] == [
        {
            "name": seat.name,
            "email": seat.email,
            "party_name": seat.party,
            "elected_office": "MP",
            "representative_set_name": "House of Commons",
        }
    ]
    assert answer["as_of"] == seat.as_of.isoformat()


def test_vacant_seat_has_no_member(client: InspectingClient, catalogue: Catalogue) -> None:
    vacant = next(code for code, seat in catalogue.members.items() if seat.vacant)

    assert client.get(f"{API}/ridings/{vacant}").json["representatives"] == []


@pytest.mark.parametrize(
    ("sought", "sure", "found"),
    [
        ("48022", "48022", [("48022", "code", True)]),
        ("Edmonton Strathcona", "48022", [("48022", "name", True)]),
        ("strathcona", None, [("48022", "words", False)]),
        ("xyzzy", None, []),
    ],
)
def test_search_says_what_is_sure_and_why(
    client: InspectingClient, sought: str, sure: str | None, found: list[tuple[str, str, bool]]
) -> None:
    answer = client.get(f"{API}/ridings", query_string={"q": sought}).json

    assert (answer["query"], answer["sure"]) == (sought, sure)
    listed = [(each["external_id"], each["reason"], each["sure"]) for each in answer["objects"]]
    assert listed == found


def test_note_on_a_search_is_in_both_languages(client: InspectingClient) -> None:
    answer = client.get(f"{API}/ridings?q=T6G+IX6").json

    assert answer["note"] == {
        "en": "We read “I” as “1”: your postal code is then T6G 1X6.",
        "fr": "Nous lisons «\u00a0I\u00a0» comme «\u00a01\u00a0»\u00a0: votre code postal est alors T6G 1X6.",
    }


def test_search_with_control_characters_finds_nothing_and_says_why(client: InspectingClient) -> None:
    answer = client.get(f"{API}/ridings?q=%00").json

    assert (answer["objects"], answer["query"]) == ([], "")
    assert answer["note"]["en"].startswith("Remove the hidden control characters")


@pytest.mark.parametrize("path", ["/openapi.json", "/campaigns", "/ridings", "/ridings/48022"])
def test_answer_is_kept_an_hour_and_asked_for_again_cheaply(client: InspectingClient, path: str) -> None:
    first = client.get(API + path)
    again = client.get(API + path, headers={"If-None-Match": first.headers["ETag"]})

    assert (first.mimetype, first.headers["Cache-Control"]) == ("application/json", "public, max-age=3600")
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["Access-Control-Allow-Origin"] == "*"


def test_compressed_answer_is_asked_for_again_cheaply_too(client: InspectingClient) -> None:
    asked = {"Accept-Encoding": "br"}
    first = client.get(f"{API}/ridings", headers=asked)
    again = client.get(f"{API}/ridings", headers=asked | {"If-None-Match": first.headers["ETag"]})

    assert (first.headers["Content-Encoding"], again.status_code) == ("br", 304)


def test_search_is_never_stored_for_it_may_hold_a_postal_code(client: InspectingClient) -> None:
    assert client.get(f"{API}/ridings?q=T6G1X6").headers["Cache-Control"] == "no-store"
