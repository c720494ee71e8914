"""Imports WeasyPrint without what takes half of that time and no letter needs: a search, and font tools.

WeasyPrint asks for each shared library by names that only other systems have, and for each of these names
`ctypes.util` starts a compiler and a linker; the names that Linux has come last, and need no search. And it
imports the parts of fontTools that cut fonts where HarfBuzz cannot: they are loaded when one is called.

That is how one release was written: with any other, on any other system, or where ``APOSTILLE_QUICK_IMPORT``
is ``no``, WeasyPrint is imported as it comes.
"""

from __future__ import annotations

import ctypes.util
import logging
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import Any

TESTED = "70.0"
"""The release of WeasyPrint whose imports these are."""
DEFERRED = ("fontTools.varLib", "fontTools.varLib.instancer", "fontTools.subset", "fontTools.ttLib.woff2")
"""What WeasyPrint only ever calls functions and classes of, and never where HarfBuzz cuts static TrueType."""
_LOG = logging.getLogger(__name__)


def import_weasyprint() -> Any:
    """Return the module ``weasyprint``; no other thread may import or search libraries meanwhile."""
    is_off = os.environ.get("APOSTILLE_QUICK_IMPORT", "yes").lower() == "no"
    if is_off or sys.platform != "linux" or "weasyprint" in sys.modules:
        return import_module("weasyprint")
    if not _is_tested():
        _LOG.warning("WeasyPrint is of another release than its quick import was written for")
        return import_module("weasyprint")
    with _without_search(), _deferred():
        return import_module("weasyprint")


def _is_tested() -> bool:
    """Return whether the installed release is the tested one, without reading its metadata (20 ms)."""
    spec = find_spec("weasyprint")
    installed = spec and spec.origin
    return (
        bool(installed)
        and Path(str(installed)).parents[1].joinpath(f"weasyprint-{TESTED}.dist-info").is_dir()
    )


@contextmanager
def _without_search() -> Iterator[None]:
    """Find no library but by the very name that the system's loader knows."""
    search = ctypes.util.find_library
    ctypes.util.find_library = _nothing
    try:
        yield
    finally:
        ctypes.util.find_library = search


def _nothing(name: str) -> str | None:  # noqa: ARG001 - the name is Python's own
    return None


@contextmanager
def _deferred() -> Iterator[None]:
    """Let stand-ins be imported for modules that are not loaded yet; afterwards, the modules themselves."""
    stand_ins = {name: _StandIn(name) for name in DEFERRED if name not in sys.modules}
    sys.modules.update(stand_ins)
    try:
        yield
    finally:
        for name in stand_ins:
            del sys.modules[name]


class _StandIn(ModuleType):
    """Stands for a module of functions and classes, and loads it when one of them is called."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.__path__: list[str] = []

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return partial(_call, self.__name__, name)


def _call(module: str, name: str, *given: Any, **more: Any) -> Any:
    return getattr(import_module(module), name)(*given, **more)
