"""Reads the files of a campaign's folder: regular ones that lie in it, each up to a size."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from webapp.domain.errors import ContentError, Problem
from webapp.domain.writing import is_control

LARGEST_TOML = 500_000
LARGEST_TEMPLATE = 64_000
"""Bytes of a file at most: five times the largest of ours, and more than any template may have characters."""
MOST_FILES = 400
"""How many names a campaign's folder may hold."""
_KINDS = {".toml": LARGEST_TOML, ".j2": LARGEST_TEMPLATE}

_NO_FILE = "is no file to read: put a text file here"
MISSING = "the file is missing: add it"


def read_file(path: Path, limit: int, *, missing: str = MISSING) -> bytes:
    """Return the bytes of a file in a campaign's folder; raise `ContentError` where it may not be read.

    Only a regular file that lies in the folder is read: no link that leads out of it, no pipe, no device. It
    is opened without waiting, so that a pipe nobody writes to cannot keep us.
    """
    try:
        real = os.path.realpath(path, strict=True)
        if not real.startswith(os.path.realpath(path.parent).rstrip("/") + "/"):
            raise _refused(path, "is a link that leads out of its folder: put the file itself here")
        opened = os.open(real, os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW | os.O_CLOEXEC)
        with os.fdopen(opened, "rb") as file:
            if not stat.S_ISREG(os.fstat(opened).st_mode):
                raise _refused(path, _NO_FILE)
            content = file.read(limit + 1)
    except FileNotFoundError:
        raise _refused(path, missing) from None
    except IsADirectoryError:
        raise _refused(path, _NO_FILE) from None
    except (OSError, ValueError):  # links in a circle, a name too long, no right to read
        raise _refused(path, "cannot be read: see that it is a text file, and who may read it") from None
    if len(content) > limit:
        raise _refused(path, f"is too large: at most {limit} bytes are read", rule="too-large")
    return content


def read_text(
    path: Path, limit: int, *, missing: str = MISSING, no_text: str = "save the file as UTF-8"
) -> str:
    """Return the text of a file, line ends made one; raise `ContentError` where it is none."""
    try:
        text = read_file(path, limit, missing=missing).decode("utf-8")
    except UnicodeDecodeError:
        raise _refused(path, no_text) from None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if found := hidden_in(text):
        line = text[: text.index(found)].count("\n") + 1
        problem = Problem(str(path), "", hidden_message(found), rule="schema", line=line)
        raise ContentError((problem,))
    return text


def is_there(path: Path) -> bool:
    """Return whether anything has that name, be it a link that leads nowhere."""
    return os.path.lexists(path)


def own_files(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the name and the bytes of every TOML file and template in ``folder``, by name."""
    with os.scandir(folder) as entries:
        names = [entry.name for entry in islice(entries, MOST_FILES + 1)]
    if len(names) > MOST_FILES:
        raise _refused(
            folder, f"holds more than {MOST_FILES} files: take out what is no part of the campaign"
        )
    for name in sorted(names):
        if limit := _KINDS.get(Path(name).suffix):
            yield name, read_file(folder / name, limit)


def hidden_in(text: str) -> str:
    """Return the first character of ``text`` that has no place in one; nothing where there is none.

    Our own marks are such characters: a campaign that could write them would place what it has not.
    """
    hidden = [c for c in set(text) if c not in "\n\t" and is_control(c)]
    return min(hidden, key=text.index, default="")


def hidden_message(character: str) -> str:
    """Return what to do about a character that nobody sees."""
    return f"holds the hidden character U+{ord(character):04X}: remove it"


def _refused(path: Path, message: str, rule: str = "missing-file") -> ContentError:
    return ContentError((Problem(str(path), "", message, rule=rule),))
