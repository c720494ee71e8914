"""An installed program is compiled: `make install` leaves byte code of our modules and every library's."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import time
from importlib.util import cache_from_source
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MAKE = shutil.which("make")
HELD = ("--old-file=.venv/.installed",)
"""What is installed counts as new, though a copy of the requirements is newer."""


def not_compiled(folder: Path) -> list[str]:
    """Return the Python files of a folder whose byte code is missing or of another version of the file."""
    return [str(path.relative_to(folder)) for path in folder.rglob("*.py") if not _is_current(path)]


def _is_current(path: Path) -> bool:
    """Return whether byte code says it was made of the file as it is (PEP 552), or that nobody need ask."""
    try:
        head = Path(cache_from_source(str(path))).read_bytes()[:16]
    except FileNotFoundError:
        return False
    if int.from_bytes(head[4:8], "little"):
        return True
    made_of = int.from_bytes(head[8:12], "little"), int.from_bytes(head[12:16], "little")
    return made_of == (int(path.stat().st_mtime) & 0xFFFFFFFF, path.stat().st_size & 0xFFFFFFFF)


@pytest.fixture
def installed(tmp_path: Path) -> Path:
    """Return a copy of the product without byte code, in which what is installed is already there."""
    for name in ("webapp", "letter_templates"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("Makefile", "pyproject.toml", "requirements.txt", "wsgi.py"):
        shutil.copy2(ROOT / name, tmp_path)
    (tmp_path / ".venv").symlink_to(Path(sys.prefix))
    return tmp_path


def make(folder: Path, *arguments: str) -> str:
    """Return what make prints where byte code is not written by the way."""
    environment = {"PATH": "/usr/bin:/bin", "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(
        [str(MAKE), *arguments], cwd=folder, check=True, env=environment, capture_output=True, text=True
    ).stdout


def test_install_compiles_every_module_of_ours(installed: Path) -> None:
    assert "webapp/cli.py" in not_compiled(installed)
    make(installed, *HELD, "build/.byte-code")

    assert not_compiled(installed / "webapp") == []
    assert _is_current(installed / "wsgi.py")


def test_changed_module_is_compiled_again(installed: Path) -> None:
    make(installed, *HELD, "build/.byte-code")
    changed = installed / "webapp" / "cli.py"
    changed.write_text(changed.read_text(encoding="utf-8") + "# changed\n", encoding="utf-8")
    os.utime(changed, (time.time() + 2,) * 2)  # file systems tell times apart by some milliseconds
    assert not_compiled(installed / "webapp") == ["cli.py"]
    make(installed, *HELD, "build/.byte-code")

    assert not_compiled(installed / "webapp") == []


def test_install_leaves_a_snapshot_of_the_catalogue(installed: Path) -> None:
    make(installed, *HELD, "build/catalogue.snapshot")
    asked = "from webapp.content.snapshot import read_snapshot; print(len(read_snapshot().campaigns))"
    run = subprocess.run([sys.executable, "-c", asked], cwd=installed, capture_output=True, check=True)

    assert run.stdout == b"2\n"


def test_content_with_problems_has_no_snapshot_and_stops_no_installation(installed: Path) -> None:
    (installed / "letter_templates" / "ice-offices-canada" / "facts.toml").write_text("", encoding="utf-8")
    make(installed, *HELD, "build/catalogue.snapshot")

    assert not (installed / "build" / "catalogue.snapshot").exists()


def test_every_library_is_compiled() -> None:
    assert not_compiled(Path(sysconfig.get_path("purelib"))) == []


def test_install_asks_for_all_of_it() -> None:
    lines = make(ROOT, "--dry-run", "--always-make", "install").splitlines()

    assert [line for line in lines if line.startswith(".venv/bin/python -m")] == [
        ".venv/bin/python -m compileall -q .venv/lib",
        ".venv/bin/python -m compileall -q wsgi.py webapp",
        ".venv/bin/python -m webapp.content.snapshot",
        ".venv/bin/python -m webapp.renderers.preparing",
    ]
