"""Settings, read once from the environment; a bad value stops the start with what to write instead."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from webapp.domain.errors import ApostilleError

DEFAULT_CAMPAIGNS = Path(__file__).resolve().parents[1] / "letter_templates"
LEVELS = ("debug", "info", "warning", "error")
_HOST = r"[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*"


class BadSetting(ApostilleError):
    """A setting cannot be used as it stands."""


@dataclass(frozen=True)
class Settings:
    """What a server may change; every default is safe in production. docs/settings.md explains each.

    ``max_body`` is in bytes, ``render_seconds`` in seconds, ``render_memory`` in megabytes of 10⁶ bytes.
    ``workers`` and ``renderers`` 0 mean: as the machine has cores. All web workers share the renderers.
    """

    campaigns: Path = DEFAULT_CAMPAIGNS
    max_body: int = 128 * 1024
    site: str = ""
    represent: str = ""
    embed: tuple[str, ...] = ()
    bind: str = "127.0.0.1:8000"
    workers: int = 0
    threads: int = 32
    renderers: int = 0
    render_queue: int = 16
    render_seconds: int = 20
    render_memory: int = 1_000
    prepared_megabytes: int = 32
    prepared_minutes: int = 5
    letters_per_minute: int = 60
    redis: str = ""
    proxies: int = 0
    security_contact: str = ""
    metrics: bool = False
    log_level: str = "info"
    quick_import: bool = True

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Settings:
        """Return the settings that ``APOSTILLE_…`` variables give; raise `BadSetting` for a bad one."""
        given = _Environment(environment)
        return cls(
            campaigns=given.folder("APOSTILLE_CAMPAIGNS", cls.campaigns),
            max_body=given.number("APOSTILLE_MAX_BODY", cls.max_body, "bytes", 16_384, 10_000_000),
            site=given.address("APOSTILLE_SITE", "https://letters.example.ca"),
            represent=given.address("REPRESENT_URL", "https://represent.opennorth.ca"),
            embed=given.origins("APOSTILLE_EMBED"),
            bind=given.matching(
                "APOSTILLE_BIND", cls.bind, _BIND, "127.0.0.1:8000 or unix:/run/apostille.sock"
            ),
            workers=given.number("APOSTILLE_WORKERS", cls.workers, "processes", 0, 64),
            threads=given.number("APOSTILLE_THREADS", cls.threads, "threads", 2, 256),
            renderers=given.number("APOSTILLE_RENDERERS", cls.renderers, "processes", 0, 64),
            render_queue=given.number("APOSTILLE_RENDER_QUEUE", cls.render_queue, "letters", 0, 100),
            render_seconds=given.number("APOSTILLE_RENDER_SECONDS", cls.render_seconds, "seconds", 1, 120),
            render_memory=given.number(
                "APOSTILLE_RENDER_MEMORY", cls.render_memory, "megabytes", 100, 16_000
            ),
            prepared_megabytes=given.number(
                "APOSTILLE_PREPARED_MEGABYTES", cls.prepared_megabytes, "megabytes", 0, 1_000
            ),
            prepared_minutes=given.number(
                "APOSTILLE_PREPARED_MINUTES", cls.prepared_minutes, "minutes", 1, 60
            ),
            letters_per_minute=given.number(
                "APOSTILLE_LETTERS_PER_MINUTE", cls.letters_per_minute, "letters", 0, 100_000
            ),
            redis=given.matching("APOSTILLE_REDIS", "", _REDIS, "redis://127.0.0.1:6379/0"),
            proxies=given.number("APOSTILLE_PROXIES", cls.proxies, "proxies", 0, 5),
            security_contact=given.matching(
                "APOSTILLE_SECURITY_CONTACT",
                "",
                _CONTACT,
                "mailto:security@example.ca or an https:// address",
            ),
            metrics=given.choice("APOSTILLE_METRICS", "no", ("yes", "no")) == "yes",
            log_level=given.choice("APOSTILLE_LOG_LEVEL", cls.log_level, LEVELS),
            quick_import=given.choice("APOSTILLE_QUICK_IMPORT", "yes", ("yes", "no")) == "yes",
        )


_BIND = rf"(unix:/[\w./-]+|({_HOST}|\[[0-9a-fA-F:]+\]):\d{{1,5}})"
_REDIS = r"(rediss?|unix)://[^\s]+"
_CONTACT = r"(mailto:[^\s@<>]+@[^\s@<>]+|https://[^\s<>]+)"


@dataclass(frozen=True)
class _Environment:
    """Reads variables, each by the form that its value must have."""

    variables: Mapping[str, str]

    def number(self, name: str, default: int, unit: str, low: int, high: int) -> int:
        """Return a whole number from ``low`` to ``high``."""
        text = self.variables.get(name, str(default))
        if not re.fullmatch("[0-9]{1,9}", text) or not low <= int(text) <= high:
            raise BadSetting(f"{name}: write a number of {unit} from {low} to {high}, not {text}")
        return int(text)

    def choice(self, name: str, default: str, known: tuple[str, ...]) -> str:
        """Return one of the words ``known``."""
        text = self.variables.get(name, default).lower()
        if text not in known:
            raise BadSetting(f"{name}: write {', '.join(known[:-1])} or {known[-1]}, not {text}")
        return text

    def matching(self, name: str, default: str, pattern: str, example: str) -> str:
        """Return a text of the form of ``example``, or the default where the variable is not set or empty."""
        text = self.variables.get(name, "") or default
        if text and not re.fullmatch(pattern, text):
            raise BadSetting(f"{name}: write something such as {example}, not {text}")
        return text

    def folder(self, name: str, default: Path) -> Path:
        """Return the path of a folder that is there."""
        path = Path(self.variables.get(name, str(default)))
        if not path.is_dir():
            raise BadSetting(f"{name}: {path} is not a folder")
        return path

    def address(self, name: str, example: str) -> str:
        """Return a web address without its last slash, or nothing where the variable is not set."""
        address = self.variables.get(name, "").rstrip("/")
        if address and not re.fullmatch(r"https?://[\w.:-]+(/[\w./-]*)?", address):
            raise BadSetting(f"{name}: write an address such as {example}, not {address}")
        return address

    def origins(self, name: str) -> tuple[str, ...]:
        """Return the origins that may frame the pages, each a scheme, a host and a port at most.

        They become part of a header: nothing else may stand in them. Plain ``http`` is for one's own machine:
        a letter is not written inside a page that anyone on the way could change.
        """
        origins = tuple(origin.rstrip("/") for origin in self.variables.get(name, "").split())
        for origin in origins:
            if not re.fullmatch(rf"(https://{_HOST}|http://(localhost|127\.0\.0\.1))(:\d{{1,5}})?", origin):
                raise BadSetting(
                    f"{name}: write origins such as https://union.example.ca, "
                    f"with a space between, not {origin}"
                )
        return origins
