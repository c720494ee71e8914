"""The letter speaks as a constituent: of the riding, of its city, of its own member."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from webapp.domain.campaigns import Campaign
from webapp.domain.catalogue import Catalogue
from webapp.domain.letters import Letter, Paragraph

MakeLetter = Callable[..., Letter]


def body(letter: Letter) -> str:
    return " ".join(run.text for part in letter.parts for run in part.runs)


def opening(letter: Letter) -> str:
    """Return the words of the first paragraph."""
    first = letter.parts[0].blocks[0]
    assert isinstance(first, Paragraph)
    return "".join(run.text for run in first.runs)


@pytest.mark.parametrize("stance", ["close", "review", "transfer", "safeguards", "keep"])
@pytest.mark.parametrize(
    ("language", "begins"),
    [("en", "I am writing as a constituent of Edmonton Strathcona to ask you "),
     ("fr", "Je vous écris de la circonscription d’Edmonton Strathcona pour vous demander d")],
)  # fmt: skip
def test_first_paragraph_names_the_riding_and_asks(
    make_letter: MakeLetter, stance: str, language: str, begins: str
) -> None:
    assert opening(make_letter(stance=stance, language=language)).startswith(begins)


@pytest.mark.parametrize("stance", ["close", "review", "transfer", "safeguards", "keep"])
def test_first_paragraph_holds_the_whole_ask(
    make_letter: MakeLetter, campaign: Campaign, stance: str
) -> None:
    ask = campaign.stances[stance].ask_line.en.removeprefix("I ask you ")
    assert opening(make_letter(stance=stance)).endswith(f" to ask you {ask}")


@pytest.mark.parametrize("stance", ["close", "review", "transfer", "safeguards", "keep"])
def test_subject_is_the_stance_s_own(make_letter: MakeLetter, campaign: Campaign, stance: str) -> None:
    subject = campaign.stances[stance].subject
    assert make_letter(stance=stance, language="both").subject == f"{subject.en} / {subject.fr}"


def test_own_member_s_request_is_named_so_in_one_riding_alone(
    make_letter: MakeLetter, catalogue: Catalogue, campaign: Campaign
) -> None:
    own = campaign.facts["mcpherson-close"].wordings["my_member"].text.en[1:].rstrip(".")
    ridings = [code for code in catalogue.ridings if own in body(make_letter(riding=code))]
    assert ridings == ["48022"]


@pytest.mark.parametrize(
    ("riding", "english", "french"),
    [
        ("35022", "My riding is in Toronto,", "Ma circonscription se trouve à Toronto~:"),
        ("59036", "My riding is in Vancouver,", "Ma circonscription se trouve à Vancouver~:"),
        ("48005", "My riding is in Calgary,", "Ma circonscription se trouve à Calgary~:"),
        ("24065", "My riding is on the Island of Montréal,",
         "Ma circonscription se trouve sur l’île de Montréal~:"),
        ("35081", "My riding is in Ottawa,", "Ma circonscription se trouve à Ottawa~:"),
    ],
)  # fmt: skip
def test_riding_in_one_of_the_five_cities_says_so(
    make_letter: MakeLetter, riding: str, english: str, french: str
) -> None:
    words = body(make_letter(riding=riding, language="both"))
    assert (words.count(english), words.count(french.replace("~", "\u00a0"))) == (1, 1)


def test_riding_elsewhere_says_nothing_of_a_city(make_letter: MakeLetter) -> None:
    assert body(make_letter(language="both")).count("My riding is") == 0


@pytest.mark.parametrize(
    ("language", "line"), [("en", "November~24, 2026"), ("fr", "Edmonton, le~24~novembre~2026")]
)
def test_date_line_follows_the_language(make_letter: MakeLetter, language: str, line: str) -> None:
    assert make_letter(language=language).parts[0].date_line == line.replace("~", "\u00a0")


@pytest.mark.parametrize(
    ("language", "town"), [("en", "Edmonton AB~~T6E~2B3"), ("fr", "Edmonton (Alberta)~~T6E~2B3")]
)
def test_sender_s_block_follows_the_language(make_letter: MakeLetter, language: str, town: str) -> None:
    (part,) = make_letter(language=language).parts
    assert part.sender.lines(part.language) == (
        "Anne Tremblay", "10832 82 Avenue NW", town.replace("~", "\u00a0")
    )  # fmt: skip
