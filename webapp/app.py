"""The application factory: settings, catalogue and web wired together."""

from __future__ import annotations

from pathlib import Path

from flask import Flask

from webapp.content.snapshot import ready_catalogue
from webapp.cores import usable_cores
from webapp.domain.catalogue import Catalogue
from webapp.renderers.in_hand import Bounds
from webapp.renderers.observing import Observer
from webapp.renderers.pool import Limits
from webapp.renderers.service import RenderService
from webapp.services.represent import RepresentClient
from webapp.settings import Settings
from webapp.web import (
    compression,
    cross_site,
    frames,
    headers,
    health,
    i18n,
    limits,
    proxies,
    request_log,
    responses,
    uploads,
)
from webapp.web.api import api
from webapp.web.assets import assets
from webapp.web.citations import citations
from webapp.web.corrections import corrections
from webapp.web.desk import desk
from webapp.web.letters import letters
from webapp.web.preview import preview
from webapp.web.represent_api import represent_api
from webapp.web.security_txt import security_txt
from webapp.web.verify import verification
from webapp.web.views import pages
from webapp.web.where import where
from webapp.web.workshop import Workshop


def create_app(settings: Settings | None = None, catalogue: Catalogue | None = None) -> Flask:
    """Return the application; a bad setting or campaign stops the start with every problem.

    ``catalogue`` takes the place of the campaigns that the settings name.
    """
    settings = settings or Settings.from_environment()
    app = request_log.Application(__name__, static_folder="../static", template_folder="templates")
    app.config["MAX_CONTENT_LENGTH"] = settings.max_body
    app.config["MAX_FORM_MEMORY_SIZE"] = settings.max_body
    app.config["MAX_FORM_PARTS"] = 400
    app.request_class = uploads.MemoryRequest
    app.extensions["catalogue"] = catalogue or ready_catalogue(settings.campaigns)
    app.extensions["settings"] = settings
    app.extensions["represent"] = _represent(settings)
    request_log.init_app(app)  # first: it times a request from here to the last byte
    health.init_app(app)
    app.extensions["renderers"] = _renderers(settings, app.extensions["figures"])
    i18n.init_app(app)
    compression.init_app(app)  # first of those that are called after a request: it is called last
    headers.init_app(app)
    responses.init_app(app)
    cross_site.init_app(app)
    proxies.init_app(app)
    frames.init_app(app)
    app.register_blueprint(assets)
    app.register_blueprint(pages)
    app.register_blueprint(citations)
    app.register_blueprint(corrections)
    app.register_blueprint(desk)
    app.register_blueprint(letters)
    app.register_blueprint(where)
    app.register_blueprint(verification)
    app.register_blueprint(represent_api)
    app.register_blueprint(api)
    app.register_blueprint(security_txt)
    limits.init_app(app)  # last: it looks at every address there is
    return app


def create_preview(folder: Path) -> Flask:
    """Return the application of one campaign that is being written: it reads the folder when it changes."""
    workshop = Workshop(folder)
    app = create_app(Settings(letters_per_minute=0), workshop.now().catalogue)
    app.extensions["workshop"] = workshop
    app.register_blueprint(preview)
    return app


def _represent(settings: Settings) -> RepresentClient | None:
    """Return the Represent service that writers may ask, if a setting names one.

    It allows 60 requests a minute: at 20 a process, three worker processes stay within that.
    """
    return RepresentClient(settings.represent, per_minute=20) if settings.represent else None


def _renderers(settings: Settings, observer: Observer) -> RenderService:
    """Return what makes letters; none of its processes is started yet."""
    limits = Limits(
        settings.renderers or usable_cores(),
        settings.render_queue,
        settings.render_seconds,
        settings.render_memory,
    )
    bounds = Bounds(settings.prepared_megabytes, settings.prepared_minutes * 60, settings.render_queue)
    return RenderService(limits, bounds, observer)
