"""Where something is broken that letters need, the server does not start, and says what to do."""

from __future__ import annotations

from pathlib import Path

import pytest
from copies import copy_of_site, failed_start

DATA = (
    "members.csv",
    "officials.toml",
    "postal_codes.bin",
    "riding_points.csv",
    "ridings.csv",
    "ridings_renamed.csv",
)


@pytest.mark.parametrize("name", DATA)
def test_table_that_was_cut_off_stops_the_start(tmp_path: Path, name: str) -> None:
    site = copy_of_site(tmp_path)
    table = site / "webapp" / "data" / name
    content = table.read_bytes()
    table.write_bytes(content[: len(content) // 2])

    status, lines = failed_start(site)

    assert status == 1
    assert {line.split(":")[0] for line in lines} == {"apostille"}
    assert [line for line in lines if name in line] == lines


@pytest.mark.parametrize("name", DATA)
def test_table_that_is_noise_stops_the_start(tmp_path: Path, name: str) -> None:
    site = copy_of_site(tmp_path)
    (site / "webapp" / "data" / name).write_bytes(bytes(range(256)) * 40)

    status, lines = failed_start(site)

    assert status == 1
    assert {line.split(":")[0] for line in lines} == {"apostille"}
    assert [line for line in lines if name in line] == lines


@pytest.mark.parametrize("name", DATA)
def test_table_that_is_missing_stops_the_start(tmp_path: Path, name: str) -> None:
    site = copy_of_site(tmp_path)
    (site / "webapp" / "data" / name).unlink()

    status, lines = failed_start(site)

    assert (status, len(lines)) == (1, 1)
    assert lines[0].startswith("apostille: ")
    assert name in lines[0]


def test_missing_font_stops_the_start(tmp_path: Path) -> None:
    """Puts a package without its font before the one that is installed."""
    package = tmp_path / "first" / "fontpkg_source_serif_4"
    package.mkdir(parents=True)
    (package / "__init__.py").touch()

    status, lines = failed_start(copy_of_site(tmp_path), first=str(tmp_path / "first"))

    place = "files/SourceSerif4[opsz,wght].ttf of fontpkg_source_serif_4"
    assert status == 1
    assert lines[0] == f"apostille: font Source Serif 4: {place} is missing: run `make install` again"


def test_campaign_with_a_mistake_stops_the_start(tmp_path: Path) -> None:
    site = copy_of_site(tmp_path)
    letter = site / "letter_templates" / "ice-offices-canada" / "close.fr.md.j2"
    letter.write_text(letter.read_text(encoding="utf-8") + "{% for x in 'abc' %}", encoding="utf-8")

    status, lines = failed_start(site)

    assert (status, len(lines)) == (1, 1)
    assert lines[0].startswith(f"apostille: {letter}:")
