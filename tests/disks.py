"""Disks of a few megabytes, to be filled."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp

import pytest


@contextmanager
def mounted(options: str) -> Iterator[Path]:
    """Give a folder on a disk of its own; the test is left out where that may not be made."""
    disk = Path(mkdtemp(prefix="apostille-"))  # a socket's path must be short
    made = subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", disk], check=False)  # noqa: S607
    if made.returncode:
        pytest.skip("a disk can be mounted by root alone")
    yield disk
    subprocess.run(["umount", "--lazy", disk], check=True)  # noqa: S607
    disk.rmdir()


def fill(disk: Path) -> None:
    size = shutil.disk_usage(disk).total
    with (disk / "filling").open("wb", buffering=0) as file:
        written = file.write(bytes(size))
        with pytest.raises(OSError, match="No space left"):
            file.write(bytes(size - written + 1))
