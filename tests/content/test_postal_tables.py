"""The table of postal codes: read whole or refused, the same however it is made, small in memory."""

from __future__ import annotations

import hashlib
import random
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from postal_lists import written

from webapp.content.catalogue import DATA
from webapp.content.postal_tables import (
    HEADER,
    POSTAL_CODES,
    POSTAL_RECORD,
    CodeRow,
    ShareRow,
    build,
    load_postal_table,
)
from webapp.domain.errors import ContentError
from webapp.domain.postal import PLACES, PostalAnswer, PostalTable

SHIPPED = DATA / POSTAL_CODES
places = st.sampled_from(list(PLACES))
prefixes = st.sampled_from(["A0A", "K1A", "T6G", "Y1A"])
ridings = st.integers(10001, 62001).map(str)


def tabled(codes: list[CodeRow], prefixes: list[ShareRow]) -> PostalTable:
    """Return the table of some rows, without a file."""
    return PostalTable(build(codes, prefixes)[HEADER.size :])


def refusal(path: Path) -> str:
    """Return what is said of a table's file that cannot be used."""
    with pytest.raises(ContentError) as refused:
        load_postal_table(path)
    return str(refused.value).removeprefix(f"{path}: ")


def test_shipped_file_is_the_one_its_record_names() -> None:
    content = SHIPPED.read_bytes()
    promised = tomllib.loads((DATA / POSTAL_RECORD).read_text(encoding="utf-8"))["file"]
    assert (len(content), hashlib.sha256(content).hexdigest()) == (promised["bytes"], promised["sha256"])
    assert f"- **Made**: {promised['made']}," in (DATA / "postal_codes.md").read_text(encoding="utf-8")


def test_all_data_stays_within_3_mb() -> None:
    assert sum(path.stat().st_size for path in DATA.iterdir()) <= 3_000_000


def test_missing_file_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path / "none.bin") == "the file cannot be read: restore it"


@pytest.mark.parametrize(
    "content", [b"", b"\x89POSTAL\n", b"PK\x03\x04" * 50, b"\x89POSTAL\r\n" + bytes(90)], ids=repr
)
def test_file_that_is_no_table_is_refused(tmp_path: Path, content: bytes) -> None:
    path = written(tmp_path / POSTAL_CODES, content)
    assert refusal(path) == "is not a table of postal codes: restore the file"


def test_truncated_file_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path / POSTAL_CODES, SHIPPED.read_bytes()[:-1])
    assert refusal(path) == "holds 944135 bytes, not 944136: restore the file"


def test_file_that_goes_on_after_its_end_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path / POSTAL_CODES, SHIPPED.read_bytes() + b"\n")
    assert refusal(path) == "holds 944137 bytes, not 944136: restore the file"


def test_file_of_another_version_is_refused(tmp_path: Path) -> None:
    content = bytearray(SHIPPED.read_bytes())
    content[8] = 2
    path = written(tmp_path / POSTAL_CODES, content)
    assert refusal(path) == "is of version 2, not 1: restore the file"


def test_flipped_byte_is_refused_wherever_it_is(tmp_path: Path) -> None:
    content = SHIPPED.read_bytes()
    rng = random.Random(1)  # noqa: S311 - the same bytes each time, nothing secret
    places = [*range(HEADER.size), len(content) - 1, *(rng.randrange(len(content)) for _ in range(100))]
    for place in places:
        spoilt = bytearray(content)
        spoilt[place] ^= 1 << rng.randrange(8)
        assert refusal(written(tmp_path / POSTAL_CODES, spoilt)).endswith(": restore the file")


def test_table_and_2000_lookups_need_less_than_20_mb() -> None:
    # The peak of a process of its own: getrusage's would be inherited from this one.
    if not Path("/proc/self/status").exists():
        pytest.skip("the system does not tell a process's peak of memory")
    program = (
        "import re, sys\n"
        "from pathlib import Path\n"
        "from webapp.content.postal_tables import load_postal_table\n"
        "peak = lambda: int(re.search(r'VmHWM:\\s+(\\d+)', Path('/proc/self/status').read_text())[1])\n"
        "before = peak()\n"
        "table = load_postal_table(Path(sys.argv[1]))\n"
        "found = [table.code(each.code + '1A1') for each in table.prefixes()]\n"
        "assert sum(answer is not None for answer in found) > 1000\n"
        "print(peak() - before)\n"
    )
    run = subprocess.run([sys.executable, "-c", program, SHIPPED], capture_output=True, text=True, check=True)
    assert 0 < int(run.stdout) < 20 * 1024


@st.composite
def lists(draw: st.DrawFn) -> tuple[list[CodeRow], list[ShareRow]]:
    """Draw codes in up to 40 ridings, and a share for some of the ridings of each prefix."""
    names = draw(st.lists(ridings, min_size=1, max_size=40, unique=True))
    known = draw(st.lists(prefixes, min_size=1, unique=True))
    codes = draw(st.lists(st.tuples(st.sampled_from(known), places), unique=True, max_size=60))
    rows = [(f"{a}{b}", draw(st.sampled_from(names)), draw(st.booleans())) for a, b in codes]
    listed = [
        (prefix, riding, draw(st.integers(1, 10_000)))
        for prefix in known
        for riding in draw(st.lists(st.sampled_from(names), min_size=1, unique=True))
    ]
    return rows, listed


@given(lists())
def test_table_gives_back_every_row_it_was_made_from(made: tuple[list[CodeRow], list[ShareRow]]) -> None:
    rows, listed = made
    table = tabled(rows, listed)
    shares = {(each.code, *each_share) for each in table.prefixes() for each_share in each.ridings}
    assert list(table) == sorted(rows)
    assert len(table) == len(rows)
    assert shares == {(prefix, riding, share / 10_000) for prefix, riding, share in listed}


@given(lists(), st.randoms(use_true_random=False))
def test_order_of_the_codes_makes_no_difference(
    made: tuple[list[CodeRow], list[ShareRow]], rng: random.Random
) -> None:
    rows, listed = made
    assert build(rng.sample(rows, len(rows)), listed) == build(rows, listed)


def test_shipped_file_made_again_from_its_own_rows_is_the_same() -> None:
    table = load_postal_table(SHIPPED)
    shares = [
        (each.code, riding, round(share * 10_000))
        for each in table.prefixes()
        for riding, share in each.ridings
    ]
    assert build(table, shares) == SHIPPED.read_bytes()


def test_riding_of_codes_only_is_no_answer_of_the_prefix() -> None:
    table = tabled([("T6G1X6", "48022", False), ("T6G1X7", "48016", True)], [("T6G", "48022", 10_000)])
    assert (table.prefix("T6G"), table.code("T6G1X7")) == (
        PostalAnswer("T6G", (("48022", 1.0),)),
        PostalAnswer("T6G1X7", (("48016", 1.0),), near_boundary=True),
    )


def test_codes_whose_prefix_has_no_row_are_refused() -> None:
    with pytest.raises(ContentError) as refused:
        build([("T6G1X6", "48022", False)], [("A0A", "10001", 10_000)])
    assert str(refused.value) == (
        "prefixes: give the ridings of T6G: they have codes, but no row of their own"
    )
