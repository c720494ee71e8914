"""Tables as spreadsheets write them: encodings, delimiters, habits; and files that are no tables."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from batches import ANNE

from webapp.batch.columns import COLUMNS
from webapp.batch.encodings import LONGEST, encoding_of
from webapp.batch.refusals import BatchRefused
from webapp.batch.table import Row, letter_of, open_table

Save = Callable[[bytes], Path]
HEADINGS = ",".join(column.name for column in COLUMNS if column.is_required)
JEROME = "Jérôme L’Écuyer,3 rue de l’Été,Québec,QC,G1R 2B5"
TABLE = f"{HEADINGS}\r\n{JEROME}\r\n"
READ = dict(zip(HEADINGS.split(","), JEROME.split(","), strict=True))


@pytest.fixture
def save(tmp_path: Path) -> Save:
    def table(content: bytes) -> Path:
        path = tmp_path / "people.csv"
        path.write_bytes(content)
        return path

    return table


def rows_of(path: Path, encoding: str = "") -> list[Row]:
    return list(open_table(path, encoding).rows())


def refusal_of(path: Path) -> str:
    with pytest.raises(BatchRefused) as refused:
        rows_of(path)
    return str(refused.value).replace(str(path), "people.csv")


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("utf-16", "utf-16"),
        ("utf-16-be-mark", "utf-16"),
        ("windows-1252", "windows-1252"),
    ],
)
@pytest.mark.parametrize("ends", ["\r\n", "\n", "\r"])
def test_encoding_is_found(save: Save, written: str, found: str, ends: str) -> None:
    text = TABLE.replace("\r\n", ends)
    content = b"\xfe\xff" + text.encode("utf-16-be") if written == "utf-16-be-mark" else text.encode(written)
    path = save(content)

    assert encoding_of(path) == found
    assert rows_of(path) == [Row(2, READ)]


def test_encoding_that_is_not_certain_is_asked_for(save: Save) -> None:
    path = save(TABLE.replace("’", "'").encode("mac-roman"))

    assert refusal_of(path) == (
        "people.csv, line 2: its encoding is not certain: save the table in your spreadsheet as “CSV UTF-8”, "
        "or say which it is with --encoding."
    )
    assert rows_of(path, "mac-roman")[0].cells["name"] == "Jérôme L'Écuyer"


@pytest.mark.parametrize(
    "name",
    [
        "André",
        "Élise",
        "Benoît",
        "Zoë",
        "Noël",
        "Françoise",
        "Hélène",
        "Anaïs",
        "Île",
        "Ôter",
        "sœur",
        "À ",
        "Öz",
    ],
)
def test_mac_roman_is_never_taken_for_windows(save: Save, name: str) -> None:
    assert "its encoding is not certain" in refusal_of(save(f"{HEADINGS}\n{name},,,,\n".encode("mac-roman")))


@pytest.mark.parametrize(
    "words",
    ["l’Été à Noël…", "Œuvre – « Ça va » — aïe", "“Où” ‘ici’", "naïve, ambiguë, sœur", "Å. Ærø", "Éric 5 €"],
)
def test_windows_is_known_by_what_people_write(save: Save, words: str) -> None:
    assert encoding_of(save(f"{HEADINGS}\n{words},,,,\n".encode("windows-1252"))) == "windows-1252"


def test_encoding_said_wrongly_is_refused(save: Save) -> None:
    path = save(TABLE.encode("windows-1252"))

    with pytest.raises(BatchRefused, match=r"about line 1: is not in the encoding utf-8: save the table"):
        rows_of(path, "utf-8")


def test_mixed_encodings_are_refused_with_their_lines(save: Save) -> None:
    more = "Zoé,1 rue A,Laval,QC,H7A 1A1\r\n"

    assert refusal_of(save(TABLE.encode() + b"A,B,C,QC,D\r\n" + more.encode("windows-1252"))) == (
        "people.csv: lines 2 and 4 are in different encodings: mend the accented letters and save the table "
        "in your spreadsheet as “CSV UTF-8”."
    )


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("quoted", [False, True])
def test_delimiter_is_the_one_that_gives_our_headings(save: Save, delimiter: str, quoted: bool) -> None:
    cells = [line.split(",") for line in TABLE.splitlines()]
    mark = '"' if quoted else ""
    text = "\n".join(delimiter.join(f"{mark}{cell}{mark}" for cell in line) for line in cells)

    assert rows_of(save(text.encode())) == [Row(2, READ)]


@pytest.mark.parametrize("first", ["sep=;", '"sep=;"', "SEP=;"])
def test_line_that_names_the_delimiter_is_no_row(save: Save, first: str) -> None:
    text = f"{first}\r\n{TABLE}".replace(",", ";")

    for encoding in ("utf-8", "utf-8-sig", "utf-16"):
        assert rows_of(save(text.encode(encoding))) == [Row(2, READ)]


def test_rows_have_the_numbers_that_the_spreadsheet_shows(save: Save) -> None:
    text = f'\r\n{HEADINGS}\r\n"A\r\nB",,,,\r\n,,,,\r\n \xa0,,,,\r\n\r\nC,,,,\r\n,,,,\r\n'

    assert [(row.number, row.cells["name"]) for row in rows_of(save(text.encode()))] == [
        (3, "A\r\nB"),
        (7, "C"),
    ]


def test_empty_columns_are_nothing_and_a_cell_below_no_heading_is_named(save: Save) -> None:
    text = f"{HEADINGS},,,\n{JEROME},,,\n{JEROME},,x,\n{JEROME},,,,,,y\n"

    assert [row.strays for row in rows_of(save(text.encode()))] == [(), ("G",), ("K",)]


def test_headings_may_be_in_french_with_any_case_accent_or_space(save: Save) -> None:
    heads = "Nom;ADRESSE;\xa0Ville ;Province;Code\xa0postal;Mots personnels;Copie au député"
    columns = open_table(save(heads.encode()), "").columns

    assert [column and column.name for column in columns] == [
        *("name", "street", "city", "province", "postal_code", "own_words", "copy_mp")
    ]


def test_columns_that_are_not_ours_are_not_read_and_named(save: Save) -> None:
    table = open_table(save(f"telephone,{HEADINGS},Notes\n".encode()))

    assert (table.columns[0], table.unused) == (None, ("A", "G"))


@pytest.mark.parametrize(
    ("headings", "said"),
    [
        (f"{HEADINGS},name", "the column name stands there twice"),
        (f"{HEADINGS},e_mail", "column F: write its heading as email, or call it something else"),
        (HEADINGS.replace("street", "rue"), "add the columns street"),
        ("name", "add the columns street, city, province, postal_code"),
    ],
)
def test_headings_that_do_not_fit_are_refused(save: Save, headings: str, said: str) -> None:
    assert refusal_of(save(headings.encode())) == (
        f"people.csv: {said} (see `apostille batch CAMPAIGN --example`)."
    )


@pytest.mark.parametrize("content", [b"", b"\r\n\r\n", b"Anne Tremblay,1 Main Street\r\n", b";;;;\n"])
def test_table_without_headings_is_refused_and_not_quoted(save: Save, content: bytes) -> None:
    assert refusal_of(save(content)) == (
        "people.csv: its first row has none of the headings of a batch: "
        "see `apostille batch CAMPAIGN --example`."
    )


@pytest.mark.parametrize(
    ("beginning", "kind"),
    [(b"PK\x03\x04", "a workbook or an archive"), (b"\xd0\xcf\x11\xe0", "an old workbook"),
     (b"\x1f\x8b\x08", "a compressed file"), (b"%PDF-1.7", "a PDF")],
)  # fmt: skip
def test_other_files_are_refused_by_their_kind(save: Save, beginning: bytes, kind: str) -> None:
    assert refusal_of(save(beginning + bytes(1000))) == (
        f"people.csv is {kind}, not a CSV file: save the table in your spreadsheet as “CSV UTF-8”."
    )


def test_zip_bomb_is_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("people.csv", bytes(50_000_000))

    assert refusal_of(path).startswith("people.csv is a workbook or an archive, not a CSV file")


def test_file_of_noughts_is_refused_by_its_first_line_whatever_its_size(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    with path.open("wb") as file:
        file.truncate(10**12)  # a terabyte that takes no room

    assert refusal_of(path).startswith(f"people.csv, line 1: has more than {LONGEST:,} characters")


def test_million_columns_are_refused(save: Save) -> None:
    content = b",".join([HEADINGS.encode(), *[b"x"] * 10**6])

    assert refusal_of(save(content)).startswith("people.csv, line 1: has more than 100,000 characters")


def test_hundreds_of_columns_are_refused(save: Save) -> None:
    assert refusal_of(save(f"{HEADINGS}{',x' * 300}\n".encode())) == (
        "people.csv has 305 columns: leave those that `apostille batch CAMPAIGN --example` shows."
    )


@pytest.mark.parametrize(
    "row",
    [
        '"A,1,B,QC,D\n' + "x,,,,\n" * 30_000,
        '"A" B,1,C,QC,D\n',
        '"A,1,B,QC,D\n',
        '"' + "x\n" * 60_000 + '",,,,',
    ],
)
def test_quotation_marks_that_do_not_pair_are_refused_with_the_row(save: Save, row: str) -> None:
    assert refusal_of(save(f"{TABLE}{row}".encode())) == (
        "people.csv, row 3: its quotation marks do not pair, or it is too long: save the table in your "
        "spreadsheet as “CSV UTF-8”."
    )


def test_text_with_noughts_is_refused(save: Save) -> None:
    assert refusal_of(save(TABLE.encode() + b"A\0,,,,")).startswith("people.csv, line 3: is no text")


def test_folder_and_nothing_are_refused(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "nothing.csv"):
        assert refusal_of(path) == "people.csv is no file: name a CSV file of people."


def test_columns_are_lettered_as_in_a_spreadsheet() -> None:
    assert [letter_of(place) for place in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


def test_table_of_every_column_of_a_person_is_read_whole(save: Save) -> None:
    text = f"{','.join(ANNE)}\n{','.join(ANNE.values())}\n"

    assert rows_of(save(text.encode())) == [Row(2, ANNE)]
