"""The page that reads a letter's PDF back and says what it is."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, render_template, request
from flask_babel import gettext

from webapp.composition.verification import Verdict, verify
from webapp.domain.errors import N_, InvalidInput
from webapp.renderers.readback import MAX_BYTES
from webapp.web.current import IN_LANGUAGE, catalogue
from webapp.web.i18n import translated
from webapp.web.rendering import read_back
from webapp.web.responses import never_stored

verification = Blueprint("verification", __name__)
_PATH = f"{IN_LANGUAGE}/verify"
_CHOOSE = N_("Choose the PDF of a letter.")


@verification.get(_PATH)
def ask(language: str) -> Any:  # noqa: ARG001 - the page's language is read from the path
    """Ask for a letter's PDF."""
    return _page()


@verification.post(_PATH)
def answer(language: str) -> Any:  # noqa: ARG001
    """Say what a letter's PDF is; the file is read in memory and dropped."""
    request.max_content_length = MAX_BYTES + 10_000
    upload = request.files.get("file")
    content = upload.read() if upload else b""
    if not content:
        return _page(message=gettext(_CHOOSE), status=422)
    try:
        read = read_back(content)
    except InvalidInput as error:
        return _page(message=translated(error.problem), status=422)
    return _page(verdict=verify(read.fingerprint, read.text, catalogue(), dated=read.dated))


def _page(*, verdict: Verdict | None = None, message: str = "", status: int = 200) -> Response:
    page = render_template("verify.html", verdict=verdict, message=message)
    return never_stored(Response(page, status))
