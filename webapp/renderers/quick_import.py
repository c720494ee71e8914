"""Imports WeasyPrint without what takes most of that time and no letter needs.

WeasyPrint asks for each shared library by names that only other systems have, and for each of these names
`ctypes.util` starts a compiler and a linker; the names that Linux has come last, and need no search. It
imports the parts of fontTools that cut fonts where HarfBuzz cannot: they are loaded when one is called. It
has cffi parse its declarations of C, which `webapp.renderers.c_declarations` has ready. It parses a style
sheet for all of HTML, of which a letter meets a third. And it styles sixteen boxes in the margins of each
page before it finds them empty, which those of a letter always are.

That is how one release was written: with any other, on any other system, or where ``APOSTILLE_QUICK_IMPORT``
is ``no``, WeasyPrint is imported as it comes.
"""

from __future__ import annotations

import logging
import os
import re
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import Any

from webapp.renderers.c_declarations import kept_declarations

TESTED = "70.0"
"""The release of WeasyPrint whose imports these are."""
DEFERRED = ("fontTools.varLib", "fontTools.varLib.instancer", "fontTools.subset", "fontTools.ttLib.woff2")
"""What WeasyPrint only ever calls functions and classes of, and never where HarfBuzz cuts static TrueType."""
ELEMENTS = frozenset({
    "a", "body", "br", "div", "h1", "h2", "head", "html", "img", "li", "meta", "ol", "p", "section", "small",
    "span", "strong", "style", "sup", "title", "ul",
})  # fmt: skip
"""The elements that a letter has; none has an attribute ``dir``."""
COUNTERS = frozenset({"decimal", "disc"})
"""What the lists of a letter are counted in."""
_LOG = logging.getLogger(__name__)


def import_weasyprint() -> Any:
    """Return the module ``weasyprint``; no other thread may import or search libraries meanwhile."""
    is_off = os.environ.get("APOSTILLE_QUICK_IMPORT", "yes").lower() == "no"
    if is_off or sys.platform != "linux" or "weasyprint" in sys.modules:
        return import_module("weasyprint")
    if not _is_tested():
        _LOG.warning("WeasyPrint is of another release than its quick import was written for")
        return import_module("weasyprint")
    with _deferred(), _declared(), _styled():
        weasyprint = import_module("weasyprint")
    weasyprint.layout.make_margin_boxes = _no_boxes
    return weasyprint


def _no_boxes(*_: Any) -> tuple[()]:
    return ()


def _is_tested() -> bool:
    """Return whether the installed release is the tested one, without reading its metadata (20 ms)."""
    spec = find_spec("weasyprint")
    installed = spec and spec.origin
    return (
        bool(installed)
        and Path(str(installed)).parents[1].joinpath(f"weasyprint-{TESTED}.dist-info").is_dir()
    )


@contextmanager
def _deferred() -> Iterator[None]:
    """Let stand-ins be imported for modules that are not loaded yet; afterwards, the modules themselves."""
    with _in_place_of({name: _StandIn(name) for name in DEFERRED if name not in sys.modules}):
        yield


@contextmanager
def _declared() -> Iterator[None]:
    """Let whoever would declare C have the declarations that are kept, which look for no library either."""
    declarations = kept_declarations()
    if declarations is None:
        with _without_search():
            yield
        return
    cffi = ModuleType("cffi")
    cffi.FFI = lambda: declarations  # type: ignore[attr-defined]
    with _in_place_of({"cffi": cffi}):
        yield


@contextmanager
def _without_search() -> Iterator[None]:
    """Find no library but by the very name that the system's loader knows."""
    import ctypes.util

    search = ctypes.util.find_library
    ctypes.util.find_library = _nothing
    try:
        yield
    finally:
        ctypes.util.find_library = search


def _nothing(name: str) -> str | None:  # noqa: ARG001 - the name is Python's own
    return None


@contextmanager
def _in_place_of(modules: Mapping[str, ModuleType]) -> Iterator[None]:
    """Let modules be imported in the place of those of their names."""
    kept = {name: sys.modules[name] for name in modules if name in sys.modules}
    sys.modules.update(modules)
    try:
        yield
    finally:
        for name in modules:
            del sys.modules[name]
        sys.modules.update(kept)


@contextmanager
def _styled() -> Iterator[None]:
    """Let style sheets be parsed but for the rules of elements that letters do not have."""
    import tinycss2

    parse = tinycss2.parse_stylesheet
    tinycss2.parse_stylesheet = lambda css: parse(rules_for_letters(css))
    try:
        yield
    finally:
        tinycss2.parse_stylesheet = parse


def rules_for_letters(css: str) -> str:
    """Return a style sheet of one rule a line without the rules that no letter meets.

    Rules on several lines stay, and those whose selectors name no element, such as ``::marker``.
    """
    return "\n".join(line for line in css.splitlines() if _is_met(line))


def _is_met(line: str) -> bool:
    if counter := _COUNTER.match(line):
        return counter[1] in COUNTERS
    if _MARGIN_BOX.match(line):
        return False
    if not (rule := _RULE.match(line)):
        return True
    selectors = _CONDITION.sub("", rule[1]).split(",")
    return "[dir" not in rule[1] and any(map(_names_no_other, selectors))


def _names_no_other(selector: str) -> bool:
    """Return whether a selector, or what a comma in brackets left of it, may meet an element of a letter."""
    return bool(selector.strip(" ()")) and ELEMENTS.issuperset(_ELEMENT.findall(selector))


_COUNTER = re.compile(r"@counter-style ([\w-]+)")
_MARGIN_BOX = re.compile(r"\s+@(top|right|bottom|left)-")
_RULE = re.compile(r"([^\s@/*}{][^{]*)\{.*\}")
_CONDITION = re.compile(r"\[[^\]]*\]")
_ELEMENT = re.compile(r"(?<![:\w-])[a-z]+[1-6]?\b")


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
