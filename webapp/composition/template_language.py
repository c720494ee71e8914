"""The language of letter templates: sandboxed Jinja with a few words of our own.

A template never sees what the writer typed. It places ``own_words`` and names facts and passages; all
leave marks in the text that `webapp.composition.blocks` replaces, so that none can change any other part.

What a template may say is checked first (`webapp.composition.template_grammar`): to render one is bounded
by construction. It prints its own source, of a limited size, once; a text of the loop once for each fact;
and a limited number of words and marks. The sandbox stands below that, should the check ever be wrong.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import chain

from jinja2 import StrictUndefined, Template
from jinja2.sandbox import ImmutableSandboxedEnvironment

from webapp.composition.marks import NOTHING, fact_mark
from webapp.composition.template_grammar import LETTER, Grammar, TemplateMistake, check_grammar
from webapp.domain.campaigns import Campaign, Stance

_ENVIRONMENT = ImmutableSandboxedEnvironment(
    undefined=StrictUndefined, autoescape=False, trim_blocks=True, lstrip_blocks=True
)
_ENVIRONMENT.globals.clear()
_ENVIRONMENT.filters.clear()
_ENVIRONMENT.tests.clear()


@lru_cache(maxsize=256)
def compiled(source: str, grammar: Grammar = LETTER) -> Template:
    """Return the compiled template of ``source``; raise `TemplateMistake` where its language has not that."""
    return _ENVIRONMENT.from_string(check_grammar(_ENVIRONMENT, source, grammar))


def mistake_in(source: str, grammar: Grammar = LETTER) -> TemplateMistake | None:
    """Return what is wrong with the language of ``source``, if anything is."""
    try:
        check_grammar(_ENVIRONMENT, source, grammar)
    except TemplateMistake as mistake:
        return mistake
    return None


class FactPrinter:
    """Prints the chosen facts of one letter, each once, and knows what is left.

    ``prefers`` names the wording that is printed where the template asks for none: ``letter`` or ``short``.
    """

    def __init__(
        self, campaign: Campaign, stance: Stance, facts: Sequence[str], *, prefers: str = "letter"
    ) -> None:
        self._campaign = campaign
        self._stance = stance
        self._facts = tuple(facts)
        self._prefers = prefers
        self.printed: list[str] = []

    @property
    def left(self) -> list[str]:
        """The chosen facts not printed yet, in the campaign's order."""
        return [slug for slug in self._facts if slug not in self.printed]

    def has(self, *slugs: str) -> bool:
        """Return whether every one of ``slugs`` is chosen for this letter and not printed yet."""
        for slug in slugs:
            self._known(slug)
        return all(slug in self.left for slug in slugs)

    def about(self, *categories: str) -> bool:
        """Return whether the letter holds a fact of one of ``categories``, printed or not."""
        return any(self._campaign.facts[slug].category in categories for slug in self._facts)

    def fact(self, slug: str, wording: str = "") -> str:
        """Print one chosen fact in its claim's words or an approved wording."""
        self._known(slug)
        if slug not in self.left:
            raise TemplateMistake(f"fact “{slug}” is printed twice or was not chosen: ask has() first")
        name = wording or self._usual_wording(slug)
        self._check_continuation(slug, name)
        self.printed.append(slug)
        return fact_mark(slug, name)

    def more(self, *categories: str) -> str:
        """Print what is left of ``categories`` on the stance's own side, pairs side by side."""
        own_side = [
            slug
            for slug in self.left
            if self._campaign.facts[slug].category in categories
            and (slug in self._stance.supporting or slug not in self._stance.to_disclose)
        ]
        return self._sentences(chain.from_iterable(self._with_pairs(slug) for slug in own_side))

    def more_other_side(self) -> str:
        """Print what is left of the facts that cut the other way, but for those that every letter places."""
        placed = {tied for slug in self._stance.locked for tied in self._with_pairs(slug)}
        other_side = [slug for slug in self.left if slug in self._stance.to_disclose and slug not in placed]
        return self._sentences(chain.from_iterable(self._with_pairs(slug) for slug in other_side))

    def _sentences(self, slugs: chain[str]) -> str:
        return " ".join(self.fact(slug) for slug in dict.fromkeys(slugs) if slug in self.left) or NOTHING

    def _with_pairs(self, slug: str) -> list[str]:
        """Return ``slug`` and the facts tied to it by pairs, in the campaign's order."""
        tied = self._stance.tied_to([slug])
        return [other for other in self._facts if other in tied]

    def _usual_wording(self, slug: str) -> str:
        fact = self._campaign.facts[slug]
        introduced = not fact.antecedents or set(fact.antecedents) & set(self.printed)
        is_short = self._prefers == "short" and "short" in fact.wordings
        if not introduced and not is_short and "introduced" in fact.wordings:
            return "introduced"
        return next((name for name in (self._prefers, "letter") if name in fact.wordings), "claim")

    def _check_continuation(self, slug: str, name: str) -> None:
        try:
            before = self._campaign.facts[slug].wording(name).continues
        except KeyError:
            raise TemplateMistake(f"fact “{slug}” has no wording “{name}”") from None
        if before and self.printed[-1:] != [before]:
            raise TemplateMistake(f"wording “{name}” of “{slug}” must follow “{before}” at once")

    def _known(self, slug: str) -> None:
        if slug not in self._campaign.facts:
            raise TemplateMistake(f"there is no fact “{slug}”")
