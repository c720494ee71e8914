"""A campaign's folder from a stranger: what is no text of its own is refused, and nothing waits or grows."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from webapp.checks.folder import check_folder
from webapp.checks.lines import line_of
from webapp.content.campaigns import load_campaign
from webapp.domain.errors import ContentError

Spoil = Callable[[str, str, str], None]
ROOT = Path(__file__).resolve().parents[2]
TOML_FILES = ("campaign.toml", "facts.toml", "sources.toml", "passages.toml", "corrections.toml")
FILES = (*TOML_FILES, "close.fr.md.j2", "notes.toml", "old.j2")
"""Files that a campaign has, and two that it has not: they are part of its revision."""

OUTSIDE = "is a link that leads out of its folder: put the file itself here"
NO_FILE = "is no file to read: put a text file here"
UNREADABLE = "cannot be read: see that it is a text file, and who may read it"

# Ten seconds of a processor and a gigabyte are far more than reading a campaign takes.
LOADING = """
import resource, sys
from pathlib import Path
resource.setrlimit(resource.RLIMIT_CPU, (10, 10))
resource.setrlimit(resource.RLIMIT_AS, (10**9, 10**9))
from webapp.checks.folder import check_folder
from webapp.content.campaigns import load_campaign
from webapp.domain.errors import ContentError
try:
    load_campaign(Path(sys.argv[1]))
    print("loaded")
except ContentError as error:
    print("\\n".join(f"{Path(p.path).name}:{p.line}: {p.message}" for p in error.problems))
    assert len(check_folder(Path(sys.argv[1]))) == len(set(error.problems))
"""


def loaded_apart(folder: Path) -> list[str]:
    """Return what is said of a folder in a process of its own, which must end within its limits."""
    command = [sys.executable, "-c", LOADING, str(folder)]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False, cwd=ROOT)
    assert ended.stderr == ""
    return ended.stdout.splitlines()


def said(folder: Path) -> list[str]:
    with pytest.raises(ContentError) as refused:
        load_campaign(folder)
    return [f"{Path(problem.path).name}: {problem.message}" for problem in refused.value.problems]


def replaced(folder: Path, name: str) -> Path:
    path = folder / name
    path.unlink(missing_ok=True)
    return path


@pytest.mark.parametrize("name", FILES)
def test_link_that_leads_out_of_the_folder_is_refused(folder: Path, name: str) -> None:
    replaced(folder, name).symlink_to("/etc/passwd")
    assert said(folder) == [f"{name}: {OUTSIDE}"]


@pytest.mark.parametrize(
    "target", ["../../../../../../../../etc/passwd", "/dev/zero", "/proc/self/environ", ".."]
)
def test_link_is_refused_wherever_it_leads(folder: Path, target: str) -> None:
    replaced(folder, "facts.toml").symlink_to(target)
    assert said(folder) == [f"facts.toml: {OUTSIDE}"]


def test_link_through_a_link_is_refused(folder: Path) -> None:
    (folder / "aside").symlink_to("/etc")
    replaced(folder, "facts.toml").symlink_to("aside/passwd")
    assert said(folder) == [f"facts.toml: {OUTSIDE}"]


def test_link_within_the_folder_is_read(folder: Path) -> None:
    (folder / "facts.toml").rename(folder / "kept.txt")
    (folder / "facts.toml").symlink_to("kept.txt")
    assert load_campaign(folder).slug == folder.name


def test_links_in_a_circle_are_refused(folder: Path) -> None:
    replaced(folder, "facts.toml").symlink_to("facts.toml")
    assert said(folder) == [f"facts.toml: {UNREADABLE}"]


def test_link_that_leads_nowhere_is_a_missing_file(folder: Path) -> None:
    replaced(folder, "corrections.toml").symlink_to("nowhere.toml")
    assert said(folder) == ["corrections.toml: the file is missing: add it"]


@pytest.mark.parametrize("name", FILES)
def test_pipe_is_refused_without_waiting_for_a_writer(folder: Path, name: str) -> None:
    os.mkfifo(replaced(folder, name))
    assert loaded_apart(folder) == [f"{name}:0: {NO_FILE}"]


@pytest.mark.parametrize("name", FILES)
def test_folder_in_the_place_of_a_file_is_refused(folder: Path, name: str) -> None:
    replaced(folder, name).mkdir()
    assert said(folder) == [f"{name}: {NO_FILE}"]


def test_folder_of_many_files_is_refused(folder: Path) -> None:
    for number in range(400):
        (folder / f"{number}.txt").touch()
    assert said(folder) == [
        f"{folder.name}: holds more than 400 files: take out what is no part of the campaign"
    ]


@pytest.mark.parametrize(
    ("name", "limit"), [("facts.toml", 500_000), ("close.fr.md.j2", 64_000), ("a.toml", 500_000)]
)
def test_file_of_a_hundred_megabytes_is_refused_unread(folder: Path, name: str, limit: int) -> None:
    with (folder / name).open("wb") as file:
        file.truncate(100_000_000)
    assert loaded_apart(folder) == [f"{name}:0: is too large: at most {limit} bytes are read"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a = " + "[" * 5_000, "more than 12 brackets in each other: close them, or take some out"),
        ("a = " + "{b = " * 4_000, "more than 12 brackets in each other: close them, or take some out"),
        ("a" + ".a" * 200_000 + " = 1", "a key of more than 12 parts: write a table in square brackets"),
        ("a" + " . 'a'" * 60_000 + " = 1", "a key of more than 12 parts: write a table in square brackets"),
        ('a = {x = """"""", b' + ".a" * 200_000 + " = 1}",
         "a key of more than 12 parts: write a table in square brackets"),
        ("a = {x = ''''''', b" + ".a" * 200_000 + " = 1}",
         "a key of more than 12 parts: write a table in square brackets"),
        ("[" + "a." * 200_000 + "a]", "a key of more than 12 parts: write a table in square brackets"),
        ("[[facts]]\n" * 40_000, "more than 10000 values: take out what the campaign does not need"),
        ("".join(f"a{n}=1\n" for n in range(45_000)),
         "more than 10000 values: take out what the campaign does not need"),
        ("a = [" + "1," * 200_000 + "]", "more than 10000 values: take out what the campaign does not need"),
        ("a = 1" + "0" * 400_000, "has a number of thousands of digits: shorten it"),
        ("a = 1\na = 2\n", "not valid TOML: Cannot overwrite a value (at line 2, column 6)"),
        ('a = "\\ud800"',
         "not valid TOML: Escaped character is not a Unicode scalar value (at line 1, column 12)"),
        ('"\\u001b[2J" = 1', "holds the hidden character U+001B: remove it"),
        ('facts = ["\\ue002"]', "holds the hidden character U+E002: remove it"),
        ("a = '\x00'", "holds the hidden character U+0000: remove it"),
    ],
    ids=range(16),
)  # fmt: skip
def test_toml_that_would_take_long_is_refused_at_once(folder: Path, text: str, message: str) -> None:
    (folder / "facts.toml").write_text(text, encoding="utf-8")
    (said_of_it,) = loaded_apart(folder)
    name, _, rest = said_of_it.split(":", 2)
    assert (name, rest) == ("facts.toml", f" {message}")


STRUCTURELESS = [
    'a = "' + "\\\\" * 240_000 + '"',
    'a = """' + "\n" * 400_000,
    "a = '''" + "'" * 400_000,
    '"' * 400_000,
    '"\\' * 200_000,
    "#" * 400_000,
    ". " * 200_000,
    "x = 0x" + "f" * 400_000,
]


@pytest.mark.parametrize("text", STRUCTURELESS, ids=range(len(STRUCTURELESS)))
def test_toml_of_any_shape_is_read_in_bounded_time(folder: Path, text: str) -> None:
    (folder / "facts.toml").write_text(text, encoding="utf-8")
    assert loaded_apart(folder)[0].startswith("facts.toml:")


def test_many_mistakes_are_said_in_part(folder: Path) -> None:
    keys = "".join(f"a{number} = 1\n" for number in range(9_000))
    (folder / "sources.toml").write_text(f"sources = []\n{keys}")
    lines = loaded_apart(folder)
    assert (len(lines), lines[-1]) == (101, "sources.toml:0: 8900 more problems: mend those above first")


def test_more_facts_than_a_campaign_may_have_are_refused(folder: Path) -> None:
    (folder / "facts.toml").write_text("[[facts]]\n" * 301)
    assert said(folder) == ["facts.toml: give 300 at most"]


def test_more_letters_than_a_campaign_may_have_are_refused(folder: Path) -> None:
    (folder / "passages.toml").write_text("".join(f"[a{number}]\n" for number in range(21)))
    assert said(folder) == ["passages.toml: give 20 at most"]


@pytest.mark.parametrize(
    ("name", "old", "new", "message"),
    [
        ("campaign.toml", "[rules]", "[rules]\ngrace_days = 99999999999", "write a number of 3650 at most"),
        ("campaign.toml", "[rules]", "[rules]\ngrace_days = 1979-05-27",
         "write a whole number, without quotation marks"),
        ("sources.toml", 'retrieved = "2026-11-22"', 'retrieved = "9999-12-31"', "write a year before 3000"),
        ("sources.toml", 'retrieved = "2026-11-22"', "retrieved = 2026-11-22",
         "write a text between quotation marks"),
        ("sources.toml", 'retrieved = "2026-11-22"', 'retrieved = "0000"', "year 0 is out of range"),
        ("facts.toml", 'id = "F01"', f'id = "{"F" * 61}"', "shorten it to 60 characters"),
        ("campaign.toml", 'slug = "close"', f'slug = "{"a" * 400}"', "shorten it to 60 characters"),
    ],
)  # fmt: skip
def test_value_beyond_what_can_be_counted_is_refused(
    folder: Path, spoil: Spoil, name: str, old: str, new: str, message: str
) -> None:
    spoil(name, old, new)
    assert said(folder) == [f"{name}: {message}"]


def test_hidden_character_in_a_letter_is_placed(folder: Path) -> None:
    """Our own marks are such characters: a letter could else place a fact that nobody chose."""
    path = folder / "close.en.md.j2"
    path.write_text(path.read_text("utf-8") + "\n\ue000\ue010six-cities/claim\ue001", "utf-8")
    with pytest.raises(ContentError) as refused:
        load_campaign(folder)
    (problem,) = refused.value.problems
    lines = path.read_text("utf-8").count("\n") + 1
    assert (problem.line, problem.message) == (lines, "holds the hidden character U+E000: remove it")


def test_check_of_a_refused_folder_reads_nothing_else(folder: Path) -> None:
    replaced(folder, "facts.toml").symlink_to("/etc/passwd")
    (problem,) = check_folder(folder)
    assert (problem.rule, problem.message) == ("missing-file", OUTSIDE)


def test_line_is_found_beside_names_without_end() -> None:
    rows = "".join(f'[["{"a" * 200}{number}"]]\nid = "b"\n' for number in range(2_000))
    assert line_of(f'{rows}[[facts]]\nid = "F01"\nmood = 1\n', "facts F01 › mood") == 4_003
