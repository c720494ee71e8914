"""The letter while its form is being filled in: what is missing is named, and nothing stands in for it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from webapp.composition.compose import compose
from webapp.composition.drafts import DraftRequest, draft_request
from webapp.composition.requests import RawRequest, build_request
from webapp.domain.campaigns import Campaign
from webapp.domain.catalogue import Catalogue
from webapp.domain.errors import InputProblem
from webapp.domain.letters import Sender
from webapp.domain.passages import Changes
from webapp.renderers import text

Draft = Callable[..., DraftRequest | None]

TODAY = date(2026, 11, 24)
FILLED = RawRequest(
    stance="close",
    riding="48022",
    language="en",
    name="Anne Tremblay",
    street="10832 82 Avenue NW",
    city="Edmonton",
    province="AB",
    postal_code="T6E 2B3",
    email="anne@example.ca",
    own_words="My own words.",
)
BRACKETS = {
    "en": Sender("[your name]", "[your street address]", "[your city or town]", "", "[postal code]"),
    "fr": Sender("[votre nom]", "[votre adresse]", "[votre ville]", "", "[code postal]"),
}
NO_RIDING = {"en": "[your riding]", "fr": "[votre circonscription]"}
PROBLEM = InputProblem("own_words", "Leave that out.", {})


@pytest.fixture
def draft(catalogue: Catalogue, campaign: Campaign) -> Draft:
    """Return a maker of drafts from a filled form, but for what is changed."""

    def make(known: tuple[InputProblem, ...] = (), **changes: object) -> DraftRequest | None:
        return draft_request(replace(FILLED, **changes), campaign, catalogue, TODAY, known)

    return make


@pytest.fixture
def bare(catalogue: Catalogue, campaign: Campaign) -> Draft:
    """Return a maker of drafts from a form in which nothing else is said."""
    return lambda **given: draft_request(RawRequest(**given), campaign, catalogue, TODAY)


def test_form_without_a_stance_has_no_letter(bare: Draft, draft: Draft) -> None:
    assert (bare(), draft(stance=""), draft(stance="burn")) == (None, None, None)


@pytest.mark.parametrize("stance", ["close", "review", "transfer", "safeguards", "keep"])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_form_with_only_a_stance_names_what_is_missing_in_its_language(
    bare: Draft, stance: str, language: str
) -> None:
    made = bare(stance=stance, language=language)

    assert (made.request.sender, made.request.riding.name.in_(language)) == (
        BRACKETS[language],
        NO_RIDING[language],
    )
    assert [problem.field for problem in made.problems] == [
        "riding", "name", "street", "city", "province", "postal_code",
    ]  # fmt: skip


@pytest.mark.parametrize("language", ["", "de", "both"])
def test_form_in_no_one_language_names_what_is_missing_in_english(bare: Draft, language: str) -> None:
    assert bare(stance="close", language=language).request.sender == BRACKETS["en"]


@pytest.mark.parametrize("stance", ["close", "keep"])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_letter_with_only_a_stance_shows_no_stand_in(
    bare: Draft, catalogue: Catalogue, stance: str, language: str
) -> None:
    request = bare(stance=stance, language=language).request
    letter = compose(request, catalogue)
    sender = BRACKETS[language]
    first = next(iter(catalogue.ridings.values()))
    body = "".join(run.text for run in letter.parts[0].runs)

    assert letter.parts[0].sender.lines(language) == (
        sender.name,
        sender.street,
        f"{sender.city}\u00a0\u00a0{sender.postal_code.replace(' ', chr(0xA0))}",
    )
    assert (NO_RIDING[language] in body, first.name.in_(language) in body) == (True, False)
    nobody = compose(replace(request, copy_mp=False), catalogue)
    assert (letter.cc, letter.parts[0].copies) == (nobody.cc, nobody.parts[0].copies)
    printed = text.render(letter).decode()
    assert re.findall(r"\bX\b|K1A.0A6|\bON\b", printed.replace("Ottawa ON", "")) == []


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("field", ["name", "street", "city", "province", "postal_code"])
def test_one_missing_field_alone_is_in_brackets(draft: Draft, field: str, language: str) -> None:
    made = draft(language=language, **{field: ""})
    whole = draft(language=language)

    assert [problem.field for problem in made.problems] == [field]
    assert made.request == replace(
        whole.request, sender=replace(whole.request.sender, **{field: getattr(BRACKETS[language], field)})
    )


@pytest.mark.parametrize("riding", ["", "edmonton", "xyzzy"])
def test_riding_that_is_not_known_is_in_brackets_and_no_member_is_copied(draft: Draft, riding: str) -> None:
    made, whole = draft(riding=riding), draft()

    assert [problem.field for problem in made.problems] == ["riding"]
    assert made.request == replace(whole.request, riding=made.request.riding, copy_mp=False)
    assert (made.request.riding.code, made.request.riding.name.en) == ("", "[your riding]")


@pytest.mark.parametrize(
    ("field", "wrong", "left"),
    [
        ("email", "anne@", {"sender": "no email"}),
        ("own_words", "w" * 1501, {"own_words": ()}),
        ("language", "de", {"language": "en"}),
        ("length", "endless", {"length": "letter"}),
        ("layout", "round", {"layout": "plain"}),
        ("follow_up_to", "2026-13-01", {"follow_up_to": None}),
        ("facts", ("nope",), {"facts": None}),
    ],
)
def test_wrong_field_is_as_if_nothing_were_said_of_it(
    draft: Draft, field: str, wrong: object, left: dict
) -> None:
    made, whole = draft(**{field: wrong}), draft().request
    if field == "email":
        left = {"sender": replace(whole.sender, email="")}

    assert [problem.field for problem in made.problems] == [field]
    assert made.request == replace(whole, **left)


def test_complete_form_is_the_request_itself(draft: Draft, catalogue: Catalogue, campaign: Campaign) -> None:
    assert draft() == DraftRequest(build_request(FILLED, campaign, catalogue, TODAY), ())


def test_known_problem_leaves_its_field_out(draft: Draft) -> None:
    assert draft(known=(PROBLEM,)) == DraftRequest(replace(draft().request, own_words=()), (PROBLEM,))


def test_known_problem_is_said_after_the_form_s_own(draft: Draft) -> None:
    made = draft(known=(PROBLEM,), name="")

    assert [problem.field for problem in made.problems] == ["name", "own_words"]
    assert (made.request.sender.name, made.request.own_words) == ("[your name]", ())


@pytest.mark.parametrize("known", [False, True])
def test_passage_that_cannot_stand_is_ours_again_and_the_others_are_the_writer_s(
    draft: Draft, known: bool
) -> None:
    edits = {("close.opening", "en"): "Mine.", ("close.closing", "en"): "Bye" if known else "B\x00"}
    problem = InputProblem("edit.close.closing.en", "Leave that out.", {})
    made = draft(known=(problem,) if known else (), edits=edits)

    assert [problem.field for problem in made.problems] == ["edit.close.closing.en"]
    assert made.request.changes == Changes(edits={("close.opening", "en"): "Mine."})


def test_changes_are_in_the_draft_of_an_unfinished_form(bare: Draft) -> None:
    edits = {("close.opening", "en"): "Mine."}
    made = bare(stance="close", wordings={"close.badge": 2}, edits=edits, order=("close.record",))

    assert made.request.changes == Changes({"close.badge": 2}, edits, ("close.record",))
