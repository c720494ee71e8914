"""The typefaces and the letter's style sheet, served by ourselves."""

from __future__ import annotations

from flask import Blueprint, Response, abort, send_file, url_for

from webapp.renderers.fonts import FACES, Face, font_face_css
from webapp.renderers.html import letter_css

assets = Blueprint("assets", __name__)
_A_DAY = 86_400


@assets.get("/assets/letter.css")
def letter_style() -> Response:
    """Return the letter's style sheet, the same that the PDF is made with."""
    return _cached(Response(letter_css(), content_type="text/css; charset=utf-8"))


@assets.get("/assets/fonts.css")
def fonts_style() -> Response:
    """Return the rules that load the typefaces from here."""
    return _cached(Response(font_face_css(_url, ranges=True), content_type="text/css; charset=utf-8"))


@assets.get("/assets/fonts/<slug>.ttf")
def font(slug: str) -> Response:
    """Return one font file."""
    paths = {face.slug: face.path for face in FACES}
    if slug not in paths:
        abort(404)
    return _cached(send_file(paths[slug], mimetype="font/ttf"))


def _url(face: Face) -> str:
    return url_for("assets.font", slug=face.slug)


def _cached(response: Response) -> Response:
    response.headers["Cache-Control"] = f"public, max-age={_A_DAY}"
    return response
