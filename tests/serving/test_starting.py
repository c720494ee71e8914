"""The server's start: sized from the machine, closed to others, and plain about what is wrong."""

from __future__ import annotations

import os
import socket
import subprocess
from pathlib import Path

import pytest
from gunicorn.config import Config
from serving import GUNICORN, ROOT, free_port, served
from talking import GET, ask, read_answer

from webapp.serving.patient import PatientWorker
from webapp.serving.starting import web_workers


def failed_start(**settings: str) -> tuple[int, str]:
    """Return the exit status of a start that fails, and what it says."""
    environment = {**os.environ, "APOSTILLE_BIND": f"127.0.0.1:{free_port()}", **settings}
    done = subprocess.run(
        GUNICORN, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60, check=False
    )
    return done.returncode, done.stderr


@pytest.mark.parametrize(
    ("wanted", "cores", "workers"), [(0, 1, 2), (0, 4, 2), (0, 5, 2), (0, 8, 4), (1, 8, 1), (6, 2, 6)]
)
def test_web_workers_fit_the_machine_unless_a_number_is_wanted(wanted: int, cores: int, workers: int) -> None:
    assert web_workers(wanted, cores) == workers


def test_bad_setting_stops_the_start_in_one_line() -> None:
    assert failed_start(APOSTILLE_THREADS="many") == (
        1,
        "apostille: APOSTILLE_THREADS: write a number of threads from 2 to 256, not many\n",
    )


def test_bad_campaign_stops_the_start_with_a_line_for_each_problem(tmp_path: Path) -> None:
    (tmp_path / "no-campaign").mkdir()
    (tmp_path / "no-campaign" / "campaign.toml").write_text("=", encoding="utf-8")
    status, said = failed_start(APOSTILLE_CAMPAIGNS=str(tmp_path), APOSTILLE_LOG_LEVEL="info")

    lines = said.splitlines()
    assert (status, len(lines)) == (1, 4)
    assert [line.split(": ")[0] for line in lines] == ["apostille"] * 4


def test_tls_is_left_to_a_proxy() -> None:
    cfg = Config()
    cfg.set("certfile", "site.pem")

    with pytest.raises(RuntimeError, match="leave TLS to a proxy"):
        PatientWorker.check_config(cfg, None)


def test_worker_leaves_no_core_and_writes_files_for_its_user_alone() -> None:
    with served(APOSTILLE_WORKERS="1") as server:
        (worker,) = server.workers()
        limits = Path(f"/proc/{worker}/limits").read_text(encoding="ascii").splitlines()
        status = Path(f"/proc/{worker}/status").read_text(encoding="ascii").splitlines()

    assert [line.split()[4:6] for line in limits if line.startswith("Max core file size")] == [["0", "0"]]
    assert [line for line in status if line.startswith("Umask")] == ["Umask:\t0077"]


def test_server_on_a_socket_file_is_open_to_its_group_and_no_other(tmp_path: Path) -> None:
    path = tmp_path / "apostille.sock"
    environment = {**os.environ, "APOSTILLE_BIND": f"unix:{path}", "APOSTILLE_LOG_LEVEL": "info"}
    with subprocess.Popen(GUNICORN, cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True) as server:
        assert server.stderr is not None
        said = next(line for line in server.stderr if "Listening at" in line)
        mode = path.stat().st_mode & 0o777
        with socket.socket(socket.AF_UNIX) as client, client.makefile("rb") as stream:
            client.connect(str(path))
            client.sendall(GET)
            status = read_answer(stream).status
        server.terminate()
        server.stderr.read()

    assert (f"unix:{path}" in said, oct(mode), status, server.returncode) == (True, "0o770", 200, 0)


def test_server_logs_nothing_of_what_was_asked(capfd: pytest.CaptureFixture[str]) -> None:
    with served(APOSTILLE_LOG_LEVEL="info") as server:
        ask(server.port, GET.replace(b"verify", b"verify?name=Anne"))
        ask(server.port, b"Anne Tremblay\r\n\r\n")
        ask(server.port, b"GET / HTTP/1.1\r\nAnne Tremblay\r\n\r\n")

    said = capfd.readouterr().err
    assert ("Anne" in said, said.count('"event": "refused a request", "status": 400')) == (False, 2)
