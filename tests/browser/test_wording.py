"""Passages rewritten, worded otherwise, left out and moved, with the focus where the writer left it."""

from __future__ import annotations

import pytest
from desk import TYPED, Desk
from playwright.sync_api import Page


@pytest.fixture
def desk(page: Page, address: str) -> Desk:
    """Return the desk with a letter, its passages laid open, beside its preview."""
    page.set_viewport_size({"width": 1280, "height": 900})
    desk = Desk(page, address, "en")
    desk.fill()
    desk.wait_for_preview(TYPED["own_words"])
    desk.wait_for_preview("T6E 2B3")
    desk.open_wording()
    return desk


def _focus(page: Page) -> str:
    return str(page.evaluate("document.activeElement.id"))


def test_another_wording_changes_the_passage_and_keeps_the_focus(desk: Desk) -> None:
    page, passage = desk.page, desk.passages().first
    before = passage.input_value()
    desk.button("another").first.click()
    page.wait_for_function(
        "before => document.getElementById('edit.close.opening.en').value !== before", arg=before
    )

    after = desk.passages().first.input_value()
    assert after != before
    assert after in desk.preview().inner_text()
    assert (_focus(page), page.locator("#wording").get_attribute("open")) == ("another.close.opening", "")


def test_another_wording_stays_while_the_form_is_filled_in_and_in_the_letter(desk: Desk) -> None:
    page, before = desk.page, desk.passages().first.input_value()
    desk.button("another").first.click()
    page.wait_for_function(
        "before => document.getElementById('edit.close.opening.en').value !== before", arg=before
    )
    chosen = desk.passages().first.input_value()
    page.get_by_label(desk.words["name"]).fill("Zoé Lavoie")
    desk.wait_for_preview("Zoé Lavoie")
    beside = desk.preview().inner_text()
    desk.see_letter()

    assert (chosen in beside, chosen in page.locator("#sheet").inner_text()) == (True, True)


def test_wordings_go_round_and_come_back(desk: Desk) -> None:
    seen = [desk.passages().first.input_value()]
    for _ in range(4):
        desk.button("another").first.click()
        desk.page.wait_for_function(
            "before => document.getElementById('edit.close.opening.en').value !== before", arg=seen[-1]
        )
        seen.append(desk.passages().first.input_value())

    assert (len(set(seen)), seen[-1]) == (4, seen[0])


def test_paragraph_moved_down_keeps_the_focus_on_its_button(desk: Desk) -> None:
    page, order = desk.page, desk.paragraphs()
    moved = [order[1], order[0], *order[2:]]
    desk.button("down").click()
    page.wait_for_function(
        "order => document.querySelector('[name=order]').value === order", arg=",".join(moved)
    )

    assert (desk.paragraphs(), _focus(page)) == (moved, f"down-{order[0]}")


def test_paragraph_moved_to_the_end_keeps_the_focus_on_the_button_it_has(desk: Desk) -> None:
    page, order = desk.page, desk.paragraphs()
    last = order[-2]
    page.locator(f"[id='down-{last}']").click()
    page.wait_for_function("last => document.querySelector('[name=order]').value.endsWith(last)", arg=last)

    assert _focus(page) == f"up-{last}"


def test_passage_left_out_is_not_in_the_letter_and_comes_back(desk: Desk) -> None:
    page = desk.page
    words = desk.passages().nth(1).input_value()
    desk.wait_for_preview(words)
    desk.left_out().nth(1).check()
    page.wait_for_function(
        "words => !document.getElementById('preview-body').textContent.includes(words)", arg=words
    )
    desk.left_out().nth(1).uncheck()
    desk.wait_for_preview(words)

    assert desk.passages().nth(1).input_value() == words


def test_our_words_come_back_when_asked_for(desk: Desk) -> None:
    page, before = desk.page, desk.passages().first.input_value()
    desk.passages().first.fill("OPENING 1867.")
    desk.wait_for_preview("OPENING 1867.")
    desk.passages().first.blur()
    page.get_by_role("button", name="Back to our words").click()
    desk.wait_for_preview(before)

    assert desk.passages().first.input_value() == before


def test_words_typed_while_the_server_answers_are_not_lost(desk: Desk) -> None:
    passage = desk.passages().first
    passage.fill("")
    passage.press_sequentially("I write slowly, and every letter of it stays.", delay=5)
    desk.wait_for_preview("every letter of it stays.")

    assert passage.input_value() == "I write slowly, and every letter of it stays."


def test_answer_to_an_older_question_does_not_take_words_that_were_left_meanwhile(desk: Desk) -> None:
    """A passage is written and left; before the next question is asked, the answer to the last one comes."""
    page, passage = desk.page, desk.passages().first
    page.evaluate(
        """() => { const ask = window.fetch; let isFirst = true;
        window.fetch = async (...question) => {
          const answer = await ask(...question);
          if (isFirst) { isFirst = false; await new Promise((done) => { window.release = done; }); }
          return answer; }; }"""
    )
    desk.show_fact("vancouver-mayor").check()
    page.wait_for_function("() => window.release")
    passage.evaluate(
        """async passage => {
          passage.focus(); passage.value = "OPENING 1867.";
          passage.dispatchEvent(new Event("input", { bubbles: true }));
          document.querySelector("[name=own_words]").focus();
          release(); }"""
    )
    desk.wait_for_preview("OPENING 1867.")

    assert desk.passages().first.input_value() == "OPENING 1867."


def test_cited_sentence_cannot_be_rewritten(desk: Desk) -> None:
    fixed = desk.page.locator("#passages .fixed-words")
    assert fixed.count() > 0
    assert fixed.locator("input, textarea, [contenteditable]").count() == 0
