"""What a letter template may say: its words, its calls and its few statements, and nothing else.

A template is read as Jinja reads it, and every node of its tree that is not named here is refused before
anything of it runs. What is left cannot compute, repeat or reach anything: see `check_grammar`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from jinja2 import Environment, TemplateSyntaxError, nodes

from webapp.domain.errors import ApostilleError

LONGEST_TEMPLATE = 16_000
"""The characters of a template's source at most: ten times as many as any letter of ours has."""
MOST_NESTED = 12
"""How deep conditions and what stands in them may be nested."""
LONGEST_LOOP = 200
"""The characters of text in the loop at most, which are printed once for each fact."""

WORDS = frozenset(("ask", "riding", "of_riding", "place", "addressee", "member", "first_letter"))
"""The words that letters and passages place."""


class TemplateMistake(ApostilleError):
    """A template says what its language or its campaign does not have; ``line`` is 0 if not known."""

    def __init__(self, message: str, line: int = 0) -> None:
        super().__init__(message)
        self.line = line


@dataclass(frozen=True)
class Grammar:
    """A language: the ``words`` that are placed, whether there are calls, how often something is placed."""

    words: frozenset[str]
    has_calls: bool
    most_placed: int


LETTER = Grammar(WORDS | {"own_words", "asks"}, has_calls=True, most_placed=400)
PASSAGE = Grammar(WORDS, has_calls=False, most_placed=20)

_ANY = 50
PRINTING = {"fact": (1, 2), "say": (1, 1), "paragraph": (1, 1), "more": (1, _ANY), "more_other_side": (0, 0)}
ASKING = {"has": (1, _ANY), "about": (1, _ANY)}
"""The calls that print and those that ask, each with how few and how many names it takes."""
FACTS = "facts"
"""What the one loop goes through."""

_AS_IT_IS = "write a word as it is, such as {{ riding }}"
_IN_PASSAGES = "write the text where it belongs, or give it a name in passages.toml and say it"
_ONE_LOOP = "the one loop is {% for slug in facts %}{{ fact(slug) }} {% endfor %}"
_CONDITION = 'ask has("slug"), about("category") or a word, joined by and, or, not'

_REFUSED: Mapping[type[nodes.Node], tuple[str, str]] = {
    nodes.Getattr: ("an attribute (a dot)", _AS_IT_IS),
    nodes.Getitem: ("an item (square brackets)", _AS_IT_IS),
    nodes.Filter: ("a filter (|)", "write the text as it is to be printed"),
    nodes.FilterBlock: ("a filter", "write the text as it is to be printed"),
    nodes.Test: ("a test (is)", _CONDITION),
    nodes.Macro: ("a macro", _IN_PASSAGES),
    nodes.CallBlock: ("a call block", _IN_PASSAGES),
    nodes.Include: ("another file (include)", _IN_PASSAGES),
    nodes.Import: ("another file (import)", _IN_PASSAGES),
    nodes.FromImport: ("another file (import)", _IN_PASSAGES),
    nodes.Extends: ("another file (extends)", _IN_PASSAGES),
    nodes.Block: ("a block", _IN_PASSAGES),
    nodes.AssignBlock: ("a set with a body", _IN_PASSAGES),
    nodes.With: ("with", _IN_PASSAGES),
    nodes.Scope: ("autoescape", "leave it out"),
    nodes.List: ("a list", "write one fact, category or passage at a time"),
    nodes.Tuple: ("a list", "write one fact, category or passage at a time"),
    nodes.Dict: ("a table ({…})", _AS_IT_IS),
    nodes.And: ("a condition", "it stands in {% if … %}"),
    nodes.Or: ("a condition", "it stands in {% if … %}"),
    nodes.Not: ("a condition", "it stands in {% if … %}"),
    nodes.BinExpr: ("a calculation", "write the result; a figure stands in a fact"),
    nodes.UnaryExpr: ("a calculation", "write the result; a figure stands in a fact"),
    nodes.Concat: ("joined texts (~)", "write them one after the other"),
    nodes.CondExpr: (
        "“… if … else …”",
        'it may be the wording of a fact: {{ fact("slug", "one" if … else "other") }}',
    ),
    nodes.Compare: ("a comparison", 'compare a word with a text: addressee == "…"'),
    nodes.Const: ("a value", _AS_IT_IS),
    nodes.For: ("a loop", _ONE_LOOP),
    nodes.Assign: ("set", "it gives a condition a name, outside the loop: {% set both = has(…) %}"),
}
"""What stands in a template that may not, and what to write instead; the first type that fits is said."""


def check_grammar(environment: Environment, source: str, grammar: Grammar) -> nodes.Template:
    """Return the tree of a template; raise `TemplateMistake` for whatever its language does not have.

    A tree that passes is bounded by construction: there is one loop at most, through the facts of the
    letter; nothing calls but our own words, with constants; there are no attributes, items, filters, tests
    or calculations, so nothing grows but by what is placed, and that is counted.
    """
    if len(source) > LONGEST_TEMPLATE:
        raise TemplateMistake(f"has {len(source)} characters: shorten it to {LONGEST_TEMPLATE}")
    try:
        for line, token, _ in environment.lex(source):
            if token == "raw_begin":  # noqa: S105 - a token of a template
                raise TemplateMistake("“raw” is not a word of letters: write the text as it is", line)
        tree = environment.parse(source)
    except RecursionError:
        raise TemplateMistake("is nested too deeply: write simpler conditions") from None
    except TemplateSyntaxError as error:
        raise TemplateMistake(str(error.message), error.lineno) from None
    _Reader(grammar).read(tree.body)
    return tree


class _Reader:
    """Reads the statements of one template in order, and refuses the first that its language has not."""

    def __init__(self, grammar: Grammar) -> None:
        self._grammar = grammar
        self._named: set[str] = set()
        self._slug = ""
        self._has_looped = False
        self._placed = 0
        self._statements: Mapping[type[nodes.Node], Callable[[Any, int], None]] = {
            nodes.Output: self._output,
            nodes.If: self._if,
            nodes.For: self._for,
            nodes.Assign: self._assign,
        }

    def read(self, body: Iterable[nodes.Node], depth: int = 0) -> None:
        """Read statements that stand in ``depth`` others."""
        for node in body:
            if depth > MOST_NESTED:
                raise _nested(node)
            read = self._statements.get(type(node))
            if read is None:
                raise _refusal(node)
            read(node, depth)

    def _output(self, output: nodes.Output, depth: int) -> None:
        for node in output.nodes:
            if isinstance(node, nodes.TemplateData):
                if self._slug and len(node.data) > LONGEST_LOOP:
                    raise TemplateMistake(
                        f"the loop has more than {LONGEST_LOOP} characters of text: shorten it", node.lineno
                    )
                continue
            self._placed += 1
            if self._placed > self._grammar.most_placed:
                raise TemplateMistake(
                    f"places more than {self._grammar.most_placed} things: shorten it", node.lineno
                )
            if isinstance(node, nodes.Name):
                self._word(node)
            else:
                self._call(node, PRINTING, depth)

    def _if(self, node: nodes.If, depth: int) -> None:
        self._condition(node.test, depth)
        self.read(node.body, depth + 1)
        for other in node.elif_:
            self._condition(other.test, depth)
            self.read(other.body, depth + 1)
        self.read(node.else_, depth + 1)

    def _for(self, node: nodes.For, depth: int) -> None:
        goes_through_facts = isinstance(node.iter, nodes.Name) and node.iter.name == FACTS
        is_plain = isinstance(node.target, nodes.Name) and not (node.test or node.recursive or node.else_)
        if not (self._grammar.has_calls and goes_through_facts and is_plain) or self._has_looped:
            raise _refusal(node)
        self._has_looped = True
        self._slug = self._new_name(node.target)
        self.read(node.body, depth + 1)
        self._slug = ""

    def _assign(self, node: nodes.Assign, depth: int) -> None:
        if not self._grammar.has_calls or self._slug or not isinstance(node.target, nodes.Name):
            raise _refusal(node)
        self._condition(node.node, depth)
        self._named.add(self._new_name(node.target))

    def _new_name(self, target: nodes.Node) -> str:
        """Return a name that a template gives; none of our own words may mean something else."""
        assert isinstance(target, nodes.Name)  # noqa: S101 - both that call have seen to it
        if target.name in {*LETTER.words, *PRINTING, *ASKING, FACTS, self._slug}:
            raise TemplateMistake(f"“{target.name}” has a meaning already: take another name", target.lineno)
        return target.name

    def _condition(self, node: nodes.Node, depth: int) -> None:
        if depth > MOST_NESTED:
            raise _nested(node)
        if isinstance(node, nodes.And | nodes.Or):
            self._condition(node.left, depth + 1)
            self._condition(node.right, depth + 1)
        elif isinstance(node, nodes.Not):
            self._condition(node.node, depth + 1)
        elif isinstance(node, nodes.Compare):
            self._comparison(node)
        elif isinstance(node, nodes.Name):
            self._word(node, self._named)
        else:
            self._call(node, ASKING, depth)

    def _comparison(self, node: nodes.Compare) -> None:
        """Read a comparison of a word with a text, either way round."""
        sides = [node.expr, *(operand.expr for operand in node.ops)]
        if len(sides) != 2 or node.ops[0].op not in ("eq", "ne"):
            raise _refusal(node)
        for side in sides:
            if isinstance(side, nodes.Name):
                self._word(side)
            elif not _is_text(side):
                raise _refusal(node)

    def _word(self, node: nodes.Name, named: Iterable[str] = ()) -> None:
        if node.name not in {*self._grammar.words, *named}:
            known = ", ".join(sorted({*self._grammar.words, *named}))
            raise TemplateMistake(f"there is no word “{node.name}” here: the words are {known}", node.lineno)

    def _call(self, node: nodes.Node, known: Mapping[str, tuple[int, int]], depth: int) -> None:
        """Read a call of one of the words ``known``, each with how few and how many names it takes."""
        if not isinstance(node, nodes.Call) or not isinstance(node.node, nodes.Name):
            raise _refusal(node.node if isinstance(node, nodes.Call) else node)
        name = node.node.name
        if not self._grammar.has_calls or name not in known:
            calls = ", ".join(known) if self._grammar.has_calls else "none in a passage"
            raise TemplateMistake(f"“{name}(…)” cannot stand here: the calls are {calls}", node.lineno)
        few, many = known[name]
        if node.kwargs or node.dyn_args or node.dyn_kwargs or not few <= len(node.args) <= many:
            wanted = 'names in quotation marks, such as ("slug")' if many else "nothing in its brackets"
            raise TemplateMistake(f"“{name}(…)” takes {wanted}", node.lineno)
        for place, argument in enumerate(node.args):
            self._argument(argument, depth, is_wording=name == "fact" and place == 1)

    def _argument(self, node: nodes.Expr, depth: int, *, is_wording: bool) -> None:
        """Read what a call is given: a text, the loop's slug, or one of two wordings of a fact."""
        if is_wording and isinstance(node, nodes.CondExpr):
            self._condition(node.test, depth + 1)
            if _is_text(node.expr1) and node.expr2 is not None and _is_text(node.expr2):
                return
        elif _is_text(node) or (isinstance(node, nodes.Name) and node.name == self._slug and not is_wording):
            return
        if isinstance(node, nodes.Name):
            raise TemplateMistake(
                f'“{node.name}” lacks its quotation marks: write “"{node.name}"”', node.lineno
            )
        raise _refusal(node)


def _is_text(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Const) and isinstance(node.value, str)


def _nested(node: nodes.Node) -> TemplateMistake:
    return TemplateMistake(f"is nested more than {MOST_NESTED} deep: write simpler conditions", node.lineno)


def _refusal(node: nodes.Node) -> TemplateMistake:
    known = (said for kind, said in _REFUSED.items() if isinstance(node, kind))
    what, instead = next(known, (type(node).__name__.lower(), _AS_IT_IS))
    return TemplateMistake(f"has {what}, which the language of letters has not: {instead}", node.lineno or 0)
