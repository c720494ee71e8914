"""`apostille doctor` finds what is wrong with a machine, its settings and its data, and says what to do."""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from webapp.diagnosis.configuration import MEANINGS

ROOT = Path(__file__).resolve().parents[2]
FRESH = "2026-11-25"
DOCTOR = "from webapp.cli import main; import sys; main(['doctor', *sys.argv[1:]])"
Found = dict[str, tuple[str, str, str]]
Diagnose = Callable[..., tuple[int, Found]]


@pytest.fixture
def diagnose() -> Diagnose:
    """Return a way to run the command: its status, and each subject's state, answer and mend."""

    def run(*options: str, home: Path = ROOT, **environment: str) -> tuple[int, Found]:
        ran = subprocess.run(
            [sys.executable, "-c", DOCTOR, "--format", "json", "--on", FRESH, *options],
            env={"PATH": os.environ["PATH"], **environment},
            cwd=home,
            capture_output=True,
            check=False,
        )
        assert ran.stderr == b""
        findings = json.loads(ran.stdout)["findings"]
        return ran.returncode, {
            each["subject"]: (each["state"], each["said"], each["mend"]) for each in findings
        }

    return run


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Return a copy of the product whose tables may be spoilt."""
    for name in ("webapp", "letter_templates"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


def bad(found: Found) -> dict[str, str]:
    """Return what is wrong, and what was said of it."""
    return {subject: said for subject, (state, said, _) in found.items() if state == "wrong"}


def test_machine_that_makes_letters_has_nothing_wrong(diagnose: Diagnose) -> None:
    status, found = diagnose()

    assert (status, bad(found)) == (0, {})
    assert list(found) == [
        *("Python", "Pango", "PangoFT2", "HarfBuzz subset", "fontconfig", "font Source Serif 4"),
        *("font Source Serif 4 italic", "font Source Sans 3", "font DejaVu Sans", "temporary folder"),
        *("core dumps", *MEANINGS, "campaigns and tables", "clock", "data: members", "data: officials"),
        *("data: sources", "data: facts", "data: postal table", "French letter"),
    ]
    assert re.fullmatch(
        r"2 pages, [\d,]+ bytes: tagged, PDF/UA-1, fr-CA, fonts embedded, accents read back",
        found["French letter"][1],
    )


def test_lines_are_for_people_and_say_what_to_do(call: Callable[..., tuple[int, bytes, str]]) -> None:
    status, output, errors = call("doctor", "--on", FRESH)
    lines = output.decode().splitlines()
    members = lines.index("warning  data: members: 1 past the day to look again, the first by 2026-07-23")

    assert (status, errors) == (0, "")
    assert lines[members + 1] == "         → run `apostille review`: it lists each, and what to do"
    assert re.fullmatch(r"0 wrong, \d+ to look at, \d+ good\.", lines[-1])


def test_hidden_font_is_missing_and_no_letter_can_be_made(tmp_path: Path, diagnose: Diagnose) -> None:
    hidden = tmp_path / "fontpkg_source_serif_4"
    hidden.mkdir()
    (hidden / "__init__.py").write_bytes(b"")
    status, found = diagnose(PYTHONPATH=str(tmp_path))

    missing = "of fontpkg_source_serif_4 is missing"
    assert status == 1
    assert bad(found) == {
        "font Source Serif 4": f"files/SourceSerif4[opsz,wght].ttf {missing}",
        "font Source Serif 4 italic": f"files/SourceSerif4-Italic[opsz,wght].ttf {missing}",
        "French letter": "could not be made (The font Source Serif 4 is missing: run `make install`.)",
    }
    assert found["font Source Serif 4"][2] == "run `make install` again"


COLUMNS = "fed_code, name_en, name_fr, province"


@pytest.mark.parametrize(
    ("table", "content", "said"),
    [
        ("postal_codes.bin", b"\x89POSTAL\n\0", "is not a table of postal codes: restore the file"),
        ("members.csv", b"\xff\xfe", "the file cannot be read: restore it"),
        ("ridings.csv", b"fed_code\n10001\n", f"is not a whole table of {COLUMNS}: restore the file"),
        (
            "ridings.csv",
            f"{COLUMNS}\n".encode().replace(b", ", b","),
            "holds 0 ridings, not 343: restore the file",
        ),
    ],
)
def test_damaged_table_is_named_with_what_to_do(
    copy: Path, diagnose: Diagnose, table: str, content: bytes, said: str
) -> None:
    data = copy / "webapp" / "data"
    (data / table).write_bytes(content)
    status, found = diagnose(home=copy)

    expected = said.format(data=data)
    assert status == 1
    assert bad(found)["campaigns and tables"] in (expected, f"{data / table}: {expected}")
    assert "restore" in found["campaigns and tables"][2]
    assert "French letter" not in found


def test_record_that_does_not_say_when_the_postal_table_was_made_is_wrong(
    copy: Path, diagnose: Diagnose
) -> None:
    (copy / "webapp" / "data" / "postal_codes.toml").write_text("[file]\n", "utf-8")
    status, found = diagnose(home=copy)

    assert status == 1
    assert bad(found)["campaigns and tables"].endswith(
        "does not say when its table was made: restore the file"
    )


def test_folder_without_a_campaign_is_wrong(tmp_path: Path, diagnose: Diagnose) -> None:
    status, found = diagnose(APOSTILLE_CAMPAIGNS=str(tmp_path))

    assert status == 1
    assert bad(found) == {
        "campaigns and tables": f"{tmp_path} holds no campaign",
        "French letter": "there is no campaign to write one of",
    }


def test_clock_before_our_own_data_is_wrong(diagnose: Diagnose) -> None:
    status, found = diagnose("--on", "2026-11-21")

    assert status == 1
    assert bad(found) == {"clock": "says 2026-11-21, but our data is of 2026-11-22"}


def test_data_past_its_day_is_a_warning_and_counted(diagnose: Diagnose) -> None:
    status, found = diagnose("--on", "2028-01-01")

    states = {subject: state for subject, (state, *_) in found.items() if subject.startswith("data: ")}
    assert status == 0
    assert states == {
        "data: members": "warning",
        "data: officials": "warning",
        "data: sources": "warning",
        "data: facts": "ok",
        "data: postal table": "ok",
    }


def test_every_bad_setting_is_told_at_once_and_one_that_is_none(diagnose: Diagnose) -> None:
    status, found = diagnose(
        APOSTILLE_WORKERS="many", APOSTILLE_BIND="8000", APOSTILLE_WORKER="2", APOSTILLE_THREADS="8"
    )

    assert status == 1
    assert {name: found[name][2] for name in bad(found)} == {
        "APOSTILLE_WORKERS": "write a number of processes from 0 to 64, not many",
        "APOSTILLE_BIND": "write something such as 127.0.0.1:8000 or unix:/run/apostille.sock, not 8000",
    }
    assert found["APOSTILLE_WORKER"][0] == "warning"


def test_unreachable_redis_is_wrong_and_its_password_is_not_told(diagnose: Diagnose) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]  # free again when this block ends
    status, found = diagnose(APOSTILLE_REDIS=f"redis://user:quokka@127.0.0.1:{port}/0?password=quokka")

    assert status == 1
    assert bad(found) == {"Redis": f"redis://127.0.0.1:{port}/0 does not answer (ConnectionError)"}
    assert "quokka" not in str(found)
