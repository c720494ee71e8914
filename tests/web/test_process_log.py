"""The log of a whole process: what Python and libraries print too is JSON, and holds no word."""

from __future__ import annotations

import json
import logging
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from watching import watched

from webapp import logs

WORD = re.compile("quokka", re.IGNORECASE)
LOUD = """
import logging, sys, threading, warnings
from webapp import logs
logs.configure("debug")
class Quokka:
    def __del__(self): raise ValueError("quokka")
    def __repr__(self): raise ValueError("quokka")
def fail(): raise ValueError("quokka")
for name in "werkzeug weasyprint pypdf fontTools gunicorn.error webapp.app gunicorn.access".split():
    logging.getLogger(name).error("quokka %s", "quokka", extra={"fields": {"quokka": "quokka"}})
    try: fail()
    except ValueError: logging.getLogger(name).exception("quokka")
logging.getLogger("quiet.library").info("quokka")
logging.error("quokka %s %s", "one argument is missing, quokka", stack_info=True)
warnings.warn("quokka")
thread = threading.Thread(target=fail, name="quokka"); thread.start(); thread.join()
Quokka()
fail()
"""


def _run(program: str) -> tuple[list[dict[str, Any]], str]:
    """Return the lines that a program logs, and all that it says."""
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    said = ran.stdout + ran.stderr
    return [json.loads(line) for line in said.splitlines()], said


def test_nothing_that_python_or_a_library_prints_holds_a_word() -> None:
    lines, said = _run(LOUD)

    # a logger's name and a thread's are code: neither is typed
    assert WORD.findall(said.replace("Quokka.__del__", "")) == []
    assert [(line["logger"], line["event"]) for line in lines if line["logger"] == "webapp.logs"] == [
        ("webapp.logs", "warning of Python"),
        ("webapp.logs", "not caught"),
        ("webapp.logs", "not caught"),
        ("webapp.logs", "not caught"),
    ]
    assert [line.get("where") for line in lines][-3:] == ["thread", "finalizer", "process"]
    assert [line["logger"] for line in lines[:12]] == [
        *("werkzeug", "werkzeug", "weasyprint", "weasyprint", "pypdf", "pypdf", "fontTools", "fontTools"),
        *("gunicorn.error", "gunicorn.error", "webapp.app", "webapp.app"),
    ]


def test_gunicorn_s_life_is_told_and_nothing_else_of_what_it_says() -> None:
    lines, said = _run(
        "import logging; from webapp import logs; logs.configure('info')\n"
        "log = logging.getLogger('gunicorn.error')\n"
        "log.info('Listening at: %s (%s)', 'http://127.0.0.1:8000', 7)\n"
        "log.error('Error handling request %s', '/quokka')\n"
    )

    assert [line["event"] for line in lines] == ["Listening at: http://127.0.0.1:8000 (7)", "library"]
    assert WORD.findall(said) == []


@pytest.mark.parametrize(
    ("level", "heard"),
    [("debug", ["d", "i", "w", "e"]), ("info", ["i", "w", "e"]), ("warning", ["w", "e"]), ("error", ["e"])],
)
def test_level_of_the_settings_is_kept(level: str, heard: list[str], tmp_path: Path) -> None:
    told = "; ".join(f"log.{name}('{name[0]}')" for name in ("debug", "info", "warning", "error"))
    program = f"import logging; from webapp import logs; logs.configure('{level}')\n"
    program += "log = logging.getLogger('webapp.x')\n"
    ours = f"exec(compile({told!r}, logs.__file__, 'exec'))"  # as if our own code said it
    lines, _ = _run(program + ours)

    assert [line["event"] for line in lines] == heard


def test_frames_of_an_endless_recursion_are_few() -> None:
    def deeper() -> None:
        deeper()

    with watched() as seen, pytest.raises(RecursionError) as caught:
        deeper()
    logger = logging.getLogger("library")
    with watched() as seen:
        logger.error("quokka", exc_info=caught.value)

    assert len(seen.lines[0]["exceptions"][0]["frames"]) == 40


def test_exceptions_of_a_group_are_named_each() -> None:
    with watched() as seen:
        group = ExceptionGroup("quokka", [ValueError("quokka"), TypeError("quokka")])
        logging.getLogger("library").error("quokka", exc_info=group)

    types = [each["type"] for each in seen.lines[0]["exceptions"]]
    assert types == ["builtins.ExceptionGroup", "builtins.ValueError", "builtins.TypeError"]


def test_page_names_every_field_of_the_log_and_no_other() -> None:
    page = (Path(__file__).resolve().parents[2] / "docs" / "observing.md").read_text(encoding="utf-8")
    section = page.split("## Log\n")[1].split("\n## ")[0]

    assert re.findall(r"^\| `(\w+)`", section, re.MULTILINE) == list(logs.FIELDS)


def test_field_of_another_name_is_not_written() -> None:
    program = "import logging; from webapp import logs; logs.configure('info')\n"
    said = "logging.getLogger('webapp.x').error('e', extra={'fields': {'reason': 'r', 'name': 'quokka'}})"
    lines, _ = _run(f"{program}exec(compile({said!r}, logs.__file__, 'exec'))")

    assert [list(line) for line in lines] == [["time", "level", "logger", "event", "reason"]]


def test_bad_setting_stops_the_start_with_what_to_write() -> None:
    ran = subprocess.run(
        [sys.executable, "-c", "import wsgi"],
        env={"APOSTILLE_WORKERS": "many"},
        cwd=Path(__file__).resolve().parents[2],
        capture_output=True,
        text=True,
        check=False,
    )

    expected = "apostille: APOSTILLE_WORKERS: write a number of processes from 0 to 64, not many\n"
    assert (ran.returncode, ran.stderr) == (1, expected)
