"""An example of a table of people: every column, and a row for each request of the campaign."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import cycle

from webapp.batch.columns import COLUMNS
from webapp.batch.tables_written import csv_lines
from webapp.composition.specimens import SPECIMEN_SENDERS
from webapp.domain.campaigns import Campaign
from webapp.domain.letters import Sender
from webapp.domain.locales import LANGUAGES, Language
from webapp.domain.ridings import Riding


def example(campaign: Campaign, riding: Riding, language: Language) -> Iterator[bytes]:
    """Yield the lines of a table in UTF-8, its headings in ``language``; no request stands before another."""
    headings = [column.heading(language) for column in COLUMNS]
    rows = (
        _row(SPECIMEN_SENDERS[spoken], riding, stance, spoken)
        for stance, spoken in zip(campaign.stances, cycle(LANGUAGES), strict=False)
    )
    return csv_lines(headings, rows)


def _row(sender: Sender, riding: Riding, stance: str, language: Language) -> list[str]:
    cells = {
        "name": sender.name,
        "street": sender.street,
        "city": sender.city,
        "province": sender.province,
        "postal_code": sender.postal_code,
        "riding": riding.name.in_(language),
        "stance": stance,
        "language": language,
    }
    return [cells.get(column.name, "") for column in COLUMNS]
