"""The typefaces and style sheets, served by ourselves: what has a digest in its address is kept a year."""

from __future__ import annotations

import hashlib
from functools import cache, lru_cache
from pathlib import Path

from flask import Blueprint, Response, abort, current_app, send_file, url_for

from webapp.renderers.fonts import FACES, Face
from webapp.renderers.html import letter_css
from webapp.web.web_fonts import PRELOADED, light_files, web_font_css

assets = Blueprint("assets", __name__)
STYLES = (
    "tokens.css",
    "base.css",
    "forms.css",
    "combobox.css",
    "home.css",
    "desk.css",
    "sheet.css",
    "preview.css",
    "print.css",
)
"""The files of ``static/css`` that make the one style sheet of the pages, in its order."""
_FOLDER = Path(__file__).resolve().parents[2] / "static" / "css"
_A_DAY, _A_YEAR = 86_400, 31_536_000  # seconds
_SHEETS = ("site", "fonts", "letter")
_FEW = 8
"""Sheets kept made: there are three, unless fonts are made anew or the site has several addresses."""


@assets.app_template_global()
def style_url(name: str = "site") -> str:
    """Return the address of a style sheet: of the pages (``site``), the ``fonts``, or the ``letter``."""
    return url_for("assets.style", name=name, digest=_digest(_sheet(name)))


@assets.app_template_global()
def font_urls() -> tuple[str, ...]:
    """Return the addresses of the fonts to preload, none where the light files were not made."""
    files = light_files()
    return tuple(_light_url(files[slug]) for slug in PRELOADED if slug in files)


@assets.get(f"/assets/<any({', '.join(_SHEETS)}):name>-<digest>.css")
def style(name: str, digest: str) -> Response:
    """Return a style sheet as it is now; only under the address of what it says is it kept."""
    sheet = _sheet(name)
    response = _css(sheet)
    return _kept(response) if digest == _digest(sheet) else response


@assets.get("/assets/letter.css")
def letter_style() -> Response:
    """Return the letter's style sheet, the same that the PDF is made with."""
    return _cached(_css(_sheet("letter")))


@assets.get("/assets/fonts.css")
def fonts_style() -> Response:
    """Return the rules that load the typefaces from here."""
    return _cached(_css(_sheet("fonts")))


@assets.get("/assets/fonts/<slug>.ttf")
def font(slug: str) -> Response:
    """Return one whole font file."""
    paths = {face.slug: face.path for face in FACES}
    if slug not in paths:
        abort(404)
    return _cached(send_file(paths[slug], mimetype="font/ttf"))


@assets.get("/assets/fonts/<name>.woff2")
def light_font(name: str) -> Response:
    """Return one light font file; its name has the digest of its content."""
    paths = {path.stem: path for path in light_files().values()}
    if name not in paths:
        abort(404)
    return _kept(send_file(paths[name], mimetype="font/woff2"))


def _sheet(name: str) -> str:
    if name == "site":
        return _read_site() if current_app.debug else _site()
    if name == "letter":
        return letter_css()
    light = tuple((slug, _light_url(path)) for slug, path in light_files().items())
    return _font_css(light, tuple((face, _whole_url(face)) for face in FACES))


@lru_cache(maxsize=_FEW)
def _font_css(light: tuple[tuple[str, str], ...], whole: tuple[tuple[Face, str], ...]) -> str:
    """Return the rules that load these files: every page has the digest of them in an address."""
    return web_font_css(dict(light), dict(whole).__getitem__)


def _read_site() -> str:
    return "\n".join((_FOLDER / name).read_text(encoding="utf-8") for name in STYLES)


@cache
def _site() -> str:
    return _read_site()


@lru_cache(maxsize=_FEW)
def _digest(sheet: str) -> str:
    return hashlib.sha256(sheet.encode()).hexdigest()[:12]


def _light_url(path: Path) -> str:
    return url_for("assets.light_font", name=path.stem)


def _whole_url(face: Face) -> str:
    return url_for("assets.font", slug=face.slug)


def _css(sheet: str) -> Response:
    return Response(sheet, content_type="text/css; charset=utf-8")


def _cached(response: Response) -> Response:
    response.headers["Cache-Control"] = f"public, max-age={_A_DAY}"
    return response


def _kept(response: Response) -> Response:
    response.headers["Cache-Control"] = f"public, max-age={_A_YEAR}, immutable"
    return response
