"""Whatever is typed into the field of a riding, there is an answer, and what is sure is one riding."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from webapp.composition.postal_search import read_postal_code
from webapp.composition.riding_search import search
from webapp.domain.catalogue import Catalogue
from webapp.domain.errors import InvalidInput
from webapp.domain.writing import clean_email, clean_line, clean_paragraphs, clean_postal_code

FUZZED = settings(max_examples=200, deadline=None, derandomize=True)
NEAR_CODES = st.text(alphabet="ABCTKHLOI0169 -._\u00a0\uff21\uff11\u0661²①é\n\x00", max_size=12)
NEAR_NAMES = st.lists(
    st.sampled_from(
        ("saint", "st", "-", "'", "’", "montréal", "ile", "l", "d", "(", ")", "48022", "T6G", "1X6", ",",
         "AB", "qc", "\u0301", "ß", "İ", "ﬁ", "\u200b", "\ue000", "%", "*", "[", "\\")
    ),
    max_size=12,
).map(" ".join)  # fmt: skip
TYPED = st.text(max_size=60) | NEAR_CODES | NEAR_NAMES
# surrogates too: what arrives undecodable
ANY = st.text(alphabet=st.characters(), max_size=60) | TYPED


@FUZZED
@given(query=ANY)
def test_any_text_has_an_answer(catalogue: Catalogue, query: str) -> None:
    answer = search(query, catalogue, catalogue.postal)
    assert answer.query == query
    assert {match.riding.code for match in answer.matches} <= set(catalogue.ridings)
    assert sum(match.sure for match in answer.matches) in ((0, 1) if read_postal_code(query) else range(9))


@pytest.mark.parametrize(
    "query", ["a" * 100_000, "saint " * 20_000, "T6G 1X6 " * 20_000, "-" * 100_000, "1" * 100_000]
)
def test_text_without_end_has_an_answer(catalogue: Catalogue, query: str) -> None:
    assert search(query, catalogue, catalogue.postal).query == query


@pytest.mark.parametrize(
    "clean", [clean_postal_code, clean_line, clean_email, clean_paragraphs], ids=lambda clean: clean.__name__
)
@FUZZED
@given(text=ANY)
def test_any_text_is_clean_or_is_to_be_mended(clean: Callable[[str, str], object], text: str) -> None:
    try:
        cleaned = clean("field", text)
    except InvalidInput as refused:
        said = refused.problem.message
    else:
        said = ""
        assert clean("field", cleaned if isinstance(cleaned, str) else "\n\n".join(cleaned)) == cleaned
    assert said.partition(" ")[0] in ("", "Enter", "Remove", "Shorten", "Type")
