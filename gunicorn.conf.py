"""How gunicorn serves the site: it reads this file by itself, started in this folder (``gunicorn wsgi:app``).

What a server may change stands in the ``APOSTILLE_…`` variables (docs/settings.md), and nothing here.
"""

import os
import resource
from shutil import rmtree
from tempfile import mkdtemp
from threading import Thread
from typing import Any

from webapp import logs
from webapp.cores import usable_cores
from webapp.renderers.shared import SharedService, can_share, new_address
from webapp.serving.starting import memory_folder, settings, web_workers

_settings = settings()

bind = _settings.bind
workers = web_workers(_settings.workers, usable_cores())
threads = _settings.threads
loglevel = _settings.log_level
logconfig_dict = logs.dict_config(_settings.log_level)

preload_app = True  # campaigns are read once, and shared; a reload of gunicorn does not read them again
worker_class = "webapp.serving.patient.PatientWorker"
worker_tmp_dir = memory_folder()
worker_connections = 1000 + threads  # of which 800 may wait for their clients, and 200 be idle

graceful_timeout = 30  # seconds for answers under way: a letter may take 20
timeout = 60  # without a heartbeat of a worker's main loop, which waits for nothing
keepalive = 125  # seconds; nginx keeps its own idle for 60, Caddy for 120: none is to be found closed
max_requests = 0  # nothing is known to leak

limit_request_line = 4094
limit_request_fields = 64
limit_request_field_size = 8190
sendfile = False  # the worker sends in pieces, as the client takes them

accesslog = None  # it would hold paths, and a path may hold a postal code
control_socket_disable = True
umask = 0o007  # a socket file is for the server's user and group, such as a proxy's

os.umask(0o077)  # any other file is its user's alone
resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a core would hold what somebody wrote
_soft, _hard = resource.getrlimit(resource.RLIMIT_NOFILE)
_wanted = 4096 if _hard == resource.RLIM_INFINITY else min(4096, _hard)
resource.setrlimit(resource.RLIMIT_NOFILE, (max(_soft, _wanted), _hard))

if _settings.metrics:  # the library reads the variable when it is first imported, with the site
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = mkdtemp(prefix="apostille-figures-", dir=memory_folder())


_renderers_address = new_address()  # of this start or reload alone: old web processes keep to their own


def post_worker_init(worker: Any) -> None:
    """Start what makes letters, after the fork: threads and processes do not survive one.

    It is one service for all web processes where the system lets them share it.
    """
    extensions = worker.wsgi.extensions
    extensions["figures"].open_files()
    if can_share():
        extensions["renderers"] = SharedService(extensions["renderers"], _renderers_address)
    Thread(target=extensions["renderers"].start, name="renderers", daemon=True).start()


def worker_exit(_server: Any, worker: Any) -> None:
    """Leave the making of letters to another web process, once those under way are made."""
    if app := getattr(worker, "wsgi", None):  # there is none where its start failed
        app.extensions["renderers"].close()


def child_exit(_server: Any, worker: Any) -> None:
    """Take an ended web process out of the figures that all count together."""
    if _settings.metrics:
        from webapp.web.figures import process_ended

        process_ended(worker.pid)


def on_exit(_server: Any) -> None:
    """Leave nothing behind."""
    if _settings.metrics:
        rmtree(os.environ["PROMETHEUS_MULTIPROC_DIR"], ignore_errors=True)
