"""What the machine brings: Python, the libraries that lay letters out, fonts, a place for files."""

from __future__ import annotations

import ctypes
import os
import platform
import resource
import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from webapp.diagnosis.findings import Finding, ok, warning, wrong
from webapp.domain.errors import RenderingError
from webapp.renderers.fonts import FACES

OLDEST_PYTHON = (3, 11)
LEAST_SPACE = 200_000_000
"""Bytes that should be free for temporary files: fonts' caches, and a server's own figures."""
LONGEST_FOLDER = 75
"""Bytes of its path: a socket's name has 107, and Python's own part of it 32."""
CORE_PATTERN = Path("/proc/sys/kernel/core_pattern")
_INSTALL = "install it: sudo apt-get install {package}"


@dataclass(frozen=True)
class Library:
    """A library of the system: its file, its package in Debian, and which function says its version."""

    name: str
    file: str
    package: str
    version: str
    oldest: tuple[int, ...]
    """The oldest that WeasyPrint takes, of as many numbers as matter."""


LIBRARIES = (
    Library("Pango", "libpango-1.0.so.0", "libpango-1.0-0", "pango_version_string", (1, 44)),
    Library("PangoFT2", "libpangoft2-1.0.so.0", "libpangoft2-1.0-0", "", ()),
    Library("HarfBuzz subset", "libharfbuzz-subset.so.0", "libharfbuzz-subset0", "hb_version_string", (4, 1)),
    Library("fontconfig", "libfontconfig.so.1", "fontconfig-config", "FcGetVersion", (2, 10)),
)


def python() -> Finding:
    """Say which Python runs."""
    said = platform.python_version()
    if sys.version_info[:2] < OLDEST_PYTHON:
        return wrong("Python", said, "install Python 3.11 or newer, then run `make clean install`")
    return ok("Python", said)


def library(known: Library) -> Finding:
    """Say whether a library is there, and of what version."""
    try:
        loaded = ctypes.CDLL(known.file)
    except OSError:
        return wrong(known.name, f"{known.file} is missing", _INSTALL.format(package=known.package))
    version = _version(loaded, known.version) if known.version else ()
    said = ".".join(map(str, version)) or "there"
    if version < known.oldest:
        oldest = ".".join(map(str, known.oldest))
        return wrong(known.name, said, f"upgrade {known.package}: {oldest} or newer is needed")
    return ok(known.name, said)


def fonts() -> Iterator[Finding]:
    """Say of each typeface whether its file is there."""
    for face in FACES:
        subject = f"font {face.family}{' italic' if face.style == 'italic' else ''}"
        try:
            yield ok(subject, f"{face.path.stat().st_size:,} bytes")
        except (RenderingError, OSError):
            yield wrong(subject, f"{face.file} of {face.package} is missing", "run `make install` again")


def temporary_folder() -> Finding:
    """Say whether temporary files can be written, and how much space there is."""
    try:
        folder = tempfile.gettempdir()
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(b"x")
            file.flush()
        free = shutil.disk_usage(folder).free
    except OSError as error:
        mend = "make a folder that the server may write to, and name it in TMPDIR"
        return wrong("temporary folder", f"cannot be written ({error.strerror})", mend)
    said = f"{folder}, {free // 1_000_000:,} MB free"
    if len(os.fsencode(folder)) > LONGEST_FOLDER:
        mend = f"name one of at most {LONGEST_FOLDER} bytes in TMPDIR: sockets have no longer names (unix(7))"
        return wrong("temporary folder", f"{folder} is too long a path", mend)
    if free < LEAST_SPACE:
        return warning("temporary folder", said, f"make room: {LEAST_SPACE // 1_000_000} MB should be free")
    return ok("temporary folder", said)


def core_dumps(pattern: Path = CORE_PATTERN) -> Finding:
    """Say whether a process that crashes would leave its memory, letters and all, on disk.

    A limit of 0 stops a file; a program that the kernel gives dumps to gets them all the same (core(5)).
    """
    try:
        piped = pattern.read_text(encoding="utf-8").startswith("|")
    except OSError:
        piped = False
    limit, _ = resource.getrlimit(resource.RLIMIT_CORE)
    if limit:
        mend = "start the server where `ulimit -c 0` holds (LimitCORE=0 in a systemd unit)"
        return warning("core dumps", "on: a crash would write letters to disk", mend)
    if piped:
        mend = "keep none: Storage=none and ProcessSizeMax=0 in coredump.conf (systemd)"
        return warning("core dumps", "no file, but the kernel gives them to a program", mend)
    return ok("core dumps", "off")


def _version(loaded: ctypes.CDLL, function: str) -> tuple[int, ...]:
    """Return a library's version; fontconfig gives one number, 21401 for 2.14.1, others a text."""
    ask = loaded[function]
    if function == "FcGetVersion":
        number = int(ask())
        return number // 10_000, number // 100 % 100, number % 100
    ask.restype = ctypes.c_char_p
    return tuple(int(part) for part in ask().decode().split("."))
