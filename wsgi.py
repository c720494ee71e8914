"""The door for web servers: ``gunicorn wsgi:app``."""

from webapp import logs
from webapp.app import create_app
from webapp.domain.errors import ApostilleError
from webapp.settings import Settings

logs.configure(Settings.log_level)
try:
    settings = Settings.from_environment()
    logs.configure(settings.log_level)
    app = create_app(settings)
except ApostilleError as error:
    logs.cannot_start(error)
    raise
