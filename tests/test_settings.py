"""Settings: safe defaults, and a bad value stops the start with what to write instead."""

from __future__ import annotations

from pathlib import Path

import pytest

from webapp.settings import DEFAULT_CAMPAIGNS, BadSetting, Settings


def test_defaults_need_no_environment() -> None:
    assert Settings.from_environment({}) == Settings(campaigns=DEFAULT_CAMPAIGNS, max_body=131_072)


def test_every_setting_is_read(tmp_path: Path) -> None:
    environment = {
        "APOSTILLE_CAMPAIGNS": str(tmp_path),
        "APOSTILLE_MAX_BODY": "20000",
        "APOSTILLE_SITE": "https://letters.example.ca/",
        "REPRESENT_URL": "https://represent.opennorth.ca/",
        "APOSTILLE_EMBED": "https://union.example.ca/  http://localhost:8001",
        "APOSTILLE_BIND": "unix:/run/apostille.sock",
        "APOSTILLE_WORKERS": "3",
        "APOSTILLE_THREADS": "8",
        "APOSTILLE_RENDERERS": "2",
        "APOSTILLE_RENDER_QUEUE": "0",
        "APOSTILLE_RENDER_SECONDS": "30",
        "APOSTILLE_RENDER_MEMORY": "700",
        "APOSTILLE_PREPARED_MEGABYTES": "0",
        "APOSTILLE_PREPARED_MINUTES": "10",
        "APOSTILLE_LETTERS_PER_MINUTE": "0",
        "APOSTILLE_REDIS": "redis://127.0.0.1:6379/0",
        "APOSTILLE_PROXIES": "1",
        "APOSTILLE_SECURITY_CONTACT": "mailto:security@example.ca",
        "APOSTILLE_METRICS": "yes",
        "APOSTILLE_LOG_LEVEL": "WARNING",
        "APOSTILLE_QUICK_IMPORT": "no",
    }

    assert Settings.from_environment(environment) == Settings(
        campaigns=tmp_path,
        max_body=20_000,
        site="https://letters.example.ca",
        represent="https://represent.opennorth.ca",
        embed=("https://union.example.ca", "http://localhost:8001"),
        bind="unix:/run/apostille.sock",
        workers=3,
        threads=8,
        renderers=2,
        render_queue=0,
        render_seconds=30,
        render_memory=700,
        prepared_megabytes=0,
        prepared_minutes=10,
        letters_per_minute=0,
        redis="redis://127.0.0.1:6379/0",
        proxies=1,
        security_contact="mailto:security@example.ca",
        metrics=True,
        log_level="warning",
        quick_import=False,
    )


SIZE = "write a number of bytes from 16384 to 10000000, not"
SUCH_AS = "write something such as"
ADDRESS = "write an address such as https://letters.example.ca, not"


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("APOSTILLE_CAMPAIGNS", "/nowhere", "/nowhere is not a folder"),
        ("APOSTILLE_MAX_BODY", "many", f"{SIZE} many"),
        ("APOSTILLE_MAX_BODY", "1", f"{SIZE} 1"),
        ("APOSTILLE_SITE", "javascript:1", f"{ADDRESS} javascript:1"),
        ("APOSTILLE_BIND", "8000", f"{SUCH_AS} 127.0.0.1:8000 or unix:/run/apostille.sock, not 8000"),
        ("APOSTILLE_WORKERS", "٣", "write a number of processes from 0 to 64, not ٣"),
        ("APOSTILLE_PROXIES", "6", "write a number of proxies from 0 to 5, not 6"),
        ("APOSTILLE_REDIS", "localhost", f"{SUCH_AS} redis://127.0.0.1:6379/0, not localhost"),
        ("APOSTILLE_METRICS", "true", "write yes or no, not true"),
        ("APOSTILLE_LOG_LEVEL", "loud", "write debug, info, warning or error, not loud"),
        (
            "APOSTILLE_SECURITY_CONTACT",
            "us",
            f"{SUCH_AS} mailto:security@example.ca or an https:// address, not us",
        ),
    ],
)
def test_bad_setting_says_what_to_write(name: str, value: str, message: str) -> None:
    with pytest.raises(BadSetting) as caught:
        Settings.from_environment({name: value})

    assert str(caught.value) == f"{name}: {message}"
