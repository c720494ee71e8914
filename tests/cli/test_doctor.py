"""`apostille doctor` finds what is wrong with a machine, its settings and its data, and says what to do."""

from __future__ import annotations

import dataclasses
import io
import json
import os
import re
import resource
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pikepdf
import pytest

from webapp.composition.specimens import specimens
from webapp.diagnosis import machine
from webapp.diagnosis.configuration import MEANINGS, configuration, redis, without_secrets
from webapp.diagnosis.french_letter import validated
from webapp.domain.catalogue import Catalogue
from webapp.domain.letters import Letter
from webapp.renderers import pdf
from webapp.settings import Settings

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


@pytest.mark.parametrize(
    ("table", "content", "said"),
    [
        ("postal_codes.bin", b"\x89POSTAL\n\0", "is not a table of postal codes: restore the file"),
        ("members.csv", b"\xff\xfe", "a table in {data} is damaged (UnicodeDecodeError)"),
        ("members.csv", b"fed_code\n10001\n", "a table in {data} is damaged (KeyError)"),
        ("ridings.csv", b"fed_code\n", "holds 0 ridings, not 343: restore the file"),
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


def test_settings_page_and_doctor_name_the_same_settings() -> None:
    page = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")

    assert list(MEANINGS) == re.findall(r"^\| `(\w+)`", page, re.MULTILINE)
    assert [field for field, _ in MEANINGS.values()] == [field.name for field in dataclasses.fields(Settings)]


def settings_told(**environment: str) -> Found:
    """Return what is said of the settings of an environment, without the rest of the command."""
    return {each.subject: (each.state, each.said, each.mend) for each in configuration(environment)}


def test_settings_are_told_with_their_values() -> None:
    found = settings_told(
        APOSTILLE_METRICS="yes", APOSTILLE_EMBED="https://a.example.ca https://b.example.ca"
    )

    assert found["APOSTILLE_METRICS"][1] == "yes: whether /metrics has figures for Prometheus"
    assert found["APOSTILLE_EMBED"][1] == (
        "https://a.example.ca https://b.example.ca: sites that may show the pages in a frame"
    )
    assert found["APOSTILLE_PROXIES"][1] == "0 (default): how many proxies in front are believed"
    assert found["APOSTILLE_SITE"][1].startswith("none (default): ")


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


@pytest.fixture
def answering() -> Iterator[Callable[[bytes], int]]:
    """Return a way to listen on a port as a server that says one thing to whoever connects."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        program = (
            "import socket, sys; listener = socket.socket(fileno=int(sys.argv[1]))\n"
            "while True:\n"
            "    with listener.accept()[0] as peer:\n"
            "        while peer.recv(4096): peer.sendall(bytes.fromhex(sys.argv[2]))\n"
        )
        servers: list[subprocess.Popen[bytes]] = []

        def answer(says: bytes) -> int:
            fd = listener.fileno()
            servers.append(
                subprocess.Popen([sys.executable, "-c", program, str(fd), says.hex()], pass_fds=[fd])
            )
            return int(listener.getsockname()[1])

        yield answer
        for server in servers:
            server.kill()
            server.wait()


def test_unreachable_redis_is_wrong_and_its_password_is_not_told(diagnose: Diagnose) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]  # free again when this block ends
    status, found = diagnose(APOSTILLE_REDIS=f"redis://user:quokka@127.0.0.1:{port}/0?password=quokka")

    assert status == 1
    assert bad(found) == {"Redis": f"redis://127.0.0.1:{port}/0 does not answer (ConnectionError)"}
    assert "quokka" not in str(found)


@pytest.mark.parametrize("says", [b"HTTP/1.1 400 Bad Request\r\n\r\n", b"-NOAUTH quokka\r\n"])
def test_server_that_does_not_answer_as_a_redis_does_is_wrong(
    answering: Callable[[bytes], int], says: bytes
) -> None:
    found = redis(f"redis://127.0.0.1:{answering(says)}/0")

    assert (found.subject, found.state, "quokka" in found.said) == ("Redis", "wrong", False)


def test_bad_address_of_a_redis_is_not_repeated() -> None:
    found = settings_told(APOSTILLE_REDIS="redis//user:quokka@127.0.0.1")

    mend = "write something such as redis://127.0.0.1:6379/0"
    assert (found["APOSTILLE_REDIS"][0], found["APOSTILLE_REDIS"][2]) == ("wrong", mend)
    assert "quokka" not in str(found)


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("redis://127.0.0.1:6379/0", "redis://127.0.0.1:6379/0"),
        ("rediss://:secret@cache.example.ca:6380", "rediss://cache.example.ca:6380"),
        ("redis://a:b@c:d@host/0", "redis://host/0"),
        ("unix:///run/redis.sock?password=secret", "unix:///run/redis.sock"),
        ("redis://[secret", "an address"),
    ],
)
def test_address_of_a_redis_is_shown_without_secrets(address: str, shown: str) -> None:
    assert without_secrets(address) == shown


def test_temporary_folder_that_cannot_be_written_is_wrong() -> None:
    ran = subprocess.run(
        [sys.executable, "-c", "from webapp.diagnosis.machine import *; print(temporary_folder().state)"],
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0)),
        cwd=ROOT,
        capture_output=True,
        check=False,
    )

    assert ran.stdout == b"wrong\n"


@pytest.mark.parametrize(
    ("limit", "pattern", "state"),
    [
        (0, "core", "ok"),
        (-1, "core", "warning"),
        (0, "|/usr/lib/systemd/systemd-coredump", "warning"),
        (0, "", "ok"),
    ],
)
def test_core_dumps_that_would_hold_letters_are_a_warning(
    tmp_path: Path, limit: int, pattern: str, state: str
) -> None:
    path = tmp_path / "core_pattern"
    path.write_text(pattern, "utf-8")
    soft, hard = resource.getrlimit(resource.RLIMIT_CORE)
    resource.setrlimit(resource.RLIMIT_CORE, (limit if limit == 0 else hard, hard))
    try:
        found = machine.core_dumps(path)
    finally:
        resource.setrlimit(resource.RLIMIT_CORE, (soft, hard))

    if limit and hard == 0:
        pytest.skip("no process here may dump core")
    assert found.state == state


def test_missing_library_is_named_with_its_package() -> None:
    known = dataclasses.replace(machine.LIBRARIES[0], file="libnowhere.so.0")

    assert dataclasses.astuple(machine.library(known)) == (
        *("Pango", "wrong", "libnowhere.so.0 is missing", "install it: sudo apt-get install libpango-1.0-0"),
    )


def test_library_that_is_too_old_is_wrong() -> None:
    known = dataclasses.replace(machine.LIBRARIES[0], oldest=(99, 1))

    assert (machine.library(known).state, machine.library(known).mend) == (
        "wrong",
        "upgrade libpango-1.0-0: 99.1 or newer is needed",
    )


@pytest.fixture(scope="module")
def french(catalogue: Catalogue) -> tuple[Letter, bytes]:
    campaign = next(iter(catalogue.campaigns.values()))
    letter = next(each.letter for each in specimens(campaign, catalogue) if each.language == "fr")
    return letter, pdf.render(letter)


def _untagged(file: pikepdf.Pdf) -> None:
    del file.Root.MarkInfo


def _unidentified(file: pikepdf.Pdf) -> None:
    del file.Root.Metadata


def _untitled(file: pikepdf.Pdf) -> None:
    del file.docinfo["/Title"]


def _english(file: pikepdf.Pdf) -> None:
    file.Root.Lang = pikepdf.String("en-CA")


def _not_embedded(file: pikepdf.Pdf) -> None:
    font = next(iter(file.pages[0].Resources.Font.values()))
    del font.DescendantFonts[0].FontDescriptor["/FontFile2"]


def _unreadable(file: pikepdf.Pdf) -> None:
    for page in file.pages:
        for font in page.Resources.Font.values():
            if "/ToUnicode" in font:  # a font of several pages is the same each time
                del font["/ToUnicode"]


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (_untagged, "is not tagged: no screen reader could follow it"),
        (_unidentified, "does not say that it is PDF/UA-1"),
        (_untitled, "does not bear its title"),
        (_english, "does not say that it is in French"),
        (_not_embedded, "has a font that is not embedded"),
        (_unreadable, "cannot be read back: accented sentences are missing"),
    ],
)
def test_letter_that_is_spoilt_is_not_taken_for_good(
    catalogue: Catalogue,
    french: tuple[Letter, bytes],
    spoil: Callable[[pikepdf.Pdf], None],
    said: str,
) -> None:
    letter, content = french
    spoilt = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as file:
        spoil(file)
        file.save(spoilt)

    found = list(validated(spoilt.getvalue(), letter, catalogue))
    assert [(each.state, each.said) for each in found] == [("wrong", said)]
