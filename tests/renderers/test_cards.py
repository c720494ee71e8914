"""The picture of a campaign: its size, its colours, and a title that stays within its margins."""

from __future__ import annotations

import io
from concurrent.futures import ThreadPoolExecutor

import pytest
from PIL import Image, ImageColor

from webapp.domain.campaigns import Campaign
from webapp.renderers.cards import INK, PAPER, RULE, SIZE, VIOLET, WASH, card, title_lines

LONG = "Fermer les bureaux jusqu’à ce que la crise des droits de la personne soit résolue partout"
TITLES = ["Oui", LONG, "x" * 300, "mot " * 200, "É" * 3000, ""]


def pixels(title: str, language: str = "en") -> Image.Image:
    image = Image.open(io.BytesIO(card(title, language)))  # type: ignore[arg-type]
    assert (image.format, image.size) == ("PNG", SIZE)
    return image.convert("RGB")


@pytest.mark.parametrize("language", ["en", "fr"])
def test_card_is_light_and_in_the_site_s_colours(campaign: Campaign, language: str) -> None:
    title = campaign.title.en if language == "en" else campaign.title.fr

    colours = {colour for _, colour in pixels(title, language).getcolors(200) or []}

    assert len(card(title, language)) < 40_000  # type: ignore[arg-type]
    assert colours >= {ImageColor.getrgb(colour) for colour in (PAPER, WASH, RULE, INK, VIOLET)}


@pytest.mark.parametrize("title", TITLES, ids=lambda title: f"{title[:6]}-{len(title)}")
def test_no_title_leaves_its_margins(title: str) -> None:
    image = pixels(title)

    paper = ImageColor.getrgb(PAPER)
    for box in [(0, 0, 80, 630), (1130, 0, 1200, 630), (80, 470, 800, 484), (80, 125, 800, 168)]:
        found = {colour for _, colour in image.crop(box).getcolors(200) or []}
        assert found == {paper}, box


def test_title_too_long_is_cut_short_and_says_so() -> None:
    size, lines = title_lines("mot " * 200, 900)

    assert (size, lines[-1][-4:]) == (48, "mot…")
    assert len(lines) == 5


def test_no_break_space_keeps_its_words_together() -> None:
    _, lines = title_lines("aaaa bbbb cccc dddd eeee ffff gggg hhhh\u00a0:", 500)

    assert lines[-1].endswith("hhhh\u00a0:")


def test_card_is_drawn_once_however_many_ask() -> None:
    with ThreadPoolExecutor(8) as threads:
        cards = list(threads.map(lambda _: card("Asked by many", "en"), range(8)))

    assert len({id(one) for one in cards}) == 1
