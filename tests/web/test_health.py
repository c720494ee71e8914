"""Whether a server is alive and ready: mistakes and old data are said, and stop nothing."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable
from datetime import date
from pathlib import Path
from time import sleep
from typing import Any

import pytest
from flask.testing import FlaskClient
from inspection import InspectingClient
from werkzeug.test import TestResponse

from webapp.app import create_app
from webapp.checks.folder import check_folder
from webapp.content.new_campaign import NewCampaign, make_campaign
from webapp.domain.catalogue import Catalogue
from webapp.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
SLUG = "save-the-night-train"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with one small new campaign, which has warnings and no mistake."""
    folder = tmp_path / "campaigns"
    made = make_campaign(
        NewCampaign("Save the night train", ("en", "fr"), "prime-minister", date(2026, 11, 25)), folder
    )
    assert made.name == SLUG
    return folder


@pytest.fixture
def serve() -> Callable[[Path], FlaskClient]:
    """Return a way to serve the campaigns of a folder."""

    def served(folder: Path) -> FlaskClient:
        app = create_app(Settings(campaigns=folder))
        app.test_client_class = InspectingClient
        return app.test_client()

    return served


def checked(client: FlaskClient) -> TestResponse:
    """Return the answer of /readyz once its campaigns are checked."""
    answer = client.get("/readyz")
    while "being checked" in answer.json["notes"]:
        sleep(0.2)
        answer = client.get("/readyz")
    return answer


def test_server_that_answers_is_alive(client: InspectingClient) -> None:
    answer = client.get("/healthz")

    assert (answer.status_code, answer.data, answer.headers["Cache-Control"]) == (200, b"ok", "no-store")


def test_campaign_is_being_checked_at_first_and_then_counted(
    folder: Path, serve: Callable[[Path], FlaskClient]
) -> None:
    client = serve(folder)
    first = client.get("/readyz")
    then = checked(client)
    problems = check_folder(folder / SLUG)
    assert (first.status_code, then.status_code) == (200, 200)
    assert first.json["campaigns"] == {SLUG: {"state": "being checked", "mistakes": None, "warnings": None}}
    assert {problem.warning for problem in problems} == {True}
    assert then.json["campaigns"] == {SLUG: {"state": "warnings", "mistakes": 0, "warnings": len(problems)}}
    assert then.headers["Cache-Control"] == "no-store"


def test_mistakes_of_a_campaign_are_said_and_the_server_stays_ready(
    folder: Path, serve: Callable[[Path], FlaskClient]
) -> None:
    facts = folder / SLUG / "facts.toml"
    client = serve(folder)
    facts.write_text(facts.read_text("utf-8").replace("print_default = true", "print_default = 7"), "utf-8")
    answer = checked(client)

    result = answer.json["campaigns"][SLUG]
    assert (answer.status_code, answer.json["ready"], result["state"]) == (200, True, "mistakes")
    assert result["mistakes"] > 0
    assert answer.json["notes"][0] == "mistakes"


def test_campaign_whose_check_cannot_end_is_not_checked(
    folder: Path, serve: Callable[[Path], FlaskClient]
) -> None:
    client = serve(folder)
    shutil.rmtree(folder / SLUG)
    (folder / SLUG).write_bytes(b"")
    (folder / SLUG).chmod(0)
    answer = checked(client)

    assert answer.status_code == 200
    assert answer.json["campaigns"][SLUG]["state"] in ("mistakes", "not checked")


def test_old_data_is_said_and_counted(tmp_path: Path, catalogue: Catalogue) -> None:
    client = create_app(Settings(campaigns=tmp_path), catalogue).test_client()
    answer = client.get("/readyz").json

    assert "stale" in answer["notes"]
    assert answer["data"]["overdue"]["members-due"] == 1
    assert answer["data"]["tables"]["members"] == (date.today() - date(2026, 1, 22)).days  # noqa: DTZ011
    assert answer["data"]["tables"]["postal"] == (date.today() - date(2026, 11, 22)).days  # noqa: DTZ011


def test_server_without_a_campaign_is_not_ready(tmp_path: Path, serve: Callable[[Path], FlaskClient]) -> None:
    answer = serve(tmp_path).get("/readyz")

    assert (answer.status_code, answer.json["ready"], answer.json["campaigns"]) == (503, False, {})


READY = """
import json
from pathlib import Path
from webapp.app import create_app
from webapp.content.catalogue import load_catalogue
from webapp.settings import Settings
answer = create_app(Settings(campaigns=Path("static")), load_catalogue()).test_client().get("/readyz")
print(json.dumps([answer.status_code, answer.json["fonts"]]))
"""


def test_server_without_a_font_is_not_ready(tmp_path: Path) -> None:
    hidden = tmp_path / "fontpkg_source_sans_3"
    hidden.mkdir()
    (hidden / "__init__.py").write_bytes(b"")
    ran = subprocess.run(
        [sys.executable, "-c", READY],
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        cwd=ROOT,
        capture_output=True,
        check=False,
    )

    assert json.loads(ran.stdout) == [503, "missing"]


def test_processes_that_parted_check_once_between_them(folder: Path) -> None:
    from webapp.web.campaign_checks import CampaignChecks

    checks = CampaignChecks(folder, [SLUG])
    read, write = os.pipe()
    children = [_child(checks, write) for _ in range(2)]
    os.close(write)
    for child in children:
        os.waitpid(child, 0)
    with os.fdopen(read) as told:
        states = told.read().split()

    size = os.fstat(checks._file.fileno()).st_size
    lines = os.pread(checks._file.fileno(), size, 0).splitlines()
    assert states == ["warnings", "warnings"]
    assert len(lines) == 1


def _child(checks: Any, write: int) -> int:
    """Part a process that checks, and tells the state of the campaign when it has nothing more to do."""
    child = os.fork()
    if child == 0:
        checks.begin()
        for thread in threading.enumerate():
            if thread.name == "campaign-checks":
                thread.join()
        os.write(write, f"{checks.results()[SLUG].state}\n".encode())
        os._exit(0)
    return child


def test_nothing_is_checked_until_somebody_asks() -> None:
    app = create_app(Settings())
    app.test_client().get("/en/")

    assert {result.state for result in app.extensions["checks"].results().values()} == {"being checked"}
    assert [thread.name for thread in threading.enumerate() if thread.name == "campaign-checks"] == []
