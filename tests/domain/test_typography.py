"""French spacing, step by step and whole. A tilde stands for a no-break space."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.domain import typography
from webapp.domain.locales import NBSP
from webapp.domain.typography import french


@pytest.mark.parametrize(
    ("step", "given_text", "written"),
    [
        (typography.no_break_colon, "ceci : cela", "ceci~: cela"),
        (typography.no_break_colon, "https://exemple.ca", "https://exemple.ca"),
        (typography.no_break_guillemets, "« mot »", "«~mot~»"),
        (typography.no_break_guillemets, "«mot»", "«~mot~»"),
        (typography.no_break_guillemets, "«\u202fmot\u202f»", "«~mot~»"),
        (typography.no_break_units, "47 % et 20 $", "47~% et 20~$"),
        (typography.no_break_units, "un % de", "un % de"),
        (typography.no_break_thousands, "73 000 et 1 234 567", "73~000 et 1~234~567"),
        (typography.no_break_thousands, "le 4 2026", "le 4 2026"),
        (typography.close_up, "quoi ?", "quoi?"),
        (typography.close_up, "oui ; non\u202f!", "oui; non!"),
        (typography.close_up, "quoi~?", "quoi?"),
        (typography.curly_apostrophe, "l'ICE", "l’ICE"),
        (french, "L'ICE : « non » ; 73 000, soit 47 % ?", "L’ICE~: «~non~»; 73~000, soit 47~%?"),
    ],
)
def test_step_changes_what_it_names(step: Callable[[str], str], given_text: str, written: str) -> None:
    assert step(given_text.replace("~", NBSP)) == written.replace("~", NBSP)


@pytest.mark.parametrize("text", ["", "Déjà bien écrit.", "en 2026, 12 personnes", "a;b!c?"])
def test_text_without_fault_is_left_alone(text: str) -> None:
    assert french(text) == text


@given(st.text() | st.text("a1 0:;!?«»%$'’\u00a0\u202f\n"))
def test_french_twice_changes_nothing(text: str) -> None:
    assert french(french(text)) == french(text)


@given(st.text("ab1 0:;!?«»%$'’\u00a0\u202f"))
def test_french_changes_only_spaces_and_apostrophes(text: str) -> None:
    def bare(words: str) -> str:
        return "".join(words.replace("'", "’").split())

    assert bare(french(text)) == bare(text)
