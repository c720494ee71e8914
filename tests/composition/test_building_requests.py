"""From what a person gave to a request: everything wrong is said at once, field by field."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from webapp.composition.requests import RawRequest, build_request
from webapp.domain.campaigns import Campaign
from webapp.domain.catalogue import Catalogue
from webapp.domain.errors import InvalidRequest
from webapp.domain.letters import LetterRequest
from webapp.domain.passages import Changes

Build = Callable[..., LetterRequest]

FILLED = RawRequest(
    stance="close",
    riding="edmonton strathcona",
    language="en",
    name="Anne Tremblay",
    street="10832 82 Avenue NW",
    city="Edmonton",
    province="AB",
    postal_code="t6e2b3",
)


@pytest.fixture
def build(catalogue: Catalogue, campaign: Campaign) -> Build:
    """Return a maker of requests from a filled form, but for what is changed."""
    return lambda **changes: build_request(
        replace(FILLED, **changes), campaign, catalogue, date(2026, 11, 24)
    )


def problems(build: Build, **changes: object) -> list[tuple[str, str]]:
    """Return each field to be mended with its message."""
    with pytest.raises(InvalidRequest) as refused:
        build(**changes)
    return [(problem.field, str(problem)) for problem in refused.value.problems]


def test_filled_form_is_a_request(build: Build, make_request: Build) -> None:
    assert build() == make_request(changes=Changes())


def test_everything_missing_is_said_at_once(catalogue: Catalogue, campaign: Campaign) -> None:
    with pytest.raises(InvalidRequest) as refused:
        build_request(RawRequest(), campaign, catalogue, date(2026, 11, 24))
    assert [(problem.field, str(problem)) for problem in refused.value.problems] == [
        ("riding", "Enter your riding: its name, or your postal code."),
        ("stance", "Choose what you ask."),
        ("name", "Enter your name."),
        ("street", "Enter your street address."),
        ("city", "Enter your city or town."),
        ("province", "Choose your province or territory."),
        ("postal_code", "Enter your postal code, such as T6G 1X6."),
        ("language", "Choose the language of your letter: English, French or both."),
    ]


def test_everything_wrong_is_said_at_once(build: Build) -> None:
    wrong = {
        "riding": "xyzzy",
        "name": "A\x00",
        "street": "x" * 81,
        "city": "x" * 61,
        "postal_code": "1",
        "email": "anne@",
        "own_words": "w" * 1501,
        "facts": ("nope",),
    }
    assert sorted(field for field, _ in problems(build, **wrong)) == sorted(wrong)


@pytest.mark.parametrize(
    ("riding", "message"),
    [
        ("edmonton", "Several ridings match “edmonton”. Choose yours."),
        ("strathcona", "Is this your riding? Choose it, or type another name."),
        ("xyzzy", "No riding matches “xyzzy”. Check the spelling, or type one word of its name."),
        ("100% riding", "No riding matches “100% riding”. Check the spelling, or type one word of its name."),
        ("s", "159 ridings match “s”. Type more of the name of yours."),
        ("T6G", "Three characters may lie in several ridings. Choose yours, or enter the whole postal code."),
    ],
)
def test_riding_that_is_not_certain_is_asked_for(build: Build, riding: str, message: str) -> None:
    assert problems(build, riding=riding) == [("riding", message)]


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"stance": "burn"}, ("stance", "Choose what you ask.")),
        ({"province": "ab"}, ("province", "Choose your province or territory.")),
        ({"language": "de"},
         ("language", "Choose the language of your letter: English, French or both.")),
        ({"facts": ("deaths-99",)},
         ("facts", "Choose facts from the list for your request: deaths-99 is not among them.")),
        ({"facts": ("deaths-23", "king", "nope", "")},
         ("facts", "Choose facts from the list for your request: nope is not among them.")),
        ({"facts": ("mcpherson-contracts",)},
         ("facts", "Choose facts from the list for your request: mcpherson-contracts is not among them.")),
        ({"facts": ("x" * 100,)},
         ("facts", f"Choose facts from the list for your request: {'x' * 60} is not among them.")),
    ],
)  # fmt: skip
def test_unknown_choice_is_refused(build: Build, changes: dict, problem: tuple[str, str]) -> None:
    assert problems(build, **changes) == [problem]


def test_strange_facts_are_not_judged_without_a_stance(build: Build) -> None:
    assert problems(build, stance="", facts=("nope",)) == [("stance", "Choose what you ask.")]


@pytest.mark.parametrize(
    ("given", "facts"),
    [(None, None), ((), ()), (("",), ()), (("ossoff", "ossoff", "king"), ("ossoff", "king"))],
)
def test_facts_are_kept_each_once(
    build: Build, given: tuple[str, ...] | None, facts: tuple[str, ...] | None
) -> None:
    assert build(facts=given).facts == facts


def test_own_words_become_paragraphs(build: Build) -> None:
    assert build(own_words="One.\r\n\r\n{{7*7}}").own_words == ("One.", "{{7*7}}")


@pytest.mark.parametrize("language", ["en", "fr", "both"])
def test_language_of_the_letter_is_kept(build: Build, language: str) -> None:
    assert build(language=language).language == language


def test_member_is_copied_unless_the_writer_says_no(build: Build) -> None:
    assert (build().copy_mp, build(copy_mp=False).copy_mp) == (True, False)
