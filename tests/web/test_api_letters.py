"""A letter made through the API is the letter of the pages, and nothing of it is kept."""

from __future__ import annotations

import logging
from typing import Any

import pytest
from inspection import InspectingClient
from pydantic import BaseModel, ValidationError

from webapp.composition.requests import today_in
from webapp.domain.campaigns import Campaign
from webapp.domain.catalogue import Catalogue
from webapp.renderers.formats import FORMATS
from webapp.renderers.text import body
from webapp.web.api_letter import ComposedLetter
from webapp.web.api_orders import LetterOrder

LETTERS = "/api/v1/letters"
Order = dict[str, Any]


@pytest.fixture
def order(campaign: Campaign) -> Order:
    """Return the order of the letter that `filled` is the form of."""
    return {
        "campaign": "ice-offices-canada",
        "stance": "close",
        "riding": "Edmonton Strathcona",
        "language": "en",
        "name": "Anne Tremblay",
        "street": "10832 82 Avenue NW",
        "city": "Edmonton",
        "province": "AB",
        "postal_code": "t6e2b3",
        "date": "2026-11-24",
        "wordings": dict.fromkeys(campaign.passages, 0),
    }


def runs_of(part: dict[str, Any]) -> list[dict[str, Any]]:
    lines = [line for block in part["blocks"] for line in block.get("items", [block.get("runs")])]
    return [run for line in lines for run in line]


@pytest.mark.parametrize("format_name", ["txt", "md", "html", "ics", "docx", "eml", "pdf"])
@pytest.mark.parametrize("language", ["en", "both"])
def test_file_is_byte_for_byte_the_page_s(
    client: InspectingClient, filled: dict[str, object], order: Order, format_name: str, language: str
) -> None:
    page = f"/en/campaigns/ice-offices-canada/letter.{format_name}"
    theirs = client.post(page, data=filled | {"language": language})
    ours = client.post(LETTERS, json=order | {"language": language, "format": format_name})

    assert (ours.status_code, ours.data == theirs.data) == (200, True)
    for name in ("Content-Type", "Content-Disposition", "Cache-Control"):
        assert ours.headers[name] == theirs.headers[name]


def test_api_makes_every_format_of_the_pages(client: InspectingClient, order: Order) -> None:
    made = [client.post(LETTERS, json=order | {"format": name}).content_type for name in FORMATS]

    assert made == [kind.media_type for kind in FORMATS.values()]


def test_json_holds_the_letter_as_it_was_composed(
    client: InspectingClient, order: Order, make_letter: Any
) -> None:
    letter, answer = make_letter(), client.post(LETTERS, json=order).json
    [part], [known] = answer["parts"], letter.parts

    assert (answer["text"], answer["fingerprint"]) == (body(letter), str(letter.fingerprint))
    assert (answer["to"], answer["cc"]) == (letter.to, [*letter.cc])
    assert (answer["date"], answer["facts"]) == ("2026-11-24", [*letter.facts])
    assert answer["riding"]["external_id"] == "48022"
    assert [
        (run["text"], run["fact"], tuple(run["numbers"])) for run in runs_of(part) if run["kind"] == "claim"
    ] == [(claim.text, claim.fact, claim.numbers) for claim in known.claims]
    assert [run["text"] for run in runs_of(part)] == [run.text for run in known.runs]
    assert [(ref["number"], ref["source"]["id"], tuple(ref["facts"])) for ref in part["references"]] == [
        (ref.number, ref.source.id, ref.facts) for ref in known.references
    ]


def test_bilingual_letter_has_a_part_for_each_language(client: InspectingClient, order: Order) -> None:
    answer = client.post(LETTERS, json=order | {"language": "both"}).json

    assert [part["language"] for part in answer["parts"]] == ["en", "fr"]


def test_notices_are_in_both_languages_and_say_how_the_riding_was_read(
    client: InspectingClient, order: Order
) -> None:
    notices = client.post(LETTERS, json=order | {"riding": "T6G IX6"}).json["notices"]

    assert notices[0]["en"] == "We read “I” as “1”: your postal code is then T6G 1X6."
    assert notices[1]["fr"].startswith(
        "Nos sources ne s’accordent pas sur la personne qui occupe la charge de"
    )


def test_locked_facts_are_stated_whatever_is_chosen(
    client: InspectingClient, order: Order, campaign: Campaign
) -> None:
    answer = client.post(LETTERS, json=order | {"facts": []}).json

    assert set(campaign.stances["close"].locked) - set(answer["facts"]) == set()


def test_member_is_copied_unless_that_is_refused(
    client: InspectingClient, order: Order, catalogue: Catalogue
) -> None:
    email = catalogue.members["48022"].email
    copied = [client.post(LETTERS, json=order | {"copy_mp": copy}).json["cc"] for copy in (True, False)]

    assert [email in each for each in copied] == [True, False]


def test_passage_is_rewritten_or_left_out_by_the_name_the_answer_gave_it(
    client: InspectingClient, order: Order
) -> None:
    first = client.post(LETTERS, json=order).json["parts"][0]
    passage = next(run["passage"] for run in runs_of(first) if run.get("passage"))
    rewritten = client.post(LETTERS, json=order | {"edits": {passage: {"en": "So I say."}}}).json["parts"][0]
    without = client.post(LETTERS, json=order | {"edits": {passage: {"en": ""}}}).json["parts"][0]

    said = [
        [run["text"].strip() for run in runs_of(part) if run.get("passage") == passage]
        for part in (rewritten, without)
    ]
    assert said == [["So I say."], []]


def test_another_wording_is_taken_by_its_number(client: InspectingClient, order: Order) -> None:
    texts = [
        client.post(LETTERS, json=order | {"wordings": {**order["wordings"], "close.opening": number}}).json[
            "text"
        ]
        for number in (0, 1, 1.0)
    ]

    assert (texts[0] == texts[1], texts[1] == texts[2]) == (False, True)


def test_paragraphs_stand_in_the_order_wanted(client: InspectingClient, order: Order) -> None:
    part = client.post(LETTERS, json=order).json["parts"][0]
    names = [block["name"] for block in part["blocks"] if block.get("name")]
    wanted = [names[-1], *names[:-1]]
    moved = client.post(LETTERS, json=order | {"order": wanted}).json["parts"][0]

    assert [block["name"] for block in moved["blocks"] if block.get("name")] == wanted


def test_letter_recalls_an_earlier_one(client: InspectingClient, order: Order) -> None:
    answer = client.post(LETTERS, json=order | {"follow_up_to": "2026-10-22"}).json

    assert answer["subject"].startswith("Follow-up to my letter of October\u00a022, 2026: ")


def test_letter_without_a_date_is_dated_today_where_the_writer_lives(
    client: InspectingClient, order: Order
) -> None:
    del order["date"]
    before = today_in("AB").isoformat()
    day = client.post(LETTERS, json=order).json["date"]

    assert before <= day <= today_in("AB").isoformat()


def test_own_words_stay_plain_text(client: InspectingClient, order: Order) -> None:
    words = "<b>{{ 7*7 }}</b>\n\nTwo"
    part = client.post(LETTERS, json=order | {"own_words": words}).json["parts"][0]

    own = [block["runs"][0]["text"] for block in part["blocks"] if block.get("own")]
    assert own == ["<b>{{ 7*7 }}</b>", "Two"]


@pytest.mark.parametrize("changes", [{}, {"format": "txt"}, {"postal_code": "nowhere"}])
def test_letters_and_problems_are_never_stored_nor_logged(
    client: InspectingClient, order: Order, caplog: pytest.LogCaptureFixture, changes: Order
) -> None:
    with caplog.at_level(logging.DEBUG):
        response = client.post(LETTERS, json=order | changes)

    assert response.headers["Cache-Control"] == "no-store"
    assert [record for record in caplog.records if "Tremblay" in record.getMessage()] == []


@pytest.mark.parametrize("model", [ComposedLetter, LetterOrder])
def test_fault_in_our_own_models_tells_nothing_of_a_writer(model: type[BaseModel]) -> None:
    with pytest.raises(ValidationError) as caught:
        model.model_validate({"campaign": ["Anne Tremblay"], "name": ["Anne Tremblay"]})

    assert "Tremblay" not in str(caught.value)


def test_page_of_another_site_may_post_an_order_and_read_the_letter(
    client: InspectingClient, order: Order
) -> None:
    asked = {"Origin": "https://union.example.ca", "Access-Control-Request-Method": "POST"}
    preflight = client.options(LETTERS, headers=asked)
    answer = client.post(LETTERS, json=order | {"format": "txt"}, headers={"Origin": asked["Origin"]})

    assert (preflight.status_code, preflight.data) == (204, b"")
    assert {
        name: value for name, value in preflight.headers.items() if name.startswith("Access-Control")
    } == {
        "Access-Control-Allow-Origin": "*",
        "Access-Control-Allow-Methods": "OPTIONS, POST",
        "Access-Control-Allow-Headers": "Content-Type, If-None-Match",
        "Access-Control-Expose-Headers": "Content-Disposition, ETag, Retry-After",
        "Access-Control-Max-Age": "86400",
    }
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["Access-Control-Expose-Headers"] == "Content-Disposition, ETag, Retry-After"
