"""The shipped table of postal codes answers every row of the lists it was made from, and nothing else."""

from __future__ import annotations

import tomllib
from bisect import bisect_left
from collections import Counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.content.catalogue import DATA
from webapp.content.postal_tables import (
    POSTAL_CODES,
    POSTAL_RECORD,
    codes_digest,
    load_postal_table,
    prefixes_digest,
)
from webapp.content.tables import load_ridings
from webapp.domain.postal import PLACES, PostalAnswer, PostalTable

Rows = list[tuple[str, str, bool]]


@pytest.fixture(scope="module")
def table() -> PostalTable:
    return load_postal_table(DATA / POSTAL_CODES)


@pytest.fixture(scope="module")
def rows(table: PostalTable) -> Rows:
    return list(table)


@pytest.fixture(scope="module")
def promised() -> dict[str, Any]:
    return tomllib.loads((DATA / POSTAL_RECORD).read_text(encoding="utf-8"))


def test_table_holds_every_code_of_its_list(rows: Rows, promised: dict[str, Any]) -> None:
    count, digest = codes_digest(rows)
    assert {"count": count, "sha256": digest} == promised["codes"]


def test_every_code_is_answered_as_its_list_has_it(table: PostalTable, rows: Rows) -> None:
    wrong = [
        code
        for code, riding, is_near in rows
        if table.code(code) != PostalAnswer(code, ((riding, 1.0),), is_near)
    ]
    assert wrong == []


def test_every_prefix_is_answered_as_its_list_has_it(table: PostalTable, promised: dict[str, Any]) -> None:
    answers = [table.prefix(listed.code) for listed in table.prefixes()]
    known = [answer for answer in answers if answer is not None]
    count, digest = prefixes_digest(known)
    assert {"count": len(answers), "rows": count, "sha256": digest} == promised["prefixes"]


def test_number_of_codes_is_879747(table: PostalTable) -> None:
    assert len(table) == 879_747


def test_codes_come_in_order(rows: Rows) -> None:
    assert rows == sorted(rows)


def test_every_riding_has_a_code_and_no_other_riding_is_named(rows: Rows) -> None:
    ridings = load_ridings(DATA / "ridings.csv", DATA / "riding_points.csv")
    assert {riding for _, riding, _ in rows} == set(ridings)


def test_one_code_in_36_lies_near_a_boundary(rows: Rows) -> None:
    assert sum(is_near for *_, is_near in rows) == 24_183


def test_954_prefixes_list_one_riding(table: PostalTable) -> None:
    listed = Counter(len(answer.ridings) > 1 for answer in table.prefixes())
    assert listed == {False: 954, True: 708}


def test_prefix_lists_its_ridings_best_first(table: PostalTable) -> None:
    shares = [[share for _, share in answer.ridings] for answer in table.prefixes()]
    assert [each for each in shares if each != sorted(each, reverse=True)] == []


def test_shares_of_a_prefix_add_up_to_one(table: PostalTable) -> None:
    totals = [sum(share for _, share in answer.ridings) for answer in table.prefixes()]
    assert totals == pytest.approx([1.0] * 1_662, abs=0.0003)  # each share is rounded to four decimals


@pytest.mark.parametrize(
    ("listed", "percent"), [(1, 91.6), (3, 99.7), (8, 99.8)], ids=["first", "first three", "all listed"]
)
def test_prefix_alone_is_as_good_as_its_note_says(
    table: PostalTable, rows: Rows, listed: int, percent: float
) -> None:
    candidates = {
        answer.code: {riding for riding, _ in answer.ridings[:listed]} for answer in table.prefixes()
    }
    right = sum(riding in candidates[code[:3]] for code, riding, _ in rows)
    assert round(100 * right / len(rows), 1) == percent


def test_code_of_edmonton_strathcona(table: PostalTable) -> None:
    assert table.code("T6G1X6") == PostalAnswer("T6G1X6", (("48022", 1.0),), near_boundary=False)


def test_code_near_a_boundary_says_so(table: PostalTable) -> None:
    assert table.code("A1B1A6") == PostalAnswer("A1B1A6", (("10002", 1.0),), near_boundary=True)


def test_prefix_of_several_ridings_gives_each_share(table: PostalTable) -> None:
    assert table.prefix("A0B") == PostalAnswer("A0B", (("10007", 0.5119), ("10001", 0.4881)))


def test_prefix_without_codes_is_answered_from_its_own_list(table: PostalTable) -> None:
    assert table.prefix("G0B") == PostalAnswer("G0B", (("24024", 1.0),))


@pytest.mark.parametrize("code", ["H0H0H0", "G0B1A0", "X9Z9Z9", "A0A9Z9"])
def test_unknown_code_has_no_answer(table: PostalTable, code: str) -> None:
    assert table.code(code) is None


def test_no_code_but_those_listed_is_answered(table: PostalTable, rows: Rows) -> None:
    answered = Counter(
        code[:3]
        for prefix in ("T6G", "A0A", "N0B", "K1A", "G0B")
        for code in (prefix + three for three in PLACES)
        if table.code(code)
    )
    assert answered == Counter(code[:3] for code, *_ in rows if code[:3] in {"T6G", "A0A", "N0B", "K1A"})


@pytest.mark.parametrize(
    "text", ["", "T6G", "T6G1X", "T6G1X66", "t6g1x6", "T6G 1X6", "T6G1O6", "T6G1X٦", "１6G1X6", "T6G\x001X"]
)
def test_what_is_no_full_code_has_no_answer(table: PostalTable, text: str) -> None:
    assert table.code(text) is None


@pytest.mark.parametrize("text", ["", "T", "T6", "H0H", "t6g", "T6G1X6", "T6Ｇ", "T6\x00"])
def test_what_is_no_prefix_has_no_answer(table: PostalTable, text: str) -> None:
    assert table.prefix(text) is None


# Characters of codes as well as any others, so that junk comes close to a code.
junk = st.one_of(
    st.text(max_size=12), st.text("T6G1X0AHOI ", max_size=8), st.from_regex(r"[A-Z]\d[A-Z]\d[A-Z]\d\Z")
)


@given(junk)
def test_junk_is_answered_only_where_it_is_a_known_code(table: PostalTable, rows: Rows, text: str) -> None:
    answer = table.code(text)
    row = rows[bisect_left(rows, (text, "", False)) % len(rows)]
    expected = PostalAnswer(text, ((row[1], 1.0),), row[2]) if row[0] == text else None
    assert answer == expected


@given(junk)
def test_junk_is_answered_only_where_it_is_a_known_prefix(table: PostalTable, text: str) -> None:
    answer = table.prefix(text)
    assert answer is None or (text == answer.code and len(text) == 3)


def test_empty_table_knows_nothing() -> None:
    empty = PostalTable(b"")
    assert (len(empty), list(empty), empty.code("T6G1X6"), empty.prefix("T6G")) == (0, [], None, None)
