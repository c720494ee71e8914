"""The same request gives the same file, in any process."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

COMMAND = Path(sys.executable).with_name("apostille")
LETTER = ["letter", "ice-offices-canada", "--stance", "keep", "--riding", "35110", "--language", "both"]
SENDER = ["--name", "Zoé", "--street", "1, rue Principale", "--city", "Toronto", "--province", "ON"]
REST = ["--postal-code", "M4K 1A1", "--email", "zoé@exemple.ca", "--date", "2026-11-24"]


@pytest.mark.parametrize("name", ["eml", "txt", "md", "html", "ics"])
def test_two_processes_make_the_same_file(tmp_path: Path, name: str) -> None:
    files = [tmp_path / f"{seed}.{name}" for seed in (1, 2)]
    for file in files:
        environment = {**os.environ, "PYTHONHASHSEED": file.stem, "TZ": f"UTC{file.stem}"}
        command = [COMMAND, *LETTER, *SENDER, *REST, "--format", name, "--output", file]
        subprocess.run(command, env=environment, check=True, capture_output=True)

    assert files[0].read_bytes() == files[1].read_bytes()
