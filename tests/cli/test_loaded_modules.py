"""A command loads what it needs and nothing else: a letter's text is written by few modules."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable

import click
import pytest

from webapp.cli import commands, data

Call = Callable[..., tuple[int, bytes, str]]
Words = Callable[..., list[str | bytes]]

LOADED = "import sys, atexit; atexit.register(lambda: print(*sorted(sys.modules), file=sys.stderr))"
RUN = f"{LOADED}; from webapp.cli import main; main(sys.argv[1:])"
HEAVY = {
    *(
        "PIL",
        "babel",
        "brotli",
        "cffi",
        "distributed",
        "dask",
        "docx",
        "flask",
        "flask_babel",
        "flask_limiter",
    ),
    *("fontTools", "fsspec", "gunicorn", "icalendar", "lxml", "matplotlib", "prometheus_client", "pydantic"),
    *("pydyf", "pypdf", "pypdfium2", "rapidfuzz", "redis", "rich", "segno", "textstat", "tinycss2"),
    *("uharfbuzz", "weasyprint", "werkzeug", "wtforms"),
    *("asyncio", "http.client", "importlib.metadata", "multiprocessing", "ssl"),
}
"""Libraries that no text of a letter needs; each takes longer to load than a template takes to fill."""


def loaded_by(*arguments: str | bytes) -> set[str]:
    """Return the modules that were loaded when a command had run."""
    run = subprocess.run([sys.executable, "-c", RUN, *arguments], capture_output=True, check=False)
    assert run.returncode == 0, run.stderr.decode()
    return set(run.stderr.decode().splitlines()[-1].split())


def ours(modules: set[str], beginning: str) -> set[str]:
    return {name for name in modules if name.startswith(beginning)}


@pytest.fixture
def snapshot() -> None:
    """Leave a snapshot of the catalogue, as `make install` does."""
    subprocess.run([sys.executable, "-m", "webapp.content.snapshot"], check=True)


@pytest.mark.usefixtures("snapshot")
@pytest.mark.parametrize("language", ["en", "fr", "both"])
def test_letter_s_text_loads_nothing_heavy(words: Words, language: str) -> None:
    loaded = loaded_by(*words(language=language, riding="Edmonton Strathcona"))

    assert loaded & HEAVY == set()
    assert ours(loaded, "webapp.cli") == {"webapp.cli", "webapp.cli_lazy", "webapp.cli_letter"}
    assert ours(loaded, "webapp.renderers.") == {
        f"webapp.renderers.{name}" for name in ("fonts", "formats", "kept", "labels", "text")
    }
    assert ours(loaded, "webapp.content.") == {
        f"webapp.content.{n}" for n in ("catalogue", "files", "snapshot")
    }


def test_version_loads_no_command() -> None:
    assert ours(loaded_by("--version"), "webapp.") == {
        *("webapp.cli", "webapp.cli_lazy", "webapp.domain", "webapp.domain.errors")
    }


@pytest.mark.parametrize("group", [commands, data], ids=lambda group: group.name)
def test_each_command_s_module_is_loaded_for_its_own_help(group: click.Group) -> None:
    context = click.Context(group)
    path = () if group is commands else (str(group.name),)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        if isinstance(command, click.Group):
            continue
        others = {"webapp.cli", "webapp.cli_lazy"}
        modules = ours(loaded_by(*path, name, "--help"), "webapp.cli")
        assert modules - others == {command.callback.__module__}  # type: ignore[union-attr]


def test_help_lists_every_command(call: Call) -> None:
    status, out, _ = call("--help")
    listed = out.decode().partition("Commands:\n")[2]

    assert status == 0
    assert [line.split()[0] for line in listed.splitlines()] == [
        *("batch", "check", "data", "diff", "doctor", "letter", "letters", "links", "new", "preview"),
        *("review", "ridings", "schema", "verify"),
    ]


def test_shell_completion_names_commands_and_options() -> None:
    complete = {"_APOSTILLE_COMPLETE": "bash_complete", "COMP_WORDS": "apostille l", "COMP_CWORD": "1"}
    run = subprocess.run(
        [sys.executable, "-c", "from webapp.cli import commands; commands(prog_name='apostille')"],
        env=complete,
        capture_output=True,
        check=True,
    )

    assert run.stdout.decode().split() == ["plain,letter", "plain,letters", "plain,links"]
