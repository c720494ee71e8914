"""WeasyPrint's declarations of Pango and its relatives, which `make install` leaves compiled.

cffi parses their C each time that WeasyPrint is imported, and a part of it again for each kind of value that
is first made: a seventh of a letter in a new process. What cffi compiles of them beforehand (its
"out-of-line ABI mode") says the same. It is used only with the file of WeasyPrint and the cffi that it was
made of; where there is none, the C is parsed as ever.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from importlib.util import find_spec, module_from_spec, spec_from_file_location
from pathlib import Path
from types import SimpleNamespace

from webapp.renderers.kept import KEPT, keep, place

_NAME = "weasyprint_declarations"


def kept_declarations(folder: Path = KEPT) -> SimpleNamespace | None:
    """Return what stands for WeasyPrint's `cffi.FFI` once all is declared; None where none is kept."""
    path = _place(folder)
    spec = spec_from_file_location(_NAME, path) if path.is_file() else None
    if spec is None or spec.loader is None:
        return None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    ready = {name: getattr(module.ffi, name) for name in dir(module.ffi) if not name.startswith("__")}
    return SimpleNamespace(**ready, cdef=_declared_already)


def keep_declarations(folder: Path = KEPT) -> None:
    """Compile WeasyPrint's declarations, and keep them."""
    import py_compile
    from tempfile import TemporaryDirectory

    import cffi

    builder = cffi.FFI()
    for declarations in _declared_in(_source()):
        builder.cdef(declarations)
    builder.set_source(_NAME, None)
    with TemporaryDirectory() as part:
        content = Path(builder.compile(part)).read_bytes()
    path = _place(folder)
    keep(path, content)
    py_compile.compile(str(path), doraise=True)


def _place(folder: Path) -> Path:
    import _cffi_backend

    version = _cffi_backend.__version__.encode()
    return place("declarations_{}.py", _source().read_bytes(), version, folder=folder)


def _source() -> Path:
    spec = find_spec("weasyprint")
    return Path(str(spec and spec.origin)).with_name("text") / "ffi.py"


def _declared_in(source: Path) -> Iterator[str]:
    """Yield the C that a module declares."""
    for node in ast.walk(ast.parse(source.read_bytes())):
        match node:
            case ast.Call(func=ast.Attribute(attr="cdef"), args=[ast.Constant(value=str(declarations))]):
                yield declarations


def _declared_already(declarations: str) -> None:
    """Do nothing, in the place of ``cdef``."""
