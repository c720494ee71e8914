"""Reads everything the product knows into one `Catalogue`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from webapp.domain.campaigns import Campaign
from webapp.domain.catalogue import Catalogue
from webapp.domain.errors import ContentError, Problem
from webapp.domain.people import Official
from webapp.domain.ridings import Riding

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "webapp" / "data"
LETTER_TEMPLATES = ROOT / "letter_templates"


def load_catalogue(folder: Path = LETTER_TEMPLATES) -> Catalogue:
    """Return the catalogue of all campaigns in ``folder``; raise `ContentError` with every problem."""
    from webapp.content.campaigns import load_campaign  # its schemas take longer to load than a letter

    campaigns: dict[str, Campaign] = {}
    problems: list[Problem] = []
    for campaign_folder in campaign_folders(folder):
        try:
            campaign = load_campaign(campaign_folder)
        except ContentError as error:
            problems.extend(error.problems)
        else:
            campaigns[campaign.slug] = campaign
    if problems:
        raise ContentError(tuple(problems))
    return load_tables(campaigns, folder)


def load_tables(campaigns: Mapping[str, Campaign], folder: Path) -> Catalogue:
    """Return a catalogue of ``campaigns`` and the data tables; raise `ContentError` where they do not fit."""
    from webapp.content.postal_tables import POSTAL_CODES, load_postal_table
    from webapp.content.tables import load_members, load_officials, load_ridings

    ridings = load_ridings(DATA / "ridings.csv", DATA / "riding_points.csv", DATA / "ridings_renamed.csv")
    officials = load_officials(DATA / "officials.toml")
    problems = [p for each in campaigns.values() for p in _strangers(each, folder, ridings, officials)]
    if problems:
        raise ContentError(tuple(problems))
    members = load_members(DATA / "members.csv", ridings)
    return Catalogue(campaigns, ridings, members, officials, load_postal_table(DATA / POSTAL_CODES))


def campaign_folders(folder: Path) -> list[Path]:
    """Return the campaign folders in ``folder``: those that hold a ``campaign.toml``."""
    return sorted(path.parent for path in folder.glob("*/campaign.toml"))


def _strangers(
    campaign: Campaign,
    folder: Path,
    ridings: Mapping[str, Riding],
    officials: Mapping[str, Official],
) -> list[Problem]:
    """Return the officials and ridings a campaign names that no table holds."""
    path = str(folder / campaign.slug)
    offices = {campaign.addressee, *campaign.copies} - set(officials)
    codes = {code for place in campaign.places for code in place.ridings} - set(ridings)
    return [
        *(
            Problem(path, "addressee, copies", f"unknown official {office}", rule="unknown-name")
            for office in sorted(offices)
        ),
        *(Problem(path, "places", f"unknown riding {code}", rule="unknown-name") for code in sorted(codes)),
    ]
