"""The page on scaling says what the simulation gives for the figures that were measured."""

from __future__ import annotations

import pytest
from simulation import report
from simulation.figures import Measured

NAMES = ("measured", "letter", "servers", "hours", "national", "typing", "trials")


@pytest.fixture(scope="module")
def found() -> dict[str, str]:
    return report.tables(Measured.load())


def test_every_table_is_what_the_simulation_gives(found: dict[str, str]) -> None:
    page = report.PAGE.read_text(encoding="utf-8")

    shown = {name: page.split(report.opens(name))[1].split(report.CLOSES)[0] for name in NAMES}
    assert shown == found


def test_figures_are_read_as_they_were_written(tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("figures") / "measured.json"
    measured = Measured.load()
    measured.save(path)

    assert Measured.load(path) == measured
