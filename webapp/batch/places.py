"""Where letters are written: a folder, or object storage that fsspec reaches."""

from __future__ import annotations

import hmac
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import IO, Protocol
from urllib.parse import unquote, urlsplit

from webapp.batch.refusals import OutputFailed

PART = ".part"


class Place(Protocol):
    """Where files stand; a name may begin with one folder. A file is there whole, or not at all.

    Every function raises `OutputFailed` where the place does not do what it is asked.
    """

    def put(self, name: str, content: bytes) -> None:
        """Write a file, in the place of another of that name."""

    def read(self, name: str) -> bytes:
        """Return what is in a file."""

    def rename(self, name: str, new: str) -> None:
        """Give a file another name, if it is there."""

    def is_whole(self, name: str, size: int, digest: bytes, key: bytes) -> bool:
        """Return whether a file is there as it was written."""


def digest_of(key: bytes, content: bytes) -> bytes:
    """Return the digest of a file by the batch's own key: without it nobody can try who is in a letter."""
    return hmac.digest(key, content, "sha256")


class Folder:
    """A folder of this machine, or one that it shares with others."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def put(self, name: str, content: bytes) -> None:
        """Write a file under another name, wait until the disk has it, and give it its own."""
        self.put_lines(name, [content])

    def put_lines(self, name: str, content: Iterable[bytes]) -> None:
        """Write a file piece by piece, as `put` does."""
        with self.writing(name) as file:
            file.writelines(content)

    @contextmanager
    def writing(self, name: str) -> Iterator[IO[bytes]]:
        """Give a file to be written as `put` does: it gets its name when all went well."""
        part = self.path / f".{name}.{os.getpid()}{PART}"
        try:
            with part.open("wb") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            part.replace(self.path / name)
        except OSError as error:
            raise OutputFailed(error.strerror or type(error).__name__) from None
        finally:
            with suppress(OSError):
                part.unlink(missing_ok=True)

    def read(self, name: str) -> bytes:
        """Return what is in a file."""
        try:
            return (self.path / name).read_bytes()
        except OSError as error:
            raise OutputFailed(error.strerror or type(error).__name__) from None

    def rename(self, name: str, new: str) -> None:
        """Give a file another name, if it is there."""
        try:
            (self.path / new).parent.mkdir(exist_ok=True)
            with suppress(FileNotFoundError):
                (self.path / name).replace(self.path / new)
        except OSError as error:
            raise OutputFailed(error.strerror or type(error).__name__) from None

    def is_whole(self, name: str, size: int, digest: bytes, key: bytes) -> bool:
        """Return whether a file is there, byte for byte as it was written."""
        try:
            content = (self.path / name).read_bytes()
        except OSError:
            return False
        return len(content) == size and hmac.compare_digest(digest_of(key, content), digest)

    def left_overs(self) -> Iterator[Path]:
        """Yield the files that were being written when a process died."""
        with os.scandir(self.path) as entries:
            for entry in entries:
                if entry.name.startswith(".") and entry.name.endswith(PART):
                    yield Path(entry.path)


@cache
def place_at(address: str) -> Place:
    """Return the place at an address: a path, or the URL of a folder."""
    if "://" in address and not address.startswith("file://"):
        from webapp.batch.object_storage import Bucket

        return Bucket(address)
    return Folder(path_of(address).absolute())


def path_of(address: str) -> Path:
    """Return the path that an address without a protocol, or with ``file://``, stands for."""
    parts = urlsplit(address)
    return Path(unquote(parts.path)) if parts.scheme == "file" else Path(address)
