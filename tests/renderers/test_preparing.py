"""What `make install` makes beforehand is what is made without it, and is not used for anything else."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from webapp.renderers.c_declarations import keep_declarations, kept_declarations
from webapp.renderers.fonts import LETTER_WEIGHTS
from webapp.renderers.kept import keep, place

ROOT = Path(__file__).resolve().parents[2]
SENDER = (
    "--name",
    "Anne",
    "--street",
    "1",
    "--city",
    "Toronto",
    "--province",
    "ON",
    "--postal-code",
    "M4K 1A1",
)
REQUEST = (
    "letter",
    "ice-offices-canada",
    "--stance",
    "keep",
    "--riding",
    "35110",
    "--language",
    "both",
    *SENDER,
)
LETTER = f"""
import sys
from webapp.cli import main
try:
    main([*{REQUEST}, "--date", "2026-11-24", "--format", sys.argv[1]])
finally:
    print(*sorted({{"cffi", "ctypes.util"}} & set(sys.modules)), file=sys.stderr)
"""
PREPARE = "from webapp.renderers.preparing import main; main()"


@pytest.fixture
def unprepared(tmp_path: Path) -> Path:
    """Return a copy of the product for which nothing was made beforehand."""
    for name in ("webapp", "letter_templates"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy2(ROOT / "requirements.txt", tmp_path)
    return tmp_path


def ran(folder: Path, code: str, *given: str) -> tuple[bytes, str]:
    """Return what a process of a copy of the product writes, and the last line that it says."""
    command = [sys.executable, "-c", code, *given]
    done = subprocess.run(command, cwd=folder, check=True, capture_output=True)
    return done.stdout, (done.stderr.decode().splitlines() or [""])[-1]


def test_letter_is_the_same_before_and_after(unprepared: Path) -> None:
    before, parsed = ran(unprepared, LETTER, "pdf")
    ran(unprepared, PREPARE)
    after, ready = ran(unprepared, LETTER, "pdf")

    assert (before == after, before[:5]) == (True, b"%PDF-")
    assert (parsed, ready) == ("cffi ctypes.util", "")


def test_nothing_is_written_but_when_it_is_prepared(unprepared: Path) -> None:
    ran(unprepared, LETTER, "pdf")
    assert not (unprepared / "build").exists()

    ran(unprepared, PREPARE)
    kept = {path: path.stat().st_mtime_ns for path in (unprepared / "build").rglob("*")}
    ran(unprepared, LETTER, "pdf")

    names = sorted(path.name.partition("_")[0] for path in kept if path.suffix != ".cache")
    assert names == ["", "declarations", "declarations", "letters", "serif-400", "serif-600", "templates"]
    assert {path: path.stat().st_mtime_ns for path in (unprepared / "build").rglob("*")} == kept


def test_template_that_was_changed_since_is_compiled_anew(unprepared: Path) -> None:
    ran(unprepared, PREPARE)
    template = unprepared / "letter_templates" / "_layout" / "document.html.j2"
    template.write_text(
        template.read_text(encoding="utf-8").replace("<body", "<body data-new"), encoding="utf-8"
    )
    said, _ = ran(unprepared, LETTER, "html")

    assert b"<body data-new" in said


def test_what_another_release_left_goes(unprepared: Path) -> None:
    stale = unprepared / "build" / "letters" / "declarations_0.py"
    keep(stale, b"stale")
    ran(unprepared, PREPARE)

    assert not stale.exists()


def test_kept_weight_is_a_font_of_that_weight(unprepared: Path) -> None:
    ran(unprepared, PREPARE)
    for weight in LETTER_WEIGHTS:
        [path] = (unprepared / "build" / "letters").glob(f"{weight.slug}_*.ttf")

        assert path.read_bytes() == weight.content()
        assert TTFont(path)["OS/2"].usWeightClass == int(weight.weight)


def test_declarations_are_found_where_they_are_kept_and_only_there(tmp_path: Path) -> None:
    assert kept_declarations(tmp_path) is None
    keep_declarations(tmp_path)
    declarations = kept_declarations(tmp_path)

    assert declarations is not None
    assert declarations.cdef("int f(void);") is None
    assert declarations.string(declarations.new("char[]", b"Anne")) == b"Anne"
    assert declarations.sizeof("PangoRectangle") == 16


def test_name_is_a_digest_of_each_thing_it_is_made_of(tmp_path: Path) -> None:
    first = place("a_{}.ttf", b"one", b"two", folder=tmp_path)

    assert first == place("a_{}.ttf", b"one", b"two", folder=tmp_path)
    assert first not in {
        place("a_{}.ttf", *other, folder=tmp_path) for other in ([b"onetwo"], [b"on", b"etwo"], [])
    }


def test_file_that_is_kept_is_whole(tmp_path: Path) -> None:
    keep(tmp_path / "new" / "a.ttf", b"font")
    keep(tmp_path / "new" / "a.ttf", b"another")

    assert [(path.name, path.read_bytes()) for path in (tmp_path / "new").iterdir()] == [
        ("a.ttf", b"another")
    ]
