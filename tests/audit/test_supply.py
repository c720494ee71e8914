"""What is installed is locked by hash, listed in a bill of materials, and looked up for known faults."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import audit
import pytest
import sbom
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_every_requirement_is_locked_to_one_version_by_hash(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8").replace("\\\n", " ")
    one_version = r"[a-z0-9.-]+==\S+( ; [^#]+?)?( +--hash=sha256:[0-9a-f]{64})+"

    assert [line.split()[0] for line in text.splitlines() if not re.fullmatch(one_version, line)] == []


@pytest.fixture(scope="module")
def bill(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("bill") / "sbom.json"
    subprocess.run([sys.executable, ROOT / "scripts" / "sbom.py", path], check=True)
    return path


def test_bill_of_materials_keeps_to_the_schema(bill: Path) -> None:
    validator = JsonStrictValidator(SchemaVersion.V1_6)

    assert validator.validate_str(bill.read_text(encoding="utf-8")) is None


def test_bill_of_materials_is_of_what_is_locked_for_this_python(bill: Path) -> None:
    components = json.loads(bill.read_text(encoding="utf-8"))["components"]
    described = {canonicalize_name(item["name"]): Version(item["version"]) for item in components}
    lines = re.findall(r"^[a-z].*?(?= \\$)", (ROOT / "requirements.txt").read_text(), re.MULTILINE)
    locked = [Requirement(line) for line in lines]
    needed = [one for one in locked if one.marker is None or one.marker.evaluate()]

    assert described == {one.name: Version(str(one.specifier).removeprefix("==")) for one in needed}


def test_bill_of_materials_gives_the_licences_of_the_page(bill: Path) -> None:
    components = json.loads(bill.read_text(encoding="utf-8"))["components"]
    given = {canonicalize_name(item["name"]): item["licenses"][0]["expression"] for item in components}

    assert given == {name: licence for name, licence in sbom.licences().items() if name in given}
    assert given["pyphen"] == "GPL-2.0-or-later OR LGPL-2.1-or-later OR MPL-1.1"


def test_bill_of_materials_is_the_same_bytes_again(bill: Path, tmp_path: Path) -> None:
    again = tmp_path / "sbom.json"
    subprocess.run([sys.executable, ROOT / "scripts" / "sbom.py", again], check=True)

    assert again.read_bytes() == bill.read_bytes()


def test_audit_says_what_to_do_where_the_database_does_not_answer() -> None:
    command = [sys.executable, ROOT / "scripts" / "audit.py", "--vulnerability-service=osv"]
    nowhere = ["--osv-url=http://127.0.0.1:9/", "--timeout=2"]
    answer = subprocess.run([*command, *nowhere], capture_output=True, text=True, check=False)

    assert (answer.returncode, answer.stdout) == (1, f"{audit.UNREACHABLE}\n")


FLASK = {"name": "flask", "version": "3.1.3", "vulns": []}
UNKNOWN = {"name": "segno", "skip_reason": "Dependency not found on PyPI"}
FAULTS = [{"id": "PYSEC-1", "fix_versions": ["8.1", "9.0"]}, {"id": "PYSEC-2", "fix_versions": []}]


@pytest.mark.parametrize(
    ("dependencies", "lines"),
    [
        ([FLASK], []),
        ([UNKNOWN], [audit.UNREACHABLE]),
        ([FLASK, UNKNOWN], ["segno: not in the database of known faults"]),
        (
            [FLASK, {"name": "lxml", "version": "6.1", "vulns": FAULTS}],
            ["lxml 6.1: PYSEC-1, mended in 8.1, 9.0", "lxml 6.1: PYSEC-2, not mended yet"],
        ),
    ],
)
def test_audit_counts_only_what_was_looked_up_as_having_no_fault(
    dependencies: list[dict[str, object]], lines: list[str]
) -> None:
    assert audit.findings(dependencies) == lines
