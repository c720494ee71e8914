"""The door for web servers: ``gunicorn wsgi:app``."""

from webapp import logs
from webapp.app import create_app
from webapp.serving.starting import check_machine, plain_errors, settings

with plain_errors():
    logs.configure(settings().log_level)
    check_machine()
    app = create_app(settings())
