"""The report is computed from results, whatever they are, and the page that is published has its shape."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from bench import composing, server
from bench.measuring import Measured, Table
from bench.memory import Memory
from bench.report import figure, report, shape, table
from bench.results import Results, load, save
from bench.sizes import LONG, SHORT, SIZES
from bench.targets import TARGETS
from made_up import made_up, named

from webapp.domain.catalogue import Catalogue

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "performance.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def results(catalogue: Catalogue, tmp_path_factory: pytest.TempPathFactory) -> Results:
    return made_up(catalogue, tmp_path_factory.mktemp("bench"), LONG)


def test_published_page_has_the_shape_that_the_command_makes(catalogue: Catalogue, tmp_path: Path) -> None:
    form = re.findall(r"^\| form \| (\w+),", PAGE, re.MULTILINE)[0]

    assert shape(PAGE) == shape(report(made_up(catalogue, tmp_path, SIZES[form])))


def test_shape_keeps_words_and_names_of_rows_and_no_figure() -> None:
    assert shape("It took 3.5 s.\n\n| row 12 | 1.5 | met |\n") == "It took 0 s.\n\n| row 0 |"


def test_results_are_kept_and_read_back(results: Results, tmp_path: Path) -> None:
    save(results, tmp_path / "build" / "bench.json")

    assert load(tmp_path / "build" / "bench.json") == results


def test_page_tells_neither_the_machine_s_name_nor_a_path(results: Results) -> None:
    import platform

    page = report(results)
    assert platform.node() not in page
    assert re.findall(r"(?:^|[\s(`])/(?:home|root|tmp|work|usr|opt)\b", page) == []


def test_table_gives_medians_ratios_and_quartiles() -> None:
    rows = (
        Measured("ours", (0.010, 0.020, 0.030)),
        Measured("theirs", (0.100, 0.100, 0.100)),
        Measured("another", (), "not installed"),
    )

    assert table(Table("ms", ("theirs",), rows)).splitlines() == [
        "|  | median, ms | ratio to theirs |",
        "| --- | --- | --- |",
        "| ours | 20.0 | 0.20 (0.15 – 0.25) |",
        "| theirs | 100 | 1.00 (1.00 – 1.00) |",
        "| another | not installed |  |",
    ]


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "–"),
        (0, "0.00"),
        (0.0123, "0.012"),
        (0.5, "0.50"),
        (9.99, "9.99"),
        (12.34, "12.3"),
        (12345.6, "12,346"),
    ],
)
def test_figure_has_the_digits_it_is_worth(value: float | None, words: str) -> None:
    assert figure(value) == words


def verdict(results: Results, beginning: str) -> list[str]:
    lines = [line for line in report(results).splitlines() if line.startswith(f"| {beginning}")]
    return [cell.strip() for cell in lines[0].strip("|").split("|")][1:]


def with_rate_on_two_cores(results: Results, two: float) -> Results:
    rows = (Measured(server.ONE, (10.0, 10.0)), Measured(server.TWO, (two, two)))
    return replace(results, workers=Table("letters a second", (server.ONE,), rows))


def test_target_of_at_least_is_met_from_its_limit_on(results: Results) -> None:
    name = "letters a second on two cores"

    assert verdict(with_rate_on_two_cores(results, 18.0), name) == ["≥ 1.8 ×", "1.80 ×", "met"]
    *_, measured, said = verdict(with_rate_on_two_cores(results, 17.9), name)
    assert (measured, said.split(".")[0]) == ("1.79 ×", "**not met**")


def with_click(results: Results, seconds: float) -> Results:
    rows = (*named(server.AT_ONCE), Measured(server.CLICK, (seconds, seconds)))
    return replace(results, journey=Table("ms", (server.AT_ONCE,), rows))


def test_target_of_at_most_is_met_up_to_its_limit(results: Results) -> None:
    assert verdict(with_click(results, 0.030), "the click on the PDF after") == ["≤ 30 ms", "30.0 ms", "met"]
    assert verdict(with_click(results, 0.031), "the click on the PDF after")[1:] == ["31.0 ms", "**not met**"]


def test_target_that_was_not_measured_says_so(results: Results, catalogue: Catalogue, tmp_path: Path) -> None:
    short = made_up(catalogue, tmp_path, SHORT)

    assert verdict(short, "memory after 0".replace("0", "10,000"))[1:] == ["–", "not measured in this run"]
    grown = replace(results, memory=(Memory(500, 300.0), Memory(10_000, 345.0)))
    assert verdict(grown, "memory after 10,000")[1:] == ["1.15 ×", "**not met**"]


def test_reason_follows_a_target_that_is_not_met(results: Results, monkeypatch: pytest.MonkeyPatch) -> None:
    unmet = replace(TARGETS[0], name="something", limit=0.5, otherwise="Why not, and what next.")
    monkeypatch.setattr("bench.report.TARGETS", (unmet,))

    assert verdict(results, "something") == ["≤ 0.5 ×", "1.00 ×", "**not met**. Why not, and what next."]


def test_every_row_of_a_table_has_a_name_of_its_own(results: Results) -> None:
    names = [row.name for row in results.letters.rows]

    assert sorted(set(names)) == sorted(names)
    assert {composing.NEW, composing.WARM, composing.PREPARED, composing.WHOLE} <= set(names)
