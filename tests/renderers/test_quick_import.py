"""WeasyPrint loaded without what letters never use is WeasyPrint: the same bytes, and a way back."""

from __future__ import annotations

import importlib.metadata
import pickle
import re
import subprocess
import sys
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest
from reading_back import LANGUAGES, STANCES
from specimens import ANNE, MakeLetter

from webapp.renderers.engine import QR
from webapp.renderers.html import document, letter_css
from webapp.renderers.quick_import import COUNTERS, DEFERRED, ELEMENTS, TESTED, rules_for_letters

SWITCH = "APOSTILLE_QUICK_IMPORT"
IMPORT = "from webapp.renderers.quick_import import import_weasyprint as f; weasyprint = f()"


def said(code: str, **environment: str) -> str:
    """Return what a fresh process prints, and see that it says nothing else."""
    run = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, check=True, text=True
    )
    assert run.stderr == ""
    return run.stdout


def test_release_is_the_tested_one() -> None:
    assert importlib.metadata.version("weasyprint") == TESTED


@pytest.mark.skipif(sys.platform != "linux", reason="LIBRARIES HAVE OTHER NAMES HERE")
def test_import_searches_no_library_and_leaves_font_tools_for_later() -> None:
    searched = (
        "import sys, ctypes.util; found = ctypes.util.find_library; asked = []\n"
        "ctypes.util.find_library = lambda name: asked.append(name) or found(name)\n"
        "mine = ctypes.util.find_library\n"
        f"{IMPORT}\n"
        f"print(asked, sorted(set(sys.modules) & {set(DEFERRED)}), ctypes.util.find_library is mine)"
    )

    assert said(searched) == "[] [] True\n"


@pytest.mark.parametrize("name", DEFERRED)
def test_deferred_module_is_itself_when_it_is_imported(name: str) -> None:
    code = f"{IMPORT}; import importlib; print(importlib.import_module({name!r}).__file__)"

    assert Path(said(code).strip()).is_file()


def test_what_stands_in_does_what_it_stands_for() -> None:
    code = f"{IMPORT}; from weasyprint.pdf import fonts; print(type(fonts.subset.Options(retain_gids=True)))"

    assert said(code) == "<class 'fontTools.subset.Options'>\n"


def test_setting_turns_it_off() -> None:
    code = f"{IMPORT}; import sys; print(len(set(sys.modules) & {set(DEFERRED)}))"

    assert said(code, **{SWITCH: "no"}) == f"{len(DEFERRED)}\n"
    assert said(code) == "0\n"


def test_another_release_is_imported_as_it_comes_and_that_is_said_once() -> None:
    code = (
        "import sys, logging; logging.basicConfig(stream=sys.stdout, format='%(message)s')\n"
        "from webapp.renderers import quick_import; quick_import.TESTED = '1.0'\n"
        f"quick_import.import_weasyprint(); print(len(set(sys.modules) & {set(DEFERRED)}))"
    )

    assert said(code) == (
        "WeasyPrint is of another release than its quick import was written for\n" + f"{len(DEFERRED)}\n"
    )


@pytest.mark.parametrize("stance", STANCES)
@pytest.mark.parametrize("layout", ["plain", "window", "envelope"])
def test_letters_have_the_elements_that_are_styled_and_no_direction(
    make_letter: MakeLetter, stance: str, layout: str
) -> None:
    page = document(make_letter(stance=stance, language="both", layout=layout), qr=QR)
    tags = re.findall(r"<([a-z][^\s>]*)([^>]*)>", page)

    assert {name for name, _ in tags} - ELEMENTS == set()
    assert [more for _, more in tags if " dir=" in more] == []


def test_style_sheet_of_letters_asks_for_no_other_element_margin_box_or_counter() -> None:
    css = letter_css()

    assert re.findall(r"@(?:top|right|bottom|left)-\w+", css) == []
    assert set(re.findall(r"list-style(?:-type)?:\s*([\w-]+)", css)) <= COUNTERS | {"none"}


def test_rules_that_no_letter_meets_are_left_out() -> None:
    kept = [
        "/* all of it */",
        "p, xmp { margin-top: 1em }",
        ":link, u { text-decoration: underline }",
        "::marker { white-space: pre }",
        ":is(dir, ul) ul { list-style-type: circle }",
        "@counter-style decimal { system: numeric }",
        "@page {",
        "  margin: 75px;",
        "}",
    ]
    left_out = [
        "xmp, pre { white-space: pre }",
        ":is(dir, menu)[dir] { padding-left: 0 }",
        "[dir=rtl i] p { direction: rtl }",
        "table > tr { vertical-align: middle }",
        "input:is([type=radio i]) { border-radius: 50% }",
        "@counter-style thai { system: numeric }",
        "  @top-left { vertical-align: middle }",
    ]

    assert rules_for_letters("\n".join((*kept, *left_out))).splitlines() == kept


def test_two_hundred_letters_have_the_same_bytes_either_way(make_letter: MakeLetter, tmp_path: Path) -> None:
    letters = [
        make_letter(
            stance=stance,
            language=language,
            layout="envelope" if number % 6 == 5 else "plain",
            sender=replace(ANNE, name=f"Anne Tremblay {number}"),
            own_words=(f"I have read all {number} of your answers.",) if number % 3 == 0 else (),
        )
        for stance, language, number in product(STANCES, LANGUAGES, range(14))
    ]
    kept = tmp_path / "letters.pickle"
    kept.write_bytes(pickle.dumps(letters))
    code = (
        "import hashlib, pathlib, pickle; from webapp.renderers import pdf\n"
        f"for letter in pickle.loads(pathlib.Path({str(kept)!r}).read_bytes()):\n"
        "    print(hashlib.sha256(pdf.render(letter)).hexdigest())"
    )
    quick = said(code)

    assert len(set(quick.split())) == len(letters) > 200
    assert said(code, **{SWITCH: "no"}) == quick
