"""Everything that `make bench` measures can be measured: each row of its short form, once."""

from __future__ import annotations

from pathlib import Path

import pytest
from bench.clients import WRK
from bench.peers import rows as peers
from bench.report import report, shape
from bench.results import Results
from bench.run import measure
from bench.sizes import ONCE
from made_up import made_up

from webapp.domain.catalogue import Catalogue


@pytest.fixture(scope="module")
def measured() -> Results:
    return measure(ONCE)


def test_every_row_has_one_sample_or_says_why_not(measured: Results) -> None:
    rows = [
        row
        for table in (
            measured.letters,
            measured.cold,
            measured.lookups,
            measured.workers,
            measured.journey,
        )
        for row in table.rows
    ]

    assert [row.name for row in rows if (len(row.samples) == 1) == bool(row.absent)] == []
    assert [sample for row in rows for sample in row.samples if sample <= 0] == []
    assert measured.letters.row(peers.LIBREOFFICE).samples == ()


def test_server_answered_every_number_of_clients_without_an_error(measured: Results) -> None:
    assert [(load.what, load.clients, load.failed) for load in measured.loads] == [
        (what, clients, 0) for what in ("pages", "PDFs") for clients in (1, 8, 64)
    ]
    assert [load.absent for load in measured.loads[:3]] == ["" if WRK else "wrk is not installed"] * 3


def test_memory_was_told_at_its_points_and_every_letter_was_made(measured: Results) -> None:
    assert [(point.letters, point.not_made) for point in measured.memory] == [(0, 0), (2, 0)]
    assert [point.letters for point in measured.memory if point.megabytes < 10] == []


def test_search_was_never_sure_of_a_wrong_riding(measured: Results) -> None:
    assert measured.accuracy.wrongly_sure == ()


def test_report_of_it_has_the_rows_that_were_planned(
    measured: Results, catalogue: Catalogue, tmp_path: Path
) -> None:
    assert shape(report(measured)) == shape(report(made_up(catalogue, tmp_path, ONCE)))
