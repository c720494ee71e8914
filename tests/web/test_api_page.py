"""docs/api.md: each of its commands is run against the site and gets the answer that the page promises."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest
from werkzeug.serving import make_server

from webapp.app import create_app
from webapp.settings import Settings
from webapp.web.api_document import OPERATIONS
from webapp.web.api_orders import LetterOrder
from webapp.web.problems import API

PAGE = Path(__file__).resolve().parents[2] / "docs" / "api.md"
TEXT = PAGE.read_text("utf-8")
COMMANDS = [line for block in re.findall(r"```sh\n(.*?)```", TEXT, re.DOTALL) for line in block.splitlines()]
[ORDER] = re.findall(r"```json\n(.*?)```", TEXT, re.DOTALL)

needs_curl = pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """Serve the site on a free port of this machine."""
    server = make_server("127.0.0.1", 0, create_app(Settings()), threaded=True)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="module")
def answers(address: str, tmp_path_factory: pytest.TempPathFactory) -> list[bytes]:
    """Return what each command of the page prints, or saves."""
    place = tmp_path_factory.mktemp("reader")
    (place / "order.json").write_text(ORDER, "utf-8")
    found = []
    for command in COMMANDS:
        words = shlex.split(command.replace("127.0.0.1:8000", address))
        quiet = [words[0], "--silent", "--show-error", *words[1:]]
        run = subprocess.run(
            quiet, cwd=place, capture_output=True, check=False, env=os.environ | {"no_proxy": "*"}
        )
        assert (run.returncode, run.stderr) == (0, b""), command
        saved = place / words[words.index("--output") + 1] if "--output" in words else None
        found.append(saved.read_bytes() if saved else run.stdout)
    return found


@needs_curl
def test_reading_commands_get_what_they_name(answers: list[bytes]) -> None:
    campaigns, campaign, fact, source, riding, found = map(json.loads, answers[:6])

    assert [each["slug"] for each in campaigns["objects"]] == ["foreign-officers-rules", "ice-offices-canada"]
    assert (campaign["slug"], fact["slug"], source["id"]) == ("ice-offices-canada", "five-cities", "S01")
    assert (riding["external_id"], found["sure"], found["note"]) == ("48022", "48022", None)


@needs_curl
def test_order_of_the_page_is_answered_with_a_letter_in_french(answers: list[bytes]) -> None:
    letter = json.loads(answers[6])

    assert [part["language"] for part in letter["parts"]] == ["fr"]
    assert letter["parts"][0]["sender"]["name"] == "Anne Tremblay"


@needs_curl
def test_file_asked_for_is_a_pdf(answers: list[bytes]) -> None:
    assert answers[7][:5] == b"%PDF-"


@needs_curl
def test_problem_of_the_page_is_in_french_and_offers_ridings(answers: list[bytes]) -> None:
    problem = json.loads(answers[8])

    assert [error["field"] for error in problem["errors"]] == [
        *("riding", "stance", "name", "street", "city", "province", "postal_code", "language")
    ]
    assert problem["errors"][0]["message"] == (
        "Plusieurs circonscriptions correspondent à «\u00a0Edmonton\u00a0». Choisissez la vôtre."
    )
    assert [riding["external_id"] for riding in problem["ridings"]] == [f"480{n}" for n in range(15, 24)]


def test_page_has_these_commands_and_no_other() -> None:
    assert len(COMMANDS) == 9


def test_page_names_every_address_and_every_field_of_an_order() -> None:
    named = re.findall(r"`GET (/[^`?]+)`(?:, `…([^`]+)`)?|`POST (/[^`]+)`", TEXT.split("## Reading")[0])
    addresses = set()
    for read, more, post in named:
        addresses.add(read or post)
        if more:
            addresses.add(read.removesuffix("/" + more.split("/")[1]) + more)
    fields = re.findall(r"^\| ((?:`\w+`(?:, )?)+) \|", TEXT, re.MULTILINE)

    assert addresses == {API + operation.path for operation in OPERATIONS}
    assert {*json.loads(ORDER), *re.findall(r"`(\w+)`", " ".join(fields))} == set(LetterOrder.model_fields)
