"""A copy of the product that may be spoilt, and its start."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from serving import ROOT, free_port

_PARTS = ("webapp", "letter_templates", "static", "wsgi.py", "gunicorn.conf.py")
PATIENCE = 30


def copy_of_site(folder: Path) -> Path:
    """Return a folder with all that is served."""
    copy = folder / "apostille"
    copy.mkdir()
    for part in _PARTS:
        place = shutil.copytree if (ROOT / part).is_dir() else shutil.copy
        place(ROOT / part, copy / part)
    return copy


def failed_start(site: Path, *before: str, **environment: str) -> tuple[int, list[str]]:
    """Return the status of a start that fails, and the lines it says; the copy is what is imported."""
    given = {**os.environ, "APOSTILLE_BIND": f"127.0.0.1:{free_port()}", "APOSTILLE_LOG_LEVEL": "error"}
    paths = {"PYTHONPATH": f"{environment.pop('first', '')}:{site}", "PYTHONSAFEPATH": "1"}
    done = subprocess.run(
        [*before, sys.executable, "-m", "gunicorn", "wsgi:app"],
        cwd=site,
        env={**given, **paths, **environment},
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    return done.returncode, done.stderr.splitlines()
