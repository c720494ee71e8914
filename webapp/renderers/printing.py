"""Whether the letter's typefaces can print what somebody wrote: the same for the form and for the API."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from webapp.composition.requests import edit_field
from webapp.domain.errors import N_, InputProblem
from webapp.domain.locales import Language
from webapp.renderers.fonts import unprintable

PRINTED = ("name", "street", "city", "own_words")
_UNPRINTABLE = N_("Remove or rewrite %(characters)s: the letter’s typeface cannot print it.")


def unprintable_fields(
    fields: Mapping[str, str], edits: Mapping[tuple[str, Language], str]
) -> Iterator[InputProblem]:
    """Yield a problem for each field, and each passage rewritten, that holds what cannot be printed."""
    printed = {name: fields[name] for name in PRINTED}
    printed |= {edit_field(*key): text for key, text in edits.items()}
    for name, text in printed.items():
        if characters := unprintable(text):
            yield InputProblem(name, _UNPRINTABLE, {"characters": " ".join(characters[:10])})
