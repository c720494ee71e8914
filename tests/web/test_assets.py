"""The typefaces and style sheets: light, kept a year under a digest of what they say."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest
from flask import Flask
from fontTools.ttLib import TTFont
from inspection import InspectingClient

from webapp.renderers.fonts import FACES
from webapp.renderers.html import letter_css
from webapp.web.assets import STYLES, font_urls, style_url
from webapp.web.web_fonts import CHARACTERS, LIGHT_FACES, light_files, web_font_css

CSS = Path(__file__).resolve().parents[2] / "static" / "css"
A_YEAR = "public, max-age=31536000, immutable"
A_DAY = "public, max-age=86400"
SHOWN = "Aé ŒœçÀ «\u00a0»\u202f“”‘’–—…·¹²³€™←↑→↓✓−"
HEAVIEST = {"serif": 100_000, "serif-italic": 80_000, "sans": 60_000}  # bytes

FACE = re.compile(r"@font-face\{(.+?)\}")
Rule = dict[str, str]


def rules(css: str) -> list[Rule]:
    """Return the declarations of each ``@font-face``."""
    return [
        dict(line.split(":", 1) for line in re.split(r";(?![^(]*\))", body)) for body in FACE.findall(css)
    ]


def covers(rule: Rule, character: str) -> bool:
    """Say whether a rule's ``unicode-range`` has a character."""
    for item in rule["unicode-range"].split(","):
        first, _, last = item.removeprefix("U+").partition("-")
        if int(first, 16) <= ord(character) <= int(last or first, 16):
            return True
    return False


@pytest.fixture(scope="module")
def fonts_css(app: Flask) -> str:
    return app.test_client().get("/assets/fonts.css").get_data(as_text=True)


@pytest.mark.parametrize("slug", LIGHT_FACES)
def test_light_font_is_served_light_and_kept(client: InspectingClient, slug: str) -> None:
    path = light_files()[slug]
    response = client.get(f"/assets/fonts/{path.name}")

    assert (response.status_code, response.mimetype) == (200, "font/woff2")
    assert response.headers["Cache-Control"] == A_YEAR
    assert response.data[:4] == b"wOF2"
    assert path.stem == f"{slug}-{hashlib.sha256(response.data).hexdigest()[:12]}"
    assert len(response.data) < HEAVIEST[slug]


@pytest.mark.parametrize("slug", LIGHT_FACES)
def test_light_font_draws_what_pages_show_in_every_weight(slug: str) -> None:
    [face] = [face for face in FACES if face.slug == slug]
    with TTFont(light_files()[slug]) as light, TTFont(face.path) as whole:
        axes = [(axis.axisTag, axis.minValue, axis.maxValue) for axis in light["fvar"].axes]
        wanted = {code for first, last in CHARACTERS for code in range(first, last + 1)}

        assert axes == [("wght", 200, 900)]
        assert [character for character in SHOWN if ord(character) not in light.getBestCmap()] == []
        assert set(light.getBestCmap()) == set(whole.getBestCmap()) & wanted
        assert {"GSUB", "GPOS"} <= set(light.keys())
        assert light["hhea"].ascent == whole["hhea"].ascent


@pytest.mark.parametrize("name", ["serif-000000000000.woff2", "..%2F..%2Fcss%2Fbase.woff2", ".made.woff2"])
def test_unknown_light_font_is_not_found(client: InspectingClient, name: str) -> None:
    assert client.get(f"/assets/fonts/{name}").status_code == 404


def test_every_address_of_the_font_rules_leads_to_a_font(client: InspectingClient, fonts_css: str) -> None:
    addresses = re.findall(r'url\("([^"]+)"\)', fonts_css)
    signatures = {client.get(address).data[:4] for address in addresses}

    assert len(addresses) == len(FACES) + len(LIGHT_FACES)
    assert signatures == {b"wOF2", b"\x00\x01\x00\x00"}


@pytest.mark.parametrize("character", SHOWN)
def test_what_pages_show_comes_from_the_light_files_alone(fonts_css: str, character: str) -> None:
    found = [rule for rule in rules(fonts_css) if "url(" in rule["src"] and covers(rule, character)]

    assert [("woff2" in rule["src"], rule["font-display"]) for rule in found] == [(True, "optional")] * 3


@pytest.mark.parametrize("character", "ΕОᓄŁ\u0313đ😀"[:3] + "\u0313ǎ")
def test_other_scripts_come_from_the_whole_files(fonts_css: str, character: str) -> None:
    found = [rule for rule in rules(fonts_css) if "url(" in rule["src"] and covers(rule, character)]

    assert {rule["src"].rpartition(" ")[2] for rule in found} == {'format("truetype")'}
    assert {rule["font-family"] for rule in found} >= {'"DejaVu Sans"'}


def test_without_light_files_pages_use_the_whole_ones() -> None:
    found = [rule for rule in rules(web_font_css({}, lambda face: f"/{face.slug}")) if "url(" in rule["src"]]

    assert [rule["src"] for rule in found] == [f'url("/{face.slug}") format("truetype")' for face in FACES]
    assert [rule for rule in found if "unicode-range" in rule] == []
    assert light_files(CSS) == {}


@pytest.mark.parametrize(
    ("family", "stand_in", "size", "ascent", "descent"),
    [
        ("Source Serif Fallback", "Georgia", "105.85%", "97.87%", "31.65%"),
        ("Source Serif Fallback", "DejaVu Serif", "91.86%", "112.78%", "36.47%"),
        ("Source Sans Fallback", "Arial", "92.94%", "110.18%", "43.04%"),
    ],
)
def test_stand_in_has_the_measures_of_our_typeface(
    fonts_css: str, family: str, stand_in: str, size: str, ascent: str, descent: str
) -> None:
    [rule] = [rule for rule in rules(fonts_css) if f'local("{stand_in}")' in rule["src"]]

    assert rule["font-family"] == f'"{family}"'
    assert (rule["size-adjust"], rule["ascent-override"], rule["descent-override"]) == (size, ascent, descent)


def test_fonts_to_preload_are_those_of_the_text(app: Flask, client: InspectingClient) -> None:
    with app.test_request_context("/en/"):
        addresses = font_urls()

    assert [re.sub(r"-[0-9a-f]{12}", "", address) for address in addresses] == [
        "/assets/fonts/serif.woff2",
        "/assets/fonts/sans.woff2",
    ]
    assert [client.get(address).status_code for address in addresses] == [200, 200]


def test_style_sheet_is_its_files_in_order(app: Flask, client: InspectingClient) -> None:
    with app.test_request_context("/en/"):
        address = style_url()
    response = client.get(address)
    text = response.get_data(as_text=True)

    assert text == "\n".join((CSS / name).read_text(encoding="utf-8") for name in STYLES)
    assert address == f"/assets/site-{hashlib.sha256(response.data).hexdigest()[:12]}.css"
    assert (response.mimetype, response.headers["Cache-Control"]) == ("text/css", A_YEAR)


def test_style_sheet_asks_for_no_other_file(client: InspectingClient, app: Flask) -> None:
    with app.test_request_context("/en/"):
        sheet = client.get(style_url()).get_data(as_text=True)

    assert re.findall(r"url\(|@import", sheet) == []


@pytest.mark.parametrize("name", ["fonts", "letter"])
def test_other_sheets_have_a_kept_address_too(app: Flask, client: InspectingClient, name: str) -> None:
    with app.test_request_context("/en/"):
        response = client.get(style_url(name))
    plain = client.get(f"/assets/{name}.css")

    assert response.headers["Cache-Control"] == A_YEAR
    assert (plain.data, plain.headers["Cache-Control"]) == (response.data, A_DAY)


def test_letter_s_sheet_is_that_of_the_pdf(client: InspectingClient) -> None:
    assert client.get("/assets/letter.css").get_data(as_text=True) == letter_css()


def test_address_of_an_older_sheet_gives_the_sheet_as_it_is_and_is_not_kept(client: InspectingClient) -> None:
    response = client.get("/assets/site-000000000000.css")

    assert (response.status_code, response.headers["Cache-Control"]) == (200, "no-cache")


@pytest.mark.parametrize("path", ["/assets/none-000000000000.css", "/assets/site.css"])
def test_unknown_sheet_is_not_found(client: InspectingClient, path: str) -> None:
    assert client.get(path).status_code == 404
