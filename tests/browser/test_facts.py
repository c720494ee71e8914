"""The facts of a letter: those that belong together, those that always stay, and the words behind each."""

from __future__ import annotations

import re

import pytest
from desk import TYPED, Desk
from playwright.sync_api import Locator, Page

LOCKED = ("no-arrests", "no-firearms", "project-fester")
PAIR = ("detained-73000", "detained-60311")


@pytest.fixture
def desk(page: Page, address: str) -> Desk:
    """Return the desk of a letter in the making, its request chosen."""
    desk = Desk(page, address, "en")
    desk.stance().check()
    desk.wait_for_preview("Dear Prime Minister,")
    return desk


def _wait_until(box: Locator, *, checked: bool) -> None:
    box.page.wait_for_function(
        "([id, checked]) => document.getElementById(id).checked === checked",
        arg=[box.get_attribute("id"), checked],
    )


def _untick(desk: Desk, slug: str) -> None:
    """Untick a fact, and wait until the answer to that stands on the page."""
    with desk.page.expect_response("**/preview"):
        desk.show_fact(slug).uncheck()
    desk.page.locator("#preview:not([aria-busy])").wait_for(state="attached")


def _explained(box: Locator) -> str:
    """Return what a screen reader says of a box after its label."""
    described = box.get_attribute("aria-describedby") or ""
    return box.page.locator(f"[id='{described}']").inner_text()


def _claim(desk: Desk, slug: str) -> str:
    return desk.page.locator(f"label[for='fact-{slug}']").text_content() or ""


def test_no_fact_is_offered_until_a_request_is_chosen(page: Page, address: str) -> None:
    desk = Desk(page, address, "en")
    assert page.locator("#facts input[type=checkbox]").count() == 0
    desk.stance().check()
    page.locator(".facts-group").first.wait_for()

    assert page.locator("#facts .facts-group[open]").count() == 0
    assert desk.facts_chosen("five-cities", "vancouver-mayor", *LOCKED) == [True, False, True, True, True]


def test_fact_ticked_brings_the_one_it_belongs_with(desk: Desk) -> None:
    assert desk.facts_chosen(*PAIR) == [False, False]
    desk.show_fact(PAIR[0]).check()
    _wait_until(desk.fact(PAIR[1]), checked=True)

    assert f"Printed together with: {_claim(desk, PAIR[1])}" in _explained(desk.fact(PAIR[0]))
    assert desk.facts_chosen(*PAIR) == [True, True]
    assert desk.page.locator("#facts-rights").get_attribute("open") == ""
    assert desk.page.evaluate("document.activeElement.id") == f"fact-{PAIR[0]}"
    claims = [_claim(desk, slug).rstrip(".") for slug in PAIR]
    for claim in claims:
        desk.wait_for_preview(claim)


@pytest.mark.parametrize(("gone", "other"), [PAIR, PAIR[::-1]])
def test_boxes_say_what_the_letter_prints_after_one_of_a_pair_is_unticked(
    desk: Desk, gone: str, other: str
) -> None:
    """Whether the other goes along or this one comes back: what is ticked is printed, and nothing else."""
    page, words = desk.page, {slug: _claim(desk, slug).rstrip(".") for slug in PAIR}
    desk.show_fact(gone).check()
    _wait_until(desk.fact(other), checked=True)
    _untick(desk, gone)

    letter = re.sub(r"\s+", " ", page.locator("#preview-body").text_content() or "")
    printed = [words[slug] in letter for slug in (gone, other)]
    assert desk.facts_chosen(gone, other) == printed


@pytest.mark.parametrize("pair", [PAIR, ("deaths-23", "dhs-denies")], ids="-".join)
def test_pair_is_gone_when_both_are_unticked_one_after_the_other(desk: Desk, pair: tuple[str, str]) -> None:
    if not desk.fact(pair[0]).is_checked():
        desk.show_fact(pair[0]).check()
        _wait_until(desk.fact(pair[1]), checked=True)
    words = _claim(desk, pair[0]).rstrip(".")
    desk.wait_for_preview(words)
    for slug in pair:
        if desk.fact(slug).is_checked():
            _untick(desk, slug)

    letter = re.sub(r"\s+", " ", desk.page.locator("#preview-body").text_content() or "")
    assert (desk.facts_chosen(*pair), words in letter) == ([False, False], False)


@pytest.mark.parametrize("slug", LOCKED)
def test_locked_fact_cannot_be_unticked_and_says_why(desk: Desk, slug: str) -> None:
    box = desk.show_fact(slug)

    assert (box.is_checked(), box.is_disabled()) == (True, True)
    assert _explained(box).startswith(
        "Always in this letter: it cuts the other way, and the letter answers it."
    )


def test_quotation_is_behind_its_disclosure(desk: Desk) -> None:
    desk.show_fact("five-cities")
    fact = desk.page.locator(".fact").filter(has=desk.fact("five-cities"))
    words = fact.locator("blockquote")
    closed = words.is_visible()
    fact.locator("summary").click()

    assert (closed, words.is_visible()) == (False, True)
    assert fact.get_by_role("link").evaluate_all("all => all.every(link => link.href.startsWith('https://'))")


def test_disclosure_laid_open_stays_open_when_the_facts_change(desk: Desk) -> None:
    page = desk.page
    desk.show_fact("five-cities")
    with page.expect_response("**/preview"):
        desk.show_fact("since-when").check()
    page.locator("#facts-presence > summary", has_text="2 of 3").wait_for()

    assert page.locator("#facts .facts-group[open]").evaluate_all("all => all.map(group => group.id)") == [
        "facts-presence"
    ]


def test_another_request_has_its_own_facts_and_says_so(desk: Desk) -> None:
    page = desk.page
    desk.show_fact("vancouver-mayor").check()
    page.locator("#facts-response > summary", has_text="1 of 3").wait_for()
    page.get_by_role("radio", name="Suspend and review").check()
    page.get_by_text("You changed your request, so the letter has the usual facts for it.").wait_for()

    assert desk.facts_chosen("kersten-know", "shiprider", "no-arrests") == [True, True, True]
    assert page.locator("#facts [name=facts_for]").input_value() == "review"


def test_letter_has_the_facts_chosen_and_no_other(desk: Desk) -> None:
    desk.fill()
    desk.wait_for_preview(TYPED["own_words"])
    desk.show_fact("five-cities").uncheck()
    desk.show_fact("vancouver-mayor").check()
    chosen = desk.page.locator("#facts input:checked + label").all_text_contents()
    desk.see_letter()

    printed = desk.page.locator(".claims > li > p").all_text_contents()
    assert sorted(printed) == sorted(chosen)
