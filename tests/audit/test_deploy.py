"""What a server is set up with: systemd and nginx accept it, and it keeps what the documents promise."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
UNIT, NETWORK = DEPLOY / "apostille.service", DEPLOY / "apostille-network.conf"
SITE = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
NGINX = shutil.which("nginx", path="/usr/sbin:/usr/bin:/sbin:/bin:/usr/local/bin")
SYSTEMD = shutil.which("systemd-analyze")
needs_systemd = pytest.mark.skipif(not SYSTEMD, reason="SYSTEMD IS NOT INSTALLED")
needs_nginx = pytest.mark.skipif(
    not NGINX or not shutil.which("openssl"), reason="NGINX OR OPENSSL IS NOT INSTALLED"
)
MOST_EXPOSED = 1.5  # of 10; systemd calls a service below 2 safe


@pytest.fixture
def units(tmp_path: Path) -> Path:
    """Return a folder with the units, as they are where this folder and Python are the ones installed."""
    installed = UNIT.read_text(encoding="utf-8").replace(
        "/opt/apostille/.venv/bin", str(Path(sys.executable).parent)
    )
    (tmp_path / UNIT.name).write_text(installed.replace("=/opt/apostille", f"={ROOT}"), encoding="utf-8")
    shutil.copy(DEPLOY / "apostille.socket", tmp_path)
    return tmp_path


def analyze(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([str(SYSTEMD), *arguments], capture_output=True, text=True, check=False)


@needs_systemd
@pytest.mark.parametrize("unit", ["apostille.service", "apostille.socket"])
def test_units_are_accepted_without_a_word(units: Path, unit: str) -> None:
    answer = analyze("verify", "--man=no", units / unit)

    assert (answer.returncode, answer.stderr) == (0, "")


@needs_systemd
@pytest.mark.parametrize("network", [False, True])
def test_service_is_exposed_to_little(units: Path, network: bool) -> None:
    if network:
        more = NETWORK.read_text(encoding="utf-8")
        (units / UNIT.name).write_text((units / UNIT.name).read_text() + more, encoding="utf-8")
    answer = analyze("security", "--offline=yes", f"--threshold={MOST_EXPOSED * 10:.0f}", units / UNIT.name)

    assert answer.returncode == 0, answer.stdout.strip().splitlines()[-1]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Return a whole configuration of nginx around the site, with a certificate made on the spot."""
    key, certificate = tmp_path / "privkey.pem", tmp_path / "fullchain.pem"
    request = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-days",
        "2",
        "-subj",
        "/CN=localhost",
    ]
    subprocess.run([*request, "-keyout", key, "-out", certificate], capture_output=True, check=True)
    moved = SITE.replace("/etc/letsencrypt/live/letters.example.ca", str(tmp_path))
    (tmp_path / "site.conf").write_text(moved.replace("/var/log/nginx", str(tmp_path)), encoding="utf-8")
    whole = tmp_path / "nginx.conf"
    whole.write_text(
        f"pid {tmp_path}/pid;\nerror_log {tmp_path}/error.log;\nevents {{}}\n"
        f"http {{ include {tmp_path}/site.conf; }}\n",
        encoding="utf-8",
    )
    return whole


@needs_nginx
def test_nginx_accepts_the_site_without_a_warning(site: Path) -> None:
    answer = subprocess.run([str(NGINX), "-t", "-q", "-c", site], capture_output=True, text=True, check=False)

    assert (answer.returncode, answer.stderr) == (0, "")


def test_nginx_logs_when_and_how_it_answered_and_nothing_of_whom_or_what() -> None:
    formats = re.findall(r"^log_format (\w+) '(.*)';$", SITE, re.MULTILINE)

    assert formats == [("apostille", "$time_iso8601 $status $request_time $body_bytes_sent")]
    assert re.findall(r"access_log (.+);", SITE) == ["off", "/var/log/nginx/apostille.log apostille"]
    assert re.findall(r"error_log \S+ (\w+);", SITE) == ["emerg"]


def test_nginx_holds_what_is_sent_in_memory() -> None:
    sizes = dict(
        re.findall(r"(client_max_body_size|client_body_buffer_size|proxy_max_temp_file_size) (\w+);", SITE)
    )

    assert sizes == {
        "client_max_body_size": "3m",
        "client_body_buffer_size": "3m",
        "proxy_max_temp_file_size": "0",
    }


def test_no_deployed_file_holds_a_password() -> None:
    held = [path.name for path in DEPLOY.iterdir() if re.search(r"passw|://[^/\s]+@", path.read_text(), re.I)]

    assert held == []


def test_container_ends_with_another_user_and_a_command_without_a_shell() -> None:
    lines = (DEPLOY / "Containerfile").read_text(encoding="utf-8").split("\nFROM base\n")[1].splitlines()

    assert [line for line in lines if re.match("USER|CMD|STOPSIGNAL", line)] == [
        "USER 10001:10001",
        "STOPSIGNAL SIGTERM",
        'CMD ["gunicorn", "wsgi:app"]',
    ]
