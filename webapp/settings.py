"""Settings, read once from the environment; a bad value stops the start with what to write instead."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from webapp.domain.errors import ApostilleError

DEFAULT_CAMPAIGNS = Path(__file__).resolve().parents[1] / "letter_templates"
_HOST = r"[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*"


class BadSetting(ApostilleError):
    """A setting cannot be used as it stands."""


@dataclass(frozen=True)
class Settings:
    """What a server may change; every default is safe in production.

    ``campaigns`` is the folder of campaigns. ``max_body`` bounds a request's body, in bytes.
    ``site`` is the site's public address, to which the QR code of a letter leads; none by default.
    ``represent`` is the address of a Represent service that a writer may ask; none by default.
    ``embed`` are the origins of sites that may show the pages in a frame of theirs; none by default.
    """

    campaigns: Path = DEFAULT_CAMPAIGNS
    max_body: int = 128 * 1024
    site: str = ""
    represent: str = ""
    embed: tuple[str, ...] = ()

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Settings:
        """Return the settings that ``APOSTILLE_…`` variables give; raise `BadSetting` for a bad one."""
        campaigns = Path(environment.get("APOSTILLE_CAMPAIGNS", str(DEFAULT_CAMPAIGNS)))
        if not campaigns.is_dir():
            raise BadSetting(f"APOSTILLE_CAMPAIGNS: {campaigns} is not a folder")
        body = environment.get("APOSTILLE_MAX_BODY", str(cls.max_body))
        if not body.isdecimal() or not 16_384 <= int(body) <= 10_000_000:
            raise BadSetting(
                f"APOSTILLE_MAX_BODY: write a number of bytes from 16384 to 10000000, not {body}"
            )
        site = _address(environment, "APOSTILLE_SITE", "https://letters.example.ca")
        represent = _address(environment, "REPRESENT_URL", "https://represent.opennorth.ca")
        return cls(campaigns, int(body), site, represent, _origins(environment))


def _address(environment: Mapping[str, str], name: str, example: str) -> str:
    """Return a web address without its last slash, or nothing where the variable is not set."""
    address = environment.get(name, "").rstrip("/")
    if address and not re.fullmatch(r"https?://[\w.:-]+(/[\w./-]*)?", address):
        raise BadSetting(f"{name}: write an address such as {example}, not {address}")
    return address


def _origins(environment: Mapping[str, str]) -> tuple[str, ...]:
    """Return the origins that may frame the pages, each a scheme, a host and a port at most.

    They become part of a header: nothing else may stand in them. Plain ``http`` is for one's own machine:
    a letter is not written inside a page that anyone on the way could change.
    """
    origins = tuple(origin.rstrip("/") for origin in environment.get("APOSTILLE_EMBED", "").split())
    for origin in origins:
        if not re.fullmatch(rf"(https://{_HOST}|http://(localhost|127\.0\.0\.1))(:\d{{1,5}})?", origin):
            raise BadSetting(
                "APOSTILLE_EMBED: write origins such as https://union.example.ca, "
                f"with a space between, not {origin}"
            )
    return origins
