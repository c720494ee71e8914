"""How a server is: alive, ready to make letters, and its figures. No language, nothing kept, nobody named."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from flask import Blueprint, Flask, Response, current_app, json
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from webapp.checks.ages import Ages, ages
from webapp.composition.requests import today_in
from webapp.diagnosis import machine
from webapp.settings import Settings
from webapp.web.campaign_checks import CampaignChecks, Result
from webapp.web.current import catalogue, settings
from webapp.web.figures import Figures, Known, figures
from webapp.web.responses import never_stored

health = Blueprint("health", __name__)
prometheus = Blueprint("prometheus", __name__)


def init_app(app: Flask) -> None:
    """Give the application its figures, the checks of its campaigns, and where both are asked for."""
    told: Settings = app.extensions["settings"]
    known = app.extensions["catalogue"]
    app.extensions["figures"] = Figures()
    app.extensions["checks"] = CampaignChecks(told.campaigns, known.campaigns)
    app.register_blueprint(health)
    if told.metrics:
        app.register_blueprint(prometheus)


@health.get("/healthz")
def alive() -> Response:
    """Say that the server answers, and do nothing else."""
    return never_stored(Response("ok", content_type="text/plain; charset=utf-8"))


@health.get("/readyz")
def ready() -> Response:
    """Say whether letters can be made: 200 or 503.

    Old data and mistakes are said, but the status stays: no other server of ours would have newer data.
    """
    said = _state()
    return never_stored(
        Response(json.dumps(said), 200 if said["ready"] else 503, content_type="application/json")
    )


@prometheus.get("/metrics")
def metrics() -> Response:
    """Show the figures in Prometheus's text format."""
    known = Known(catalogue(), settings().campaigns, _begun())
    shown = generate_latest(figures().collected(known))
    return never_stored(Response(shown, content_type=CONTENT_TYPE_LATEST))


def _state() -> dict[str, Any]:
    results, fonts = _begun().results(), _has_fonts()
    old = ages(catalogue(), settings().campaigns, today_in(""))
    return {
        "ready": fonts and bool(results),
        "notes": _notes(old, [*results.values()]),
        "fonts": "ok" if fonts else "missing",
        "campaigns": {slug: asdict(result) for slug, result in results.items()},
        "data": asdict(old),
    }


def _notes(old: Ages, results: list[Result]) -> list[str]:
    """Return in one word each what somebody has to look at."""
    states = {result.state for result in results}
    found = ("mistakes", "being checked", "not checked")
    return [*(state for state in found if state in states), *(["stale"] if any(old.overdue.values()) else [])]


def _begun() -> CampaignChecks:
    """Return the checks, begun with the first question for them."""
    checks: CampaignChecks = current_app.extensions["checks"]
    checks.begin()
    return checks


def _has_fonts() -> bool:
    return all(font.state == "ok" for font in machine.fonts())
