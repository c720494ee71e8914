"""What a form says of the letter's passages: rewritten, left out, worded otherwise, moved.

A page without JavaScript shows every passage in a text area. Beside each stands what was offered
(``was``): where the two are equal nothing was changed, and a new riding or request gets its own words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from werkzeug.datastructures import MultiDict

from webapp.composition.requests import edit_field
from webapp.domain.locales import LANGUAGES, Language
from webapp.domain.passages import in_order

Key = tuple[str, Language]


@dataclass
class PostedChanges:
    """The changes that a form carries; ``edits`` hold the writer's own text, ``dropped`` what is left out."""

    wordings: dict[str, int] = field(default_factory=dict)
    edits: dict[Key, str] = field(default_factory=dict)
    dropped: set[str] = field(default_factory=set)
    order: tuple[str, ...] = ()

    @classmethod
    def read(cls, form: MultiDict[str, str]) -> PostedChanges:
        """Return the changes in ``form``; our own words are back where the writer asked for them."""
        changes = cls(order=tuple(filter(None, form.get("order", "").split(","))))
        ours = {form.get("restore"), form.get("another")}
        for name in form:
            kind, _, passage = name.partition(".")
            if kind == "wording" and form[name].isdecimal() and len(form[name]) < 4:
                changes.wordings[passage] = int(form[name])
            elif kind == "drop" and passage not in ours:
                changes.dropped.add(passage)
            elif kind == "edit":
                passage, _, spoken = passage.rpartition(".")
                was = form.get(f"was.{passage}.{spoken}")
                if passage not in ours and (was is None or was.split() != form[name].split()):
                    changes.edits |= {
                        (passage, language): form[name] for language in LANGUAGES if language == spoken
                    }
        return changes

    def all_edits(self) -> dict[Key, str]:
        """Return the edits as a letter takes them: a passage left out says nothing in either language."""
        left_out = {(passage, language): "" for passage in self.dropped for language in LANGUAGES}
        return {**self.edits, **left_out}

    def ask_for_another(self, passage: str, number: int, count: int) -> None:
        """Take the wording after ``number``, of ``count``."""
        self.wordings[passage] = (number + 1) % count

    def move(self, paragraph: str, by: int, names: Sequence[str]) -> None:
        """Move a paragraph among ``names``, the order in which they stand, by one place up or down."""
        order = in_order(names, self.order)
        if paragraph in order:
            place = order.index(paragraph)
            order.insert(max(place + by, 0), order.pop(place))
            self.order = tuple(order)

    def kept(self) -> Iterator[tuple[str, str]]:
        """Yield every change as hidden fields carry it."""
        yield from ((f"wording.{passage}", str(number)) for passage, number in self.wordings.items())
        yield from ((edit_field(*key), text) for key, text in self.edits.items())
        yield from ((f"drop.{passage}", "y") for passage in sorted(self.dropped))
        if self.order:
            yield "order", ",".join(self.order)
