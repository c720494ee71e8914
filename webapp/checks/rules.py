"""The rules of `apostille check`, by the names that stay: docs/checks.md shows each broken and kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from webapp.domain.errors import Problem

Severity = Literal["error", "warning"]


@dataclass(frozen=True)
class Rule:
    """One rule: its name, whether breaking it is an error, and what it asks in one sentence."""

    id: str
    severity: Severity
    asks: str


def _rules(severity: Severity, asks: Mapping[str, str]) -> dict[str, Rule]:
    return {id_: Rule(id_, severity, sentence) for id_, sentence in asks.items()}


RULES: Mapping[str, Rule] = {
    **_rules(
        "error",
        {
            "missing-file": "Every file of a campaign is there, a file of its own folder, saved as UTF-8.",
            "too-large": "A file is no larger and no deeper than a campaign needs.",
            "toml": "A TOML file follows the rules of TOML.",
            "schema": "Keys and values are those that a campaign has.",
            "both-languages": "Every text stands in English and in French.",
            "source-fields": "A source says who published it, when (or “unknown”), and when it was read.",
            "uncited-fact": "A fact names the sources it was read in and those its mark cites.",
            "few-disclosures": "A stance is honest about two facts at least that cut the other way.",
            "unknown-name": "A name leads to something that exists.",
            "duplicate-name": "A name belongs to one thing.",
            "impossible-choice": "What a stance chooses for its letters can stand in them together.",
            "unsaid-passage": "Every passage is said by its letter in both languages.",
            "template": "A letter’s file uses the words of letters and prints each fact once.",
            "figure-parity": "English and French give the same figures.",
            "wording-figure": "A wording has no figure that its claim has not.",
            "must-say": "Every wording keeps the words that say who says so.",
            "quotation-altered": "Quoted words stand in the fact’s quotation, letter for letter.",
            "quotation-excerpt": "A quotation stands in the excerpt it was copied from.",
            "quotation-long": "A quotation has forty words at most.",
            "quotation-translation": "A translated quotation says that the translation is ours.",
            "french-typography": "French is spaced as the Office québécois de la langue française has it.",
            "never-as-fact": "Words on the campaign’s list stand in attributed quotations alone.",
            "unequal-asks": "Every stance has the same number of asks.",
            "ask-line": "An ask in one sentence begins “I ask you” and « Je vous demande ».",
            "late-ask": "A letter asks in its first paragraph.",
            "uncited-figure": "A figure stands in a cited fact.",
            "uncited-percentage": "A percentage stands in a cited fact.",
            "uncited-date": "A date stands in a cited fact.",
            "uncited-quotation": "A quotation stands in a cited fact.",
            "uncited-superlative": "What is the most or the least of its kind stands in a cited fact.",
            "letter-parity": "The English and the French letter print the same facts with the same figures.",
            "letters-alike": "The usual letters of two stances share less than half of their text.",
            "long-letter": "A usual letter takes one page, before its sources.",
            "correction-order": "Corrections stand newest first, one for a day and its facts.",
            "few-reviews": "Two people have read every fact against its sources (with --strict alone).",
        },
    ),
    **_rules(
        "warning",
        {
            "unused-fact": "Every fact is offered by a stance.",
            "unused-source": "A fact rests on every source.",
            "no-link": "A source has its whole address.",
            "no-archived-link": "A copy of a source is kept by an archive of the Web.",
            "fact-due": "A fact is looked at again by its review_by.",
            "source-due": "A source is read again by its review_by.",
            "office-due": "Who holds an office is looked at again by its review_by.",
            "members-due": "The table of members is looked at again half a year after it was read.",
            "reading-level": "A letter reads plainly: few long sentences, few long words.",
        },
    ),
}


def problem(rule: str, path: str, where: str, message: str) -> Problem:
    """Return a problem as its rule rates it; KeyError for a rule that is not in the table."""
    return Problem(path, where, message, warning=RULES[rule].severity == "warning", rule=rule)
