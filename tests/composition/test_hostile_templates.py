"""A template or passage of a stranger: whatever it tries is refused before anything of it runs."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from jinja2 import TemplateError
from specimens import MakeRequest

from webapp.composition.compose import compose
from webapp.composition.template_grammar import LETTER, LONGEST_TEMPLATE, PASSAGE, TemplateMistake
from webapp.composition.template_language import _ENVIRONMENT, compiled
from webapp.domain.campaigns import Campaign
from webapp.domain.catalogue import Catalogue
from webapp.domain.errors import ContentError
from webapp.domain.letters import Letter
from webapp.domain.locales import LocalisedText

ROOT = Path(__file__).resolve().parents[2]

REACHING = [
    "{{ riding.__class__ }}",
    "{{ riding.__class__.__mro__[1].__subclasses__() }}",
    "{{ ''.__class__.mro() }}",
    "{{ riding['__class__'] }}",
    "{{ riding|attr('__class__') }}",
    "{{ fact.__globals__ }}",
    "{{ fact.__self__._campaign }}",
    "{{ say.__func__.__globals__['__builtins__'] }}",
    "{{ self.__init__ }}",
    "{{ self }}",
    "{{ loop.index }}",
    "{{ '{0.__class__}'.format(riding) }}",
    "{{ '%s' % riding }}",
    "{{ riding.format_map(facts) }}",
    "{{ '{}'|format(riding) }}",
    "{{ cycler('a', 'b').next() }}",
    "{{ joiner(', ') }}",
    "{{ lipsum() }}",
    "{{ lipsum(n=1000000) }}",
    "{{ lipsum.__globals__['os'].popen('id').read() }}",
    "{{ namespace(a=1).a }}",
    "{{ dict(a=1) }}",
    "{{ range(10) }}",
    "{{ config }}",
    "{{ request.application }}",
    "{{ open('/etc/passwd').read() }}",
    "{{ __import__('os') }}",
    "{% include '/etc/passwd' %}",
    "{% include '../../../etc/passwd' ignore missing %}",
    "{% import 'close.en.md.j2' as close %}",
    "{% from 'close.en.md.j2' import close %}",
    "{% extends 'layout.html' %}",
    "{% block body %}{% endblock %}",
]
EXHAUSTING = [
    "{{ 'a' * 10**9 }}",
    "{{ riding * 1000000000 }}",
    "{{ 9**9**9**9 }}",
    "{{ 1 + 1 }}",
    "{{ -1 }}",
    "{{ 'a' ~ riding }}",
    "{{ '%1000000000d' % 1 }}",
    "{{ riding|center(1000000000) }}",
    "{{ riding|upper }}",
    "{{ facts|join(riding) }}",
    "{% filter center(1000000000) %}a{% endfilter %}",
    "{% for a in range(100000) %}{% endfor %}",
    "{% for a in range(100000) %}{% for b in range(100000) %}a{% endfor %}{% endfor %}",
    "{% for a in facts %}{% for b in facts %}a{% endfor %}{% endfor %}",
    "{% for a in facts %}a{% endfor %}{% for b in facts %}b{% endfor %}",
    "{% for a in riding %}a{% endfor %}",
    "{% for a in [1, 2] %}a{% endfor %}",
    "{% for a, b in facts %}a{% endfor %}",
    "{% for a in facts if a %}a{% endfor %}",
    "{% for a in facts recursive %}{{ loop(facts) }}{% endfor %}",
    "{% for a in facts %}a{% else %}b{% endfor %}",
    "{% for facts in facts %}a{% endfor %}",
    "{% for a in facts %}" + "a" * 300 + "{% endfor %}",
    "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "{% call fact('a') %}{% endcall %}",
    "{% set a = 'a' * 1000000000 %}",
    "{% set a = riding %}{{ a }}",
    "{% set a %}{{ asks }}{% endset %}",
    "{% set a, b = 1, 2 %}",
    "{% set riding = has('a') %}",
    "{% with a = 1 %}{% endwith %}",
    "{% autoescape true %}{% endautoescape %}",
    "{% if riding is string %}a{% endif %}",
    "{% if riding in facts %}a{% endif %}",
    "{% if riding == addressee == member %}a{% endif %}",
    "{% if riding < 1 %}a{% endif %}",
    "{% if facts %}a{% endif %}",
    "{% if (" + "(" * 10_000 + "riding",
    "{% if " + "not " * 5_000 + "riding %}a{% endif %}",
    "{% if " + "riding or " * 400 + "riding %}a{% endif %}",
    "{% if riding %}" * 400 + "{% endif %}" * 400,
    "{{ asks }}" * 401,
    "a" * (LONGEST_TEMPLATE + 1),
    "{{ [1, 2] }}",
    "{{ {'a': 1} }}",
    "{{ (1, 2) }}",
    "{{ 1 }}",
    "{{ 'about 50 %' }}",
    "{% raw %}{{ 50 % of all }}{% endraw %}",
    "{{ 'a' if riding else 'b' }}",
    "{{ has('a') }}",
    "{{ has('a') or has('b') }}",
    "{{ facts }}",
    "{{ fact(facts) }}",
    "{{ fact(riding) }}",
    "{{ fact(fact('a')) }}",
    "{{ fact('a' ~ 'b') }}",
    "{{ fact(1) }}",
    "{{ fact() }}",
    "{{ fact('a', 'b', 'c') }}",
    "{{ fact(slug='a') }}",
    "{{ fact(*facts) }}",
    "{{ fact(**facts) }}",
    "{{ fact('a', 'b' if riding) }}",
    "{{ fact('a')() }}",
    "{{ more_other_side('a') }}",
    "{{ say(" + ", ".join(["'a'"] * 60) + ") }}",
    "{{ more(" + ", ".join(["'a'"] * 60) + ") }}",
    "{{ caller() }}",
    "{% do fact('a') %}",
    "{% break %}",
    "{% debug %}",
    "{% trans %}a{% endtrans %}",
    "{{",
    "{% if",
    "{% endfor %}",
]

NOWHERE = ["{% autoescape true %}{% endautoescape %}"]
"""What Jinja itself gives no line."""


@pytest.mark.parametrize("grammar", [LETTER, PASSAGE], ids=["letter", "passage"])
@pytest.mark.parametrize("source", REACHING + EXHAUSTING)
def test_template_that_does_more_than_place_words_is_refused(source: str, grammar: object) -> None:
    with pytest.raises(TemplateMistake) as refused:
        compiled(source, grammar)
    assert refused.value.line == (0 if source in NOWHERE or len(source) > 5_000 else 1)


@pytest.mark.parametrize(
    "source",
    ["{{ own_words }}", "{{ asks }}", "{{ fact('a') }}", "{% if has('a') %}{% endif %}",
     "{% for a in facts %}{% endfor %}", "{% set a = has('a') %}", "{{ ask }}" * 21],
)  # fmt: skip
def test_passage_has_words_and_no_calls(source: str) -> None:
    compiled(source, LETTER)
    with pytest.raises(TemplateMistake):
        compiled(source, PASSAGE)


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("Hello\n\n{{ riding.name }}", (3, "has an attribute (a dot), which the language of letters has not: "
                                           "write a word as it is, such as {{ riding }}")),
        ("{{ fact(good) }}", (1, "“good” lacks its quotation marks: write “\"good\"”")),
        ("a\n{% for a in range(9) %}{% endfor %}",
         (2, "has a loop, which the language of letters has not: "
             "the one loop is {% for slug in facts %}{{ fact(slug) }} {% endfor %}")),
        ("{% include 'a' %}", (1, "has another file (include), which the language of letters has not: "
                                  "write the text where it belongs, or give it a name in passages.toml and "
                                  "say it")),
        ("{{ lipsum() }}", (1, "“lipsum(…)” cannot stand here: the calls are fact, say, paragraph, more, "
                               "more_other_side")),
        ("{% if has() %}{% endif %}",
         (1, "“has(…)” takes names in quotation marks, such as (\"slug\")")),
        ("{{ more_other_side('a') }}", (1, "“more_other_side(…)” takes nothing in its brackets")),
    ],
)  # fmt: skip
def test_refusal_says_what_stands_where_and_what_to_write(source: str, said: tuple[int, str]) -> None:
    with pytest.raises(TemplateMistake) as refused:
        compiled(source)
    assert (refused.value.line, str(refused.value)) == said


@pytest.mark.parametrize("source", REACHING)
def test_sandbox_below_the_grammar_stops_what_reaches_out(source: str) -> None:
    """The second wall: the same templates past the first give nothing but text of our own."""
    try:
        printed = _ENVIRONMENT.from_string(source).render(riding="Here", facts=("a",))
    except (TemplateError, TypeError):
        printed = ""
    assert printed in ("", "Here", "{}", "<TemplateReference None>")


def with_template(catalogue: Catalogue, campaign: Campaign, source: str) -> Catalogue:
    """Return the catalogue, its campaign's English letter for ``close`` being ``source``."""
    spoiled = replace(campaign, templates={**campaign.templates, "close.en": source})
    return replace(catalogue, campaigns={campaign.slug: spoiled})


def composed(catalogue: Catalogue, campaign: Campaign, make_request: MakeRequest, source: str) -> Letter:
    return compose(make_request(), with_template(catalogue, campaign, source))


def test_letter_past_the_check_of_its_folder_is_refused_all_the_same(
    catalogue: Catalogue, campaign: Campaign, make_request: MakeRequest
) -> None:
    with pytest.raises(ContentError) as refused:
        composed(catalogue, campaign, make_request, "{{ own_words }}\n{{ riding.__class__ }}")
    (problem,) = refused.value.problems
    assert (problem.rule, problem.line) == ("template", 2)


def test_letter_without_end_is_refused(
    catalogue: Catalogue, campaign: Campaign, make_request: MakeRequest
) -> None:
    wordings = {name: (LocalisedText("{{ ask }}" * 20, "x"),) for name in campaign.passages}
    stance = campaign.stances["close"]
    loud = replace(stance, ask_line=LocalisedText("I ask you " + "a" * 4_000, "x"))
    spoiled = replace(campaign, passages=wordings, stances={**campaign.stances, "close": loud})
    with pytest.raises(ContentError, match="prints more than 50000 characters besides its facts"):
        compose(make_request(), replace(catalogue, campaigns={campaign.slug: spoiled}))


def test_largest_template_that_is_allowed_is_rendered_in_bounded_time_and_memory() -> None:
    """Ten seconds and a gigabyte are far more than it takes; without a limit it would take for ever."""
    script = (
        "import resource; resource.setrlimit(resource.RLIMIT_CPU, (10, 10))\n"
        "resource.setrlimit(resource.RLIMIT_AS, (10**9, 10**9))\n"
        "from webapp.composition.template_language import compiled\n"
        "loop = '{% for s in facts %}' + 'a' * 200 + '{% if has(s) %}{{ fact(s) }}{% endif %}{% endfor %}'\n"
        "source = loop + '{{ asks }}' * 390\n"
        "source += 'a' * (16_000 - len(source))\n"
        "words = dict(facts=['f'] * 300, has=lambda s: True, fact=lambda s: s, asks='b' * 80_000)\n"
        "print(len(compiled(source).render(**words)))\n"
    )
    ended = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=False, cwd=ROOT
    )
    assert ended.stderr == ""
    assert 31_200_000 < int(ended.stdout) < 31_300_000
