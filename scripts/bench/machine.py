"""The machine a run was made on, by what decides its figures: nothing that names it."""

from __future__ import annotations

import ctypes
import os
import platform
import subprocess
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from bench.clients import WRK
from bench.peers.with_chromium import CHROMIUM
from bench.peers.with_libreoffice import SOFFICE
from webapp.cores import usable_cores

_PACKAGES = ("weasyprint", "pydyf", "fonttools", "jinja2", "gunicorn", "typst", "reportlab")
_LIBRARIES = {
    "Pango": ("libpango-1.0.so.0", "pango_version_string"),
    "HarfBuzz": ("libharfbuzz.so.0", "hb_version_string"),
}
_ABSENT = "not installed"


def machine() -> tuple[tuple[str, str], ...]:
    """Return what the machine has, in pairs of a name and a value."""
    return tuple(_facts())


def _facts() -> Iterator[tuple[str, str]]:
    yield "processor", _processor()
    yield "cores", str(usable_cores())
    yield "system", f"{platform.system()} {platform.machine()}"
    yield "Python", f"{platform.python_implementation()} {platform.python_version()}"
    for name in _PACKAGES:
        yield name, _package(name)
    for name, (library, function) in _LIBRARIES.items():
        yield name, _library(library, function)
    yield "Chromium", _said(CHROMIUM)
    yield "LibreOffice", _said(SOFFICE)
    yield "wrk", "installed" if WRK else _ABSENT


def _processor() -> str:
    path = Path("/proc/cpuinfo")
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.processor() or "not told")


def _package(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return _ABSENT


def _library(file: str, function: str) -> str:
    try:
        told = getattr(ctypes.CDLL(file), function)
    except OSError:
        return _ABSENT
    told.restype = ctypes.c_char_p
    return str(told().decode())


def _said(program: str | None) -> str:
    """Return the version that a program says it is: the second word of its first line."""
    if not program:
        return _ABSENT
    command, environment = [program, "--version"], {**os.environ, "LC_ALL": "C"}
    said = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=60)  # noqa: S603
    return [*said.stdout.split(), "not told", "not told"][1]
