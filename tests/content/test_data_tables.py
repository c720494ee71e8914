"""The tables of ridings, members and officials: read whole, or refused with the file's name."""

from __future__ import annotations

from pathlib import Path

import pytest

from webapp.content.catalogue import DATA
from webapp.content.tables import load_members, load_officials, load_ridings
from webapp.domain.catalogue import Catalogue
from webapp.domain.errors import ContentError

POINTS = DATA / "riding_points.csv"


def test_ridings_table_that_is_cut_short_is_refused(tmp_path: Path) -> None:
    cut = tmp_path / "ridings.csv"
    rows = (DATA / "ridings.csv").read_text(encoding="utf-8").splitlines()
    cut.write_text("\n".join(rows[:-1]) + "\n", encoding="utf-8")
    with pytest.raises(ContentError) as refused:
        load_ridings(cut, POINTS)
    assert str(refused.value) == f"{cut}: holds 342 ridings, not 343: restore the file"


def test_members_table_without_a_riding_is_refused(tmp_path: Path, catalogue: Catalogue) -> None:
    cut = tmp_path / "members.csv"
    rows = (DATA / "members.csv").read_text(encoding="utf-8").splitlines()
    cut.write_text("\n".join(rows[:-1]) + "\n", encoding="utf-8")
    with pytest.raises(ContentError) as refused:
        load_members(cut, dict(catalogue.ridings))
    assert str(refused.value) == f"{cut}: does not hold one row for each riding: restore the file"


SPOILT = {
    "cut off": (
        "10001,Avalon,Ava",
        "is not a whole table of fed_code, name_en, name_fr, province: restore the file",
    ),
    "a column short": ("10001,Avalon\n", "line 2 has not the columns of the others: restore it"),
    "a column more": ("10001,A,A,NL,x\n", "line 2 has not the columns of the others: restore it"),
    "a quote open": ('10001,"A\n', "cannot be read after line 1: restore the file"),
}


@pytest.mark.parametrize("way", SPOILT)
def test_table_with_a_spoilt_line_is_refused(tmp_path: Path, way: str) -> None:
    spoilt, (text, message) = tmp_path / "ridings.csv", SPOILT[way]
    spoilt.write_text(f"fed_code,name_en,name_fr,province\n{text}", encoding="utf-8")
    with pytest.raises(ContentError) as refused:
        load_ridings(spoilt, POINTS)
    assert str(refused.value) == f"{spoilt}: {message}"


def test_table_of_renamings_that_is_cut_short_is_refused(tmp_path: Path) -> None:
    cut = tmp_path / "renamed.csv"
    rows = (DATA / "ridings_renamed.csv").read_text(encoding="utf-8").splitlines()
    cut.write_text("\n".join(rows[:-1]) + "\n", encoding="utf-8")
    with pytest.raises(ContentError) as refused:
        load_ridings(DATA / "ridings.csv", POINTS, cut)
    assert str(refused.value) == f"{cut}: holds 18 renamings, not 19: restore the file"


def test_members_table_with_a_strange_date_is_refused(tmp_path: Path, catalogue: Catalogue) -> None:
    spoilt = tmp_path / "members.csv"
    text = (DATA / "members.csv").read_text(encoding="utf-8")
    spoilt.write_text(text.replace("2026-01-22", "last week", 1), encoding="utf-8")
    with pytest.raises(ContentError) as refused:
        load_members(spoilt, dict(catalogue.ridings))
    message = "“last week” is no date of as_of, such as 2026-01-22: restore the file"
    assert str(refused.value) == f"{spoilt}: {message}"


def test_missing_table_is_refused(tmp_path: Path) -> None:
    missing = tmp_path / "ridings.csv"
    with pytest.raises(ContentError) as refused:
        load_ridings(missing, POINTS)
    assert str(refused.value) == f"{missing}: the file cannot be read: restore it"


def test_officials_with_an_unknown_key_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "officials.toml"
    text = (DATA / "officials.toml").read_text(encoding="utf-8")
    path.write_text(text.replace('id = "prime-minister"', 'id = "prime-minister"\nparty = "x"'), "utf-8")
    with pytest.raises(ContentError) as refused:
        load_officials(path)
    assert (
        str(refused.value)
        == f"{path}: officials prime-minister › party: there is no such key: remove it, or mend its spelling"
    )


def test_no_name_has_a_straight_apostrophe(catalogue: Catalogue) -> None:
    names = [name for r in catalogue.ridings.values() for name in (r.name.en, r.name.fr)]
    names += [seat.name for seat in catalogue.members.values()]
    assert [name for name in names if "'" in name] == []


def test_vacant_seat_has_no_name_and_no_address(catalogue: Catalogue) -> None:
    vacant = [seat for seat in catalogue.members.values() if seat.vacant]
    assert [seat for seat in vacant if seat.name or seat.email] == []


def test_unconfirmed_office_has_no_name_and_no_address(catalogue: Catalogue) -> None:
    unconfirmed = [official for official in catalogue.officials.values() if not official.confirmed]
    assert [(o.id, o.name, o.email) for o in unconfirmed] == [("public-safety", "", "")]
