"""What npm installs is the same everywhere, and asks for no address of ours."""

from __future__ import annotations

import json
from pathlib import Path

LOCK = json.loads((Path(__file__).parent / "package-lock.json").read_text(encoding="utf-8"))
INSTALLED = {name: package for name, package in LOCK["packages"].items() if name}


def test_every_package_of_the_audit_is_locked_by_its_hash() -> None:
    assert INSTALLED
    assert [name for name, package in INSTALLED.items() if "integrity" not in package] == []


def test_the_lock_records_no_address_to_install_from() -> None:
    assert [name for name, package in INSTALLED.items() if "resolved" in package] == []
