"""`apostille preview`: a campaign's letters while it is being written, and beside each what is wrong."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import Blueprint, current_app, jsonify, redirect, render_template, request, url_for
from markupsafe import Markup

from webapp.composition.specimens import KINDS, Specimen, all_specimens
from webapp.domain.campaigns import Campaign
from webapp.domain.errors import ContentError, Problem
from webapp.domain.locales import LANGUAGES
from webapp.renderers import html
from webapp.renderers.pagination import paginate
from webapp.web.current import IN_LANGUAGE
from webapp.web.i18n import page_language, preferred_language
from webapp.web.responses import never_stored
from webapp.web.workshop import Folder, Workshop

preview = Blueprint("preview", __name__)


def workshop() -> Workshop:
    """Return the folder that is being written."""
    made: Workshop = current_app.extensions["workshop"]
    return made


@preview.before_app_request
def _read_again() -> Any:
    """Let every page of the site show the folder as it is now; its first page is the preview."""
    current_app.extensions["catalogue"] = workshop().now().catalogue
    if request.path == "/":
        return redirect(url_for("preview.show", language=preferred_language(request)))
    return None


@preview.get(f"{IN_LANGUAGE}/preview")
def show(language: str) -> Any:  # noqa: ARG001 - the page's language is read from the path
    """Show one letter of the campaign, and beside it every problem of its folder.

    The check may end while the page is made: the page has the key of before, and will ask again.
    """
    folder = workshop().now()
    key, problems = folder.key, folder.problems
    shown = _shown(folder) if folder.campaign else None
    page = render_template(
        "preview.html",
        folder=folder,
        key=key,
        shown=shown,
        problems=problems and sorted(problems, key=lambda problem: _rank(problem, shown)),
        kinds=KINDS,
        letter_languages=LANGUAGES,
    )
    return never_stored(current_app.make_response(page))


@preview.get(f"{IN_LANGUAGE}/preview/changes")
def changes(language: str) -> Any:  # noqa: ARG001
    """Say what the folder is now, for the page to ask whether it has changed."""
    return never_stored(jsonify(key=workshop().now().key))


@dataclass(frozen=True)
class Shown:
    """The letter that a page shows: which one it is, how it reads, and how many pages it takes."""

    stance: str
    language: str
    kind: str
    wording: int
    wordings: int
    fragments: tuple[Markup, ...]
    pages: int
    words: int
    mistakes: tuple[Problem, ...]

    @property
    def files(self) -> set[str]:
        """The names of the files that this letter is made of."""
        template = self.stance if self.kind == "letter" else self.kind
        return {f"{template}.{self.language}.md.j2", "passages.toml"}


def _shown(folder: Folder) -> Shown:
    """Return the letter that the page's address asks for; the first one where there is none such."""
    campaign = folder.campaign
    assert campaign is not None  # noqa: S101 - the caller has looked
    stance = _asked("stance", tuple(campaign.stances))
    usual = page_language()
    language = _asked("letter", (usual, *(other for other in LANGUAGES if other != usual)))
    kind = _asked("kind", KINDS)
    try:
        letters = _letters(folder, campaign, stance, language, kind)
    except ContentError as error:
        return Shown(stance, language, kind, 1, 1, (), 0, 0, error.problems)
    number = min(request.args.get("wording", 1, type=int), len(letters))
    letter = letters[max(number, 1) - 1].letter
    pagination = paginate(letter)
    return Shown(
        stance,
        language,
        kind,
        max(number, 1),
        len(letters),
        html.fragments(letter, level=3, breaks=pagination.breaks),
        pagination.letter_pages[0],
        sum(len(run.text.split()) for run in letter.parts[0].runs),
        (),
    )


def _letters(folder: Folder, campaign: Campaign, stance: str, language: str, kind: str) -> list[Specimen]:
    """Return one letter in each of its wordings."""
    return [
        each
        for each in all_specimens(campaign, folder.catalogue, stance=stance)
        if (each.language, each.kind) == (language, kind)
    ]


def _asked(name: str, known: tuple[str, ...]) -> str:
    given = request.args.get(name, "")
    return given if given in known else known[0]


def _rank(problem: Problem, shown: Shown | None) -> tuple[bool, bool]:
    """Return the place of a problem in the list: mistakes first, those of the letter shown before others."""
    return problem.warning, not (shown and Path(problem.path).name in shown.files)
