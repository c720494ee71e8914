"""From a form that is right to a letter: the preview, the files, the choice of facts."""

from __future__ import annotations

import io
import re

import pypdf
import pytest
from inspection import InspectingClient
from markupsafe import escape

from webapp.domain.campaigns import Campaign
from webapp.renderers import text
from webapp.renderers.html import fragments

CAMPAIGN = "/en/campaigns/ice-offices-canada/"
LETTER = CAMPAIGN + "letter"


def test_preview_is_the_letter_that_is_exported(client: InspectingClient, filled: dict, make_letter) -> None:
    page = client.post(LETTER, data=filled).get_data(as_text=True)

    letter = make_letter()
    assert [str(fragment) in page for fragment in fragments(letter, level=3)] == [True]
    assert str(escape(text.body(letter))) in page


def test_text_file_is_the_letter(client: InspectingClient, filled: dict, make_letter) -> None:
    response = client.post(LETTER + ".txt", data=filled)

    assert response.get_data() == text.render(make_letter())
    filename = "letter-ice-offices-canada-close.txt"
    assert response.headers["Content-Disposition"] == f'attachment; filename="{filename}"'


def test_pdf_file_is_the_letter(client: InspectingClient, filled: dict) -> None:
    response = client.post(LETTER + ".pdf", data=filled)

    pages = pypdf.PdfReader(io.BytesIO(response.get_data())).pages
    assert (response.mimetype, len(pages)) == ("application/pdf", 2)
    assert "Dear Prime Minister," in pages[0].extract_text()


def test_letter_s_language_need_not_be_the_page_s(client: InspectingClient, filled: dict) -> None:
    page = client.post(LETTER, data=filled | {"language": "fr"}).get_data(as_text=True)

    assert '<section class="letter layout-plain" lang="fr-CA">' in page
    assert "<h1>Your letter</h1>" in page


def test_nothing_written_is_kept_by_a_cache(client: InspectingClient, filled: dict) -> None:
    responses = [client.post(LETTER + kind, data=filled) for kind in ("", ".txt", ".pdf")]

    assert [response.headers["Cache-Control"] for response in responses] == ["no-store"] * 3


def test_every_claim_s_quotation_is_on_the_page(
    client: InspectingClient, filled: dict, campaign: Campaign, make_letter
) -> None:
    page = client.post(LETTER, data=filled).get_data(as_text=True)

    quotations = [campaign.facts[slug].quotation for slug in make_letter().facts]
    assert [q.text for q in quotations if q and f"<p>{escape(q.text)}</p></blockquote>" not in page] == []


def printed_facts(page: str) -> set[str]:
    """Return the facts ticked in the form that chooses them."""
    return set(re.findall(r'name="facts" value="([a-z0-9-]+)"[^>]* checked', page))


def test_unticked_fact_leaves_the_letter(client: InspectingClient, filled: dict) -> None:
    chosen = {"facts_for": "close", "facts": ["", "five-cities", "vcdr-art9"]}
    page = client.post(CAMPAIGN, data=filled | chosen).get_data(as_text=True)

    locked = {"no-arrests", "no-firearms", "project-fester"}
    assert printed_facts(page) == {"five-cities", "vcdr-art9"} | locked


def test_no_fact_ticked_leaves_what_must_be_disclosed(client: InspectingClient, filled: dict) -> None:
    page = client.post(CAMPAIGN, data=filled | {"facts_for": "close", "facts": ""}).get_data(as_text=True)

    assert printed_facts(page) == {"no-arrests", "no-firearms", "project-fester"}


def test_ticked_fact_brings_its_pair(client: InspectingClient, filled: dict) -> None:
    page = client.post(CAMPAIGN, data=filled | {"facts": ["", "detained-73000"]}).get_data(as_text=True)

    assert {"detained-73000", "detained-60311"} <= printed_facts(page)


def test_another_stance_takes_its_usual_facts_and_says_so(client: InspectingClient, filled: dict) -> None:
    chosen = {"facts_for": "close", "facts": ["", "vcdr-art9"], "stance": "keep"}
    page = client.post(CAMPAIGN, data=filled | chosen).get_data(as_text=True)

    assert "You changed your request, so the letter has the usual facts for it." in page
    assert "embassy-consulates" in printed_facts(page)


def test_change_my_answers_shows_the_form_as_it_was(client: InspectingClient, filled: dict) -> None:
    page = client.post(CAMPAIGN, data=filled | {"own_words": "Because of <them>."}).get_data(as_text=True)

    assert "Because of &lt;them&gt;.</textarea>" in page
    assert 'value="close" aria-describedby="stance-0-ask" checked' in page


@pytest.mark.parametrize(("given", "copied"), [({"copy_mp": "y"}, True), ({}, False)])
def test_member_is_copied_when_ticked(
    client: InspectingClient, filled: dict, given: dict, copied: bool
) -> None:
    del filled["copy_mp"]
    page = client.post(LETTER, data=filled | given).get_data(as_text=True)

    assert ("Heather McPherson, M.P. for Edmonton Strathcona" in page) is copied


def test_export_is_dated_as_the_preview(client: InspectingClient, filled: dict) -> None:
    body = client.post(LETTER + ".txt", data=filled | {"date": "2026-11-30"}).get_data(as_text=True)

    assert "\nNovember\u00a030, 2026\n" in body
