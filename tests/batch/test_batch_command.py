"""`apostille batch`: a letter for each row, and what is said of the rows that get none."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from batches import ANNE, letters_in, mends, people, read_csv

from webapp.cli import main
from webapp.composition.compose import compose
from webapp.domain.catalogue import Catalogue
from webapp.domain.passages import Changes
from webapp.renderers import text
from webapp.renderers.formats import FORMATS

Call = Callable[..., tuple[int, str, str]]
Write = Callable[..., Path]
MakeRequest = Callable[..., object]


def test_every_row_has_the_letter_that_the_letter_command_would_write(
    call: Call, write: Write, tmp_path: Path, make_request: MakeRequest, catalogue: Catalogue
) -> None:
    words = {"own_words": "Été, “quoted”;\nand a second line."}
    table = write({}, {"language": "fr"}, {"stance": "keep", **words})
    status, out, err = call(table, tmp_path / "out")

    wanted = [
        compose(make_request(changes=Changes(), **changes), catalogue)
        for changes in ({}, {"language": "fr"}, {"stance": "keep", "own_words": (words["own_words"],)})
    ]
    letters = letters_in(tmp_path / "out")
    assert (status, out) == (0, f"{tmp_path}/out: 3 letters, 3 made now.\n")
    assert err.startswith("apostille: note, of 3 letters: Our sources do not agree on who is Minister")
    assert [letters[name] for name in sorted(letters)] == [text.render(letter) for letter in wanted]
    assert mends(tmp_path / "out") == []


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_can_be_asked_for(call: Call, write: Write, tmp_path: Path, name: str) -> None:
    assert call(write({}), tmp_path / "out", kind=name)[0] == 0

    ((file, content),) = letters_in(tmp_path / "out").items()
    assert file.endswith(f".{FORMATS[name].extension}")
    assert len(content) > 100


def test_names_and_manifest_say_nothing_of_a_person(call: Call, write: Write, tmp_path: Path) -> None:
    call(write({}, {"language": "fr"}), tmp_path / "out")

    names = sorted(letters_in(tmp_path / "out"))
    rows = read_csv(tmp_path / "out" / "manifest.csv")
    assert [bool(re.fullmatch(r"00000[23]-[0-9a-f]{10}\.txt", name)) for name in names] == [True, True]
    assert [(row["row"], row["file"]) for row in rows] == [("2", names[0]), ("3", names[1])]
    assert [row["letter"].split(" facts=")[0].split()[-2:] for row in rows] == [
        ["stance=close", "language=en"],
        ["stance=close", "language=fr"],
    ]
    assert list(rows[0]) == ["row", "file", "letter", "bytes", "hmac_sha256"]
    record = (tmp_path / "out" / "batch.sqlite").read_bytes()
    assert [word for word in ANNE.values() if len(word) > 5 and word.encode() in record] == []


def test_names_of_the_same_letter_differ_between_batches(call: Call, write: Write, tmp_path: Path) -> None:
    table = write({})
    for name in ("one", "two"):
        call(table, tmp_path / name)

    (one, content), (two, same) = (next(iter(letters_in(tmp_path / name).items())) for name in ("one", "two"))
    assert content == same
    assert one != two


def test_rows_to_be_mended_are_named_with_field_and_mend_and_the_others_get_letters(
    call: Call, write: Write, tmp_path: Path
) -> None:
    table = write(
        {"postal_code": "90210 Secret"},
        {},
        {"riding": "Zzyzx", "name": ""},
        {"name": "=HYPERLINK(1)", "stance": "everything", "language": "tlh"},
        {"riding": "Toronto"},
    )
    status, out, err = call(table, tmp_path / "out")

    assert (status, out) == (3, f"{tmp_path}/out: 1 letter, 1 made now.\n")
    assert err.splitlines()[-1] == (f"apostille: 4 rows to be mended: {tmp_path}/out/errors.csv says how.")
    find = " Write the riding’s name or code: `apostille ridings` finds it."
    assert mends(tmp_path / "out") == [
        ("2", "postal_code", "Enter a Canadian postal code, such as T6G 1X6: letter, digit, letter, digit, "
         "letter, digit."),
        ("4", "riding", "No riding matches “…”. Check the spelling, or type one word of its name." + find),
        ("4", "name", "Enter your name."),
        ("5", "name", "Put the value here instead of a formula."),
        ("5", "stance", "Choose what you ask."),
        ("5", "language", "Choose the language of your letter: English, French or both."),
        ("6", "riding", "Several ridings match “…”. Choose yours." + find),
    ]  # fmt: skip


def test_riding_left_out_is_found_by_the_postal_code_where_that_is_sure(
    call: Call, write: Write, tmp_path: Path
) -> None:
    assert call(write({"riding": ""}), tmp_path / "out", "--format", "eml")[0] == 0
    assert call(write({"riding": "", "postal_code": "T6E 9Z9"}), tmp_path / "two")[0] == 3
    assert [row[:2] for row in mends(tmp_path / "two")] == [("2", "riding")]


def test_identical_row_gets_no_second_letter_and_is_told(call: Call, write: Write, tmp_path: Path) -> None:
    table = write({}, {"language": "fr"}, {"name": " Anne   Tremblay "})

    assert call(table, tmp_path / "out")[0] == 3
    assert len(letters_in(tmp_path / "out")) == 2
    assert mends(tmp_path / "out") == [
        ("4", "", "The same as row 2, for which a letter is made: remove one.")
    ]


def test_what_rows_do_not_say_may_be_said_for_all(call: Call, write: Write, tmp_path: Path) -> None:
    table = write({"stance": "", "language": ""})
    assert call(table, tmp_path / "out", "--stance", "keep", "--language", "fr")[0] == 0

    (letter,) = letters_in(tmp_path / "out").values()
    assert b"Objet\xc2\xa0:" in letter


def test_check_makes_no_letter(call: Call, write: Write, tmp_path: Path) -> None:
    table = write({}, {"name": ""})
    assert call(table, tmp_path / "out", "--check")[:2] == (
        3,
        f"{table}: 1 row to make letters for.\n",
    )
    assert mends(tmp_path / "out") == [("3", "name", "Enter your name.")]
    assert letters_in(tmp_path / "out") == {}


@pytest.mark.parametrize("language", ["en", "fr"])
def test_example_is_a_table_of_which_letters_can_be_made(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], language: str
) -> None:
    with pytest.raises(SystemExit):
        main(["batch", "ice-offices-canada", "--example", "--language", language])
    table = tmp_path / "people.csv"
    table.write_bytes(capsys.readouterr().out.encode())

    heading = table.read_text("utf-8-sig").split(",", 1)[0]
    assert heading == {"en": "name", "fr": "nom"}[language]
    with pytest.raises(SystemExit) as done:
        main(
            ["batch", "ice-offices-canada", str(table), "--output", str(tmp_path / "out"), "--format", "txt"]
        )
    assert done.value.code == 0
    assert len(letters_in(tmp_path / "out")) == 5


def test_hundreds_of_rows_make_hundreds_of_letters(call: Call, write: Write, tmp_path: Path) -> None:
    status, out, _ = call(write(*people(300)), tmp_path / "out", "--workers", "3")

    assert (status, out) == (0, f"{tmp_path}/out: 300 letters, 300 made now.\n")
    letters = letters_in(tmp_path / "out")
    assert [name[:6] for name in sorted(letters)] == [f"{row:06}" for row in range(2, 302)]
    assert [
        f"{row - 1} 82 Avenue NW".encode() in letters[name] for row, name in enumerate(sorted(letters), 2)
    ] == ([True] * 300)


def test_formula_is_text_in_a_letter_and_in_no_table(call: Call, write: Write, tmp_path: Path) -> None:
    assert call(write({"own_words": "=1+1\n@SUM(A1)"}), tmp_path / "out")[0] == 0

    (letter,) = letters_in(tmp_path / "out").values()
    assert b"=1+1\n@SUM(A1)" in letter


def test_character_that_the_typeface_lacks_is_told_for_a_pdf_alone(
    call: Call, write: Write, tmp_path: Path
) -> None:
    table = write({"name": "Anne 𓀀 Tremblay"})

    assert call(table, tmp_path / "text")[0] == 0
    assert call(table, tmp_path / "pdf", "--format", "pdf")[0] == 3
    assert mends(tmp_path / "pdf") == [
        ("2", "name", "Remove or rewrite …: the letter’s typeface cannot print it.")
    ]
