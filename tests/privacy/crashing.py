"""The site with addresses that go wrong in every way, with what was typed in hand: served to be watched."""

from __future__ import annotations

import logging
import os
import signal
import time
import warnings

import pool_tasks
from flask import Flask, Response, current_app, request

import wsgi


def crashing(app: Flask) -> Flask:
    """Give the site addresses that fail."""

    @app.post("/crash")
    def crash() -> Response:
        words = request.form["own_words"]
        try:
            current_app.extensions[words]
        except KeyError as error:
            raise ValueError(f"Crashwordish {words}") from error

    @app.post("/crash-elsewhere")
    def crash_elsewhere() -> Response:
        return Response(
            str(current_app.extensions["renderers"].run("fail", pool_tasks.fail, request.form["name"]))
        )

    @app.post("/lost")
    def lost() -> Response:
        return Response(
            str(current_app.extensions["renderers"].run("die", pool_tasks.die_with, request.form["name"]))
        )

    @app.post("/slow")
    def slow() -> Response:
        pool = current_app.extensions["renderers"]
        return Response(str(pool.run("slow", pool_tasks.sleep_over, "Slowwordish", 60)))

    @app.post("/talk")
    def talk() -> Response:
        words = request.form["own_words"]
        logging.getLogger("some.library").error("It cannot read %s", words)
        logging.getLogger("weasyprint").warning("Ignored %s", words)
        warnings.warn(f"Strange: {words}", stacklevel=1)
        return Response("said")

    @app.post("/abort")
    def abort() -> Response:
        words = request.form["own_words"] + " Abortwordish"
        os.kill(os.getpid(), signal.SIGSEGV)
        time.sleep(5)
        return Response(words)

    return app


app = crashing(wsgi.app)
