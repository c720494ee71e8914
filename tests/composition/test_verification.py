"""A letter read back: whether its cited sentences are the campaign's own."""

from __future__ import annotations

from dataclasses import replace

import pytest
from specimens import MakeLetter

from webapp.composition.verification import verify
from webapp.domain.catalogue import Catalogue
from webapp.domain.fingerprints import Fingerprint
from webapp.domain.locales import LocalisedText
from webapp.renderers import text


def edited(catalogue: Catalogue, slug: str) -> Catalogue:
    """Return the catalogue with one fact's claim changed since."""
    campaign = catalogue.campaigns["ice-offices-canada"]
    fact = campaign.facts[slug]
    changed = replace(fact, claim=LocalisedText(fact.claim.en + " Now.", fact.claim.fr + " Désormais."))
    facts = {**campaign.facts, slug: changed}
    campaigns = {campaign.slug: replace(campaign, facts=facts, revision="0123456789")}
    return replace(catalogue, campaigns=campaigns)


@pytest.mark.parametrize("language", ["en", "fr", "both"])
@pytest.mark.parametrize("stance", ["close", "review", "transfer", "safeguards", "keep"])
def test_letter_as_made_is_unaltered(
    make_letter: MakeLetter, catalogue: Catalogue, stance: str, language: str
) -> None:
    letter = make_letter(stance=stance, language=language, own_words=("Words of mine.",))
    verdict = verify(letter.fingerprint, text.body(letter), catalogue)

    assert (verdict.is_unaltered, verdict.is_current) == (True, True)
    assert tuple(fact.slug for fact in verdict.facts) == letter.facts


def test_changed_figure_is_found(make_letter: MakeLetter, catalogue: Catalogue) -> None:
    letter = make_letter()
    body = text.body(letter).replace("23 people", "230 people")
    verdict = verify(letter.fingerprint, body, catalogue)

    assert [fact.slug for fact in verdict.facts if fact.state != "unaltered"] == ["deaths-23"]
    assert not verdict.is_unaltered


def test_change_in_one_language_of_two_is_found(make_letter: MakeLetter, catalogue: Catalogue) -> None:
    letter = make_letter(language="both")
    body = text.body(letter).replace("23 personnes", "32 personnes")
    assert body != text.body(letter)
    verdict = verify(letter.fingerprint, body, catalogue)

    assert {fact.slug: fact.state for fact in verdict.facts}["deaths-23"] == "altered"


def test_fact_edited_since_is_told(make_letter: MakeLetter, catalogue: Catalogue) -> None:
    letter = make_letter()
    verdict = verify(letter.fingerprint, text.body(letter), edited(catalogue, "deaths-23"))

    assert {fact.slug: fact.state for fact in verdict.facts}["deaths-23"] == "edited since"
    assert not verdict.is_current


def test_withdrawn_fact_and_unknown_campaign_are_told(make_letter: MakeLetter, catalogue: Catalogue) -> None:
    made = make_letter().fingerprint
    withdrawn = replace(made, facts=(("gone", "00000000"),))
    elsewhere = replace(made, campaign="night-train")

    assert [fact.state for fact in verify(withdrawn, "", catalogue).facts] == ["withdrawn"]
    assert verify(elsewhere, "", catalogue).campaign is None


def test_fingerprint_is_read_as_it_is_written(make_letter: MakeLetter) -> None:
    made = make_letter(language="both").fingerprint

    assert Fingerprint.parse(str(made)) == made


@pytest.mark.parametrize("line", ["", "apostille:2 campaign=x", "apostille:1", "anything else"])
def test_other_lines_are_no_fingerprint(line: str) -> None:
    assert Fingerprint.parse(line) is None


def test_fingerprint_tells_nothing_of_the_writer(make_letter: MakeLetter) -> None:
    one = make_letter(own_words=("Mine.",), riding="35110")

    assert str(one.fingerprint).split(" facts=")[0] == str(make_letter().fingerprint).split(" facts=")[0]
