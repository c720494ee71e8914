"""The settings of a server explained, each with its value, and whether what they name can be reached."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

from redis import Redis, RedisError

from webapp.diagnosis.findings import Finding, ok, warning, wrong
from webapp.settings import BadSetting, Settings

_REDIS = "APOSTILLE_REDIS"
_SECONDS = 2.0
_PREFIXES = ("APOSTILLE_", "REPRESENT_")
MEANINGS: Mapping[str, tuple[str, str]] = {
    "APOSTILLE_CAMPAIGNS": ("campaigns", "the folder of campaigns"),
    "APOSTILLE_MAX_BODY": ("max_body", "the largest request body, in bytes"),
    "APOSTILLE_SITE": ("site", "the site's public address, for the QR code of letters"),
    "REPRESENT_URL": ("represent", "the Represent service that writers may ask for their riding"),
    "APOSTILLE_EMBED": ("embed", "sites that may show the pages in a frame"),
    "APOSTILLE_BIND": ("bind", "where the server listens"),
    "APOSTILLE_WORKERS": ("workers", "web processes; 0: as the machine has cores"),
    "APOSTILLE_THREADS": ("threads", "threads of each web process"),
    "APOSTILLE_RENDERERS": ("renderers", "processes that lay letters out; 0: as the machine has cores"),
    "APOSTILLE_RENDER_QUEUE": ("render_queue", "letters that may wait"),
    "APOSTILLE_RENDER_SECONDS": ("render_seconds", "how long a letter may take, in seconds"),
    "APOSTILLE_RENDER_MEMORY": ("render_memory", "memory that making a letter may use, in megabytes"),
    "APOSTILLE_PREPARED_MEGABYTES": (
        "prepared_megabytes",
        "memory for letters made before they are asked for, in megabytes; 0: none is",
    ),
    "APOSTILLE_PREPARED_MINUTES": ("prepared_minutes", "how long such a letter is kept at most, in minutes"),
    "APOSTILLE_LETTERS_PER_MINUTE": (
        "letters_per_minute",
        "letters for one address in a minute; 0: no limit",
    ),
    "APOSTILLE_REDIS": ("redis", "a Redis server in which several servers count together"),
    "APOSTILLE_PROXIES": ("proxies", "how many proxies in front are believed"),
    "APOSTILLE_SECURITY_CONTACT": ("security_contact", "where to report a fault, for security.txt"),
    "APOSTILLE_METRICS": ("metrics", "whether /metrics has figures for Prometheus"),
    "APOSTILLE_LOG_LEVEL": ("log_level", "from which level on there is a log"),
    "APOSTILLE_QUICK_IMPORT": ("quick_import", "whether WeasyPrint is loaded without what letters never use"),
}
"""Each setting with its field of `Settings` and what it means; docs/settings.md says more."""


def configuration(environment: Mapping[str, str]) -> Iterator[Finding]:
    """Yield each setting with its value, whatever else is wrong; then those that there are not."""
    for name, (field, meaning) in MEANINGS.items():
        yield _setting(name, field, meaning, environment)
    for name in sorted(environment):
        if name.startswith(_PREFIXES) and name not in MEANINGS:
            yield warning(
                name, "is no setting", "remove it or mend its name: docs/settings.md lists them all"
            )


def usable(environment: Mapping[str, str]) -> Settings:
    """Return the settings that can be used, each of the others as it is by default."""
    good = {
        name: environment[name] for name in MEANINGS if name in environment and not _fault(name, environment)
    }
    return Settings.from_environment(good)


def redis(address: str) -> Finding:
    """Say whether a Redis server answers within two seconds."""
    where = without_secrets(address)
    try:
        with Redis.from_url(address, socket_connect_timeout=_SECONDS, socket_timeout=_SECONDS) as server:
            server.ping()
    except (RedisError, OSError, ValueError) as error:
        mend = f"start it or mend {_REDIS}: without it limits on requests cannot be counted together"
        return wrong("Redis", f"{where} does not answer ({type(error).__name__})", mend)
    return ok("Redis", f"{where} answers")


def without_secrets(address: str) -> str:
    """Return the address of a Redis server without user, password and options."""
    try:
        parts = urlsplit(address)
        host = parts.netloc.rpartition("@")[2]
    except ValueError:
        return "an address"
    return f"{parts.scheme}://{host}{parts.path}"


def _setting(name: str, field: str, meaning: str, environment: Mapping[str, str]) -> Finding:
    if fault := _fault(name, environment):
        return wrong(name, f"cannot be used: {meaning}", fault)
    settings = Settings.from_environment({name: environment[name]} if name in environment else {})
    value = _shown(name, getattr(settings, field))
    return ok(name, f"{value}{'' if name in environment else ' (default)'}: {meaning}")


def _fault(name: str, environment: Mapping[str, str]) -> str:
    """Return what to write instead, nothing where the value is good; a Redis address may hold a password."""
    if name not in environment:
        return ""
    try:
        Settings.from_environment({name: environment[name]})
    except BadSetting as error:
        said = str(error).removeprefix(f"{name}: ")
        return said.replace(f", not {environment[name]}", "") if name == _REDIS else said
    return ""


def _shown(name: str, value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        value = " ".join(value)
    if name == _REDIS and isinstance(value, str) and value:
        value = without_secrets(value)
    return "none" if value == "" else str(value)
