"""What the application in hand was made with: its settings and its catalogue; and where its pages stand."""

from __future__ import annotations

from flask import current_app

from webapp.domain.catalogue import Catalogue
from webapp.renderers.service import Renders
from webapp.settings import Settings

IN_LANGUAGE = "/<any(en, fr):language>"
OF_CAMPAIGN = f"{IN_LANGUAGE}/campaigns/<slug>"


def catalogue() -> Catalogue:
    """Return everything the product knows."""
    known: Catalogue = current_app.extensions["catalogue"]
    return known


def settings() -> Settings:
    """Return what the server was told at its start."""
    told: Settings = current_app.extensions["settings"]
    return told


def renderers() -> Renders:
    """Return what makes letters."""
    service: Renders = current_app.extensions["renderers"]
    return service
