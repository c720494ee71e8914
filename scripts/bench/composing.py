"""What Apostille does with a letter, in a process that has done it before: one line a row."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import product
from typing import Any

from bench.lanes import Lanes, in_a_copy
from bench.letters import LANGUAGES, OTHER_CAMPAIGN, Kind, letters, requests
from bench.measuring import Row
from webapp.composition import compose as composition
from webapp.content.catalogue import load_catalogue
from webapp.domain.catalogue import Catalogue
from webapp.domain.letters import LAYOUTS, Letter, LetterRequest
from webapp.renderers import html
from webapp.renderers.formats import FORMATS

NEW = "PDF, new letter: nothing of it seen before"
WARM = "PDF, warm: another person, words of their own"
PREPARED = "PDF, prepared: another person, the same words"
WHOLE = "PDF, laid out whole"
PUBLIC = "PDF, warm, with WeasyPrint as it comes"
PREPARED_KIND, OWN = Kind(), Kind(own_words=True)
_SEEN, _UNSEEN, _WHOLE, _PUBLIC = "seen", "unseen", "whole", "public"


def compose(request: LetterRequest) -> None:
    """Compose a letter."""
    composition.compose(request, _catalogue())


def document(letter: Letter) -> None:
    """Make the HTML that a letter's PDF is laid out from."""
    html.document(letter)


def pdf(letter: Letter) -> None:
    """Make a letter's PDF, as the site does."""
    _pdf().render(letter)


def pdf_by_public_interfaces(letter: Letter) -> None:
    """Make a letter's PDF with WeasyPrint as it comes, in a lane where nothing else has loaded it."""
    os.environ["APOSTILLE_QUICK_IMPORT"] = "no"
    pdf(letter)


def whole_layout(letter: Letter) -> None:
    """Make a letter's PDF as one document, every page laid out by WeasyPrint from the beginning."""
    _pdf().laid_out_whole(letter)


def export(name: str, letter: Letter) -> None:
    """Make a letter in one of its formats."""
    FORMATS[name].render(letter)


@dataclass(frozen=True)
class Task:
    """One row: what is done, with which letters, in which lane, after what arguments.

    ``is_long`` says that it is left to the long form.
    """

    name: str
    work: Callable[..., object]
    kind: Kind = PREPARED_KIND
    lane: str = _SEEN
    before: tuple[Any, ...] = ()
    is_long: bool = False


HEADLINES = (
    Task(NEW, pdf, OWN, lane=_UNSEEN),
    Task(WARM, pdf, OWN),
    Task(PUBLIC, pdf_by_public_interfaces, OWN, lane=_PUBLIC),
    Task(PREPARED, pdf, PREPARED_KIND),
    Task("PDF, prepared: another person of another riding", pdf, Kind(any_riding=True)),
    Task(WHOLE, whole_layout, OWN, lane=_WHOLE),
)
STEPS = (
    Task("compose", compose),
    Task("compose, with words of one's own", compose, OWN),
    Task("HTML that the PDF is made from", document),
)
EXPORTS = tuple(Task(f"export: {name}", export, OWN, before=(name,)) for name in FORMATS)


def _variants() -> Iterator[Task]:
    for language, layout, own_words in product(LANGUAGES, LAYOUTS, (False, True)):
        kind = Kind(language=language, layout=layout, own_words=own_words)
        if kind in (PREPARED_KIND, OWN):
            continue  # the warm and the prepared letter above
        changed = (language != "en") + (layout != "plain") + own_words
        yield Task(f"PDF, warm: {described(kind)}", pdf, kind, is_long=changed > 1)


def described(kind: Kind) -> str:
    """Return a kind's language, layout and own words in words."""
    words = "own words" if kind.own_words else "no own words"
    return f"{kind.language}, {kind.layout}, {words}"


TASKS = (*STEPS, *HEADLINES, *EXPORTS, *_variants())


def rows(lanes: Lanes, catalogue: Catalogue, *, is_whole: bool) -> list[Row]:
    """Return a row for each task; all of them, or those of the short form."""
    return [_row(lanes, catalogue, task) for task in TASKS if is_whole or not task.is_long]


def _row(lanes: Lanes, catalogue: Catalogue, task: Task) -> Row:
    wanted = requests if task.work is compose else letters
    given = wanted(catalogue, task.kind, seed=task.name)  # rows share a process, and no letter
    if task.lane == _UNSEEN:
        others = letters(catalogue, replace(task.kind, campaign=OTHER_CAMPAIGN, stance="publish"))
        return Row(task.name, lambda: lanes[task.lane].call(unseen, next(others), next(given)))
    return Row(task.name, lambda: lanes[task.lane].time(task.work, *task.before, next(given)))


def unseen(other: Letter, letter: Letter) -> float:
    """Return how many seconds a letter's PDF takes where letters of another campaign alone were seen."""
    _fonts_loaded(other)
    return in_a_copy(pdf, (other,), pdf, (letter,))


_LOADED: list[Letter] = []


def _fonts_loaded(letter: Letter) -> None:
    """Make one letter the first time: copies of this process then have the fonts."""
    if not _LOADED:
        pdf(letter)
        _LOADED.append(letter)


def _pdf() -> Any:
    """Return the module that makes PDFs: loading it decides which fonts the process sees."""
    from webapp.renderers import pdf as module

    return module


@cache
def _catalogue() -> Catalogue:
    """Return the lane's own catalogue: one is too large to be sent with each request."""
    return load_catalogue()
