"""Settings: safe defaults, and a bad value stops the start with what to write instead."""

from __future__ import annotations

from pathlib import Path

import pytest

from webapp.settings import DEFAULT_CAMPAIGNS, BadSetting, Settings


def test_defaults_need_no_environment() -> None:
    assert Settings.from_environment({}) == Settings(DEFAULT_CAMPAIGNS, 131_072, "", "")


def test_every_setting_is_read(tmp_path: Path) -> None:
    environment = {
        "APOSTILLE_CAMPAIGNS": str(tmp_path),
        "APOSTILLE_MAX_BODY": "20000",
        "APOSTILLE_SITE": "https://letters.example.ca/",
        "REPRESENT_URL": "https://represent.opennorth.ca/",
        "APOSTILLE_EMBED": "https://union.example.ca/  http://localhost:8001",
    }

    assert Settings.from_environment(environment) == Settings(
        tmp_path,
        20_000,
        "https://letters.example.ca",
        "https://represent.opennorth.ca",
        ("https://union.example.ca", "http://localhost:8001"),
    )


SIZE = "write a number of bytes from 16384 to 10000000, not"
ADDRESS = "write an address such as https://letters.example.ca, not"


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("APOSTILLE_CAMPAIGNS", "/nowhere", "/nowhere is not a folder"),
        ("APOSTILLE_MAX_BODY", "many", f"{SIZE} many"),
        ("APOSTILLE_MAX_BODY", "1", f"{SIZE} 1"),
        ("APOSTILLE_SITE", "javascript:1", f"{ADDRESS} javascript:1"),
    ],
)
def test_bad_setting_says_what_to_write(name: str, value: str, message: str) -> None:
    with pytest.raises(BadSetting) as caught:
        Settings.from_environment({name: value})

    assert str(caught.value) == f"{name}: {message}"
