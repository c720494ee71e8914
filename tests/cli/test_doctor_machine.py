"""What the doctor asks of a machine: libraries, a place for files, no core dumps."""

from __future__ import annotations

import dataclasses
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from webapp.diagnosis import machine

ROOT = Path(__file__).resolve().parents[2]


def test_temporary_folder_of_too_long_a_path_is_wrong(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The processes that lay letters out are asked for through a socket in it."""
    folder = tmp_path / ("x" * 100)
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))

    found = machine.temporary_folder()
    assert (found.state, found.said) == ("wrong", f"{folder} is too long a path")


def test_temporary_folder_that_cannot_be_written_is_wrong() -> None:
    ran = subprocess.run(
        [sys.executable, "-c", "from webapp.diagnosis.machine import *; print(temporary_folder().state)"],
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0)),
        cwd=ROOT,
        capture_output=True,
        check=False,
    )

    assert ran.stdout == b"wrong\n"


@pytest.mark.parametrize(
    ("limit", "pattern", "state"),
    [
        (0, "core", "ok"),
        (-1, "core", "warning"),
        (0, "|/usr/lib/systemd/systemd-coredump", "warning"),
        (0, "", "ok"),
    ],
)
def test_core_dumps_that_would_hold_letters_are_a_warning(
    tmp_path: Path, limit: int, pattern: str, state: str
) -> None:
    path = tmp_path / "core_pattern"
    path.write_text(pattern, "utf-8")
    soft, hard = resource.getrlimit(resource.RLIMIT_CORE)
    resource.setrlimit(resource.RLIMIT_CORE, (limit if limit == 0 else hard, hard))
    try:
        found = machine.core_dumps(path)
    finally:
        resource.setrlimit(resource.RLIMIT_CORE, (soft, hard))

    if limit and hard == 0:
        pytest.skip("no process here may dump core")
    assert found.state == state


def test_missing_library_is_named_with_its_package() -> None:
    known = dataclasses.replace(machine.LIBRARIES[0], file="libnowhere.so.0")

    assert dataclasses.astuple(machine.library(known)) == (
        *("Pango", "wrong", "libnowhere.so.0 is missing", "install it: sudo apt-get install libpango-1.0-0"),
    )


def test_library_that_is_too_old_is_wrong() -> None:
    known = dataclasses.replace(machine.LIBRARIES[0], oldest=(99, 1))

    assert (machine.library(known).state, machine.library(known).mend) == (
        "wrong",
        "upgrade libpango-1.0-0: 99.1 or newer is needed",
    )
