"""A campaign's folder as it is being written: read again whenever a file changes, and checked beside that."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from webapp.checks.folder import check_folder
from webapp.content.campaigns import load_campaign
from webapp.content.catalogue import load_tables
from webapp.domain.campaigns import Campaign
from webapp.domain.catalogue import Catalogue
from webapp.domain.errors import ContentError, Problem


@dataclass(frozen=True)
class Folder:
    """The folder as it was at one moment; ``campaign`` is None where it could not be read.

    ``fingerprint`` changes with any of its files, and with the end of the check of them.
    """

    fingerprint: str
    campaign: Campaign | None
    catalogue: Catalogue
    checked: Future[list[Problem]]

    @property
    def problems(self) -> list[Problem] | None:
        """What the check found; None while it is still at work."""
        return self.checked.result() if self.checked.done() else None

    @property
    def key(self) -> str:
        """What tells a page whether it shows this folder with all that is known of it."""
        return f"{self.fingerprint}{'' if self.checked.done() else '-checking'}"


class Workshop:
    """Reads the campaign in ``folder`` when it has changed, and checks it in a thread of its own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._tables: Catalogue = load_tables({}, folder)
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="check")
        self._known: Folder | None = None

    def now(self) -> Folder:
        """Return the folder as it is now."""
        fingerprint = _fingerprint(self._folder)
        known = self._known
        if known is None or known.fingerprint != fingerprint:
            known = self._known = self._read(fingerprint)
        return known

    def _read(self, fingerprint: str) -> Folder:
        campaigns: Mapping[str, Campaign] = {}
        campaign: Campaign | None = None
        checked: Future[list[Problem]] = Future()
        try:
            campaign = load_campaign(self._folder.resolve())
            campaigns = {campaign.slug: campaign}
            catalogue = load_tables(campaigns, self._folder)
        except ContentError as error:
            checked.set_result(list(error.problems))
            return Folder(fingerprint, None, self._tables, checked)
        return Folder(fingerprint, campaign, catalogue, self._pool.submit(check_folder, self._folder))


def _fingerprint(folder: Path) -> str:
    """Return ten hexadecimal digits that change when a file of the folder is written, added or removed."""
    digest = hashlib.sha256()
    for path in sorted(folder.glob("*")):
        try:
            stat = path.stat()
        except OSError:  # an editor has just put another file in its place, or a link leads in a circle
            continue
        digest.update(f"{path.name}\0{stat.st_mtime_ns}\0{stat.st_size}\0".encode())
    return digest.hexdigest()[:10]
