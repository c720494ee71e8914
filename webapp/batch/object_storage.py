"""Object storage that fsspec reaches, by the URL of a folder in it: ``s3://bucket/letters``."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from webapp.batch.refusals import BatchRefused, OutputFailed


class Bucket:
    """A folder of object storage. There, an object is whole or it is not there.

    Not every file is read again to see whether it is whole: its size is asked for.
    """

    def __init__(self, url: str) -> None:
        try:
            from fsspec.core import url_to_fs
        except ImportError:
            raise BatchRefused(f"{url} is object storage: pip install apostille[cluster]") from None
        try:
            self._storage, self._path = url_to_fs(url)
        except (ImportError, ValueError) as error:
            raise BatchRefused(f"{url} cannot be reached: {error}") from None
        if "memory" in self._storage.protocol:
            raise BatchRefused(f"{url} is the memory of each process: name storage that all of them reach.")

    def put(self, name: str, content: bytes) -> None:
        """Write an object, in the place of another of that name."""
        with _told():
            self._storage.makedirs(self._path, exist_ok=True)
            self._storage.pipe_file(self._at(name), content)

    def read(self, name: str) -> bytes:
        """Return what is in an object."""
        with _told():
            content: bytes = self._storage.cat_file(self._at(name))
        return content

    def rename(self, name: str, new: str) -> None:
        """Give an object another name, if it is there."""
        with _told():
            if self._storage.exists(self._at(name)):
                self._storage.makedirs(self._at(new).rpartition("/")[0], exist_ok=True)
                self._storage.mv(self._at(name), self._at(new))

    def is_whole(self, name: str, size: int, digest: bytes, key: bytes) -> bool:  # noqa: ARG002 - see the class
        """Return whether an object is there in its size."""
        with _told():
            try:
                found: Any = self._storage.info(self._at(name))
            except FileNotFoundError:
                return False
        return bool(found["size"] == size)

    def _at(self, name: str) -> str:
        return f"{self._path}/{name}"


@contextmanager
def _told() -> Iterator[None]:
    """Turn what any storage raises into one error: its own words may hold an address with its password."""
    try:
        yield
    except Exception as error:
        said = error.strerror if isinstance(error, OSError) else None
        raise OutputFailed(said or type(error).__name__) from None
