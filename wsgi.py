"""The door for web servers: ``gunicorn wsgi:app``."""

from webapp.app import create_app
from webapp.serving.starting import plain_errors

with plain_errors():
    app = create_app()
