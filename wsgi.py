"""The door for web servers: ``gunicorn wsgi:app``."""

from webapp import logs
from webapp.app import create_app
from webapp.serving.starting import plain_errors, settings

with plain_errors():
    logs.configure(settings().log_level)
    app = create_app(settings())
