"""Finds what letters and passages say that their language does not have, before any letter is asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from webapp.composition.template_grammar import PASSAGE
from webapp.composition.template_language import mistake_in
from webapp.content.toml_values import Both
from webapp.domain.errors import Problem
from webapp.domain.locales import LANGUAGES


def mistakes_of_letters(folder: Path, templates: Mapping[str, str]) -> Iterator[Problem]:
    """Yield the first mistake of every letter's file, with its line."""
    for name, source in templates.items():
        if mistake := mistake_in(source):
            path = str(folder / f"{name}.md.j2")
            yield Problem(path, "", str(mistake), rule="template", line=mistake.line)


def mistakes_of_passages(folder: Path, passages: Mapping[str, Mapping[str, list[Both]]]) -> Iterator[Problem]:
    """Yield the first mistake of every wording of a passage, in each language."""
    path = str(folder / "passages.toml")
    for letter, named in passages.items():
        for name, wordings in named.items():
            for number, wording in enumerate(wordings, start=1):
                for language in LANGUAGES:
                    text = wording.text().in_(language)
                    if "{" in text and (mistake := mistake_in(text, PASSAGE)):
                        where = f"{letter} › {name} number {number} › {language}"
                        yield Problem(path, where, str(mistake), rule="template")
