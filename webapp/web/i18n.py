"""The language of a page is the first part of its path; English is the source of every word."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, Request, g, request, url_for
from flask_babel import Babel, force_locale, format_decimal, get_locale, gettext

from webapp.domain.errors import InputProblem
from webapp.domain.letters import Notice
from webapp.domain.locales import LANGUAGES, NBSP, Language, LocalisedText, PartialDate, long_date
from webapp.domain.ridings import Note
from webapp.domain.writing import visible
from webapp.web.current import settings

TRANSLATIONS = Path(__file__).resolve().parents[1] / "translations"


def init_app(app: Flask) -> None:
    """Give the app its languages, and the templates the words for them."""
    Babel(
        app,
        default_translation_directories=str(TRANSLATIONS),
        locale_selector=page_language,
    )
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.context_processor(_template_words)
    app.jinja_env.filters["visible"] = visible


def page_language() -> Language:
    """Return the language of the page in hand: of its path, else the browser's."""
    from_path = (request.view_args or {}).get("language") or g.get("language")
    if from_path in LANGUAGES:
        return "fr" if from_path == "fr" else "en"
    first = request.path.split("/")[1] if "/" in request.path else ""
    return "fr" if first == "fr" else "en" if first == "en" else preferred_language(request)


def preferred_language(asked: Request) -> Language:
    """Return the language that a browser likes best, of any country; English where it likes neither."""
    liked = [tag.split("-")[0].lower() for tag, quality in asked.accept_languages if quality]
    return "fr" if next((tag for tag in liked if tag in LANGUAGES), "en") == "fr" else "en"


def translated(problem: InputProblem) -> str:
    """Return a problem's message in the language of the page."""
    return _worded(problem.message, problem.params)


def translated_note(note: Note) -> str:
    """Return what is to be said of an answer, in the language of the page."""
    return _worded(note.message, note.params)


def _worded(message: str, params: Mapping[str, object]) -> str:
    shown = {name: number(value) if isinstance(value, int) else value for name, value in params.items()}
    return str(gettext(message, **shown))


def in_both(message: str, params_in: Callable[[Language], Mapping[str, object]]) -> LocalisedText:
    """Return a message in both languages, with its params in each."""
    with force_locale("en"):
        english = _worded(message, params_in("en"))
    with force_locale("fr"):
        return LocalisedText(english, _worded(message, params_in("fr")))


def note_in_both(note: Note | InputProblem) -> LocalisedText:
    """Return what is to be said of an answer in both languages."""
    return in_both(note.message, lambda _language: note.params)


def number(value: int) -> str:
    """Return a number as the page's language writes it: ``1,500`` or ``1 500``."""
    return str(format_decimal(value)).replace("\u202f", NBSP)


def percent(value: int) -> str:
    """Return a percentage as the page's language writes it: ``12%`` or ``12 %``."""
    return f"{number(value)}%" if page_language() == "en" else f"{number(value)}{NBSP}%"


def notice_text(notice: Notice) -> str:
    """Return a notice in the language of the page."""
    return str(gettext(notice.message, **notice.params_in(page_language())))


def _template_words() -> dict[str, Any]:
    language = page_language()
    other: Language = "en" if language == "fr" else "fr"

    def say(text: LocalisedText) -> str:
        return text.in_(language)

    def day(date: datetime.date | PartialDate | None) -> str:
        return long_date(date, language) if date else str(gettext("undated"))

    return {
        "language": language,
        "other_language": other,
        "other_url": _same_page(other),
        "say": say,
        "day": day,
        "number": number,
        "represent": urlsplit(settings().represent).netloc,
        "notice_text": notice_text,
        "locale": get_locale(),
    }


def _same_page(language: Language) -> str:
    """Return the address of the page in hand in another language."""
    if request.endpoint and "language" in (request.view_args or {}):
        return url_for(request.endpoint, **{**(request.view_args or {}), "language": language})
    return url_for("pages.home", language=language)
