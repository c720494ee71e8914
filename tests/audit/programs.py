"""The programs that pages are audited with: what must be on the machine, and what npm installs as locked."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
MODULES = FOLDER / "node_modules"
PACKAGES = {"node": "nodejs", "npm": "npm", "java": "default-jre-headless", "chromium": "chromium"}
OLDEST_NODE = (18, 16)


def need_programs() -> None:
    """Stop with one line that says what to install, where a program is missing or too old."""
    missing = [package for command, package in PACKAGES.items() if shutil.which(command) is None]
    if missing:
        sys.exit(f"Install what pages are audited with: sudo apt-get install {' '.join(missing)}")
    version = output("node", "--version").strip()
    if tuple(map(int, version.removeprefix("v").split(".")[:2])) < OLDEST_NODE:
        sys.exit(f"Install Node.js {'.'.join(map(str, OLDEST_NODE))} or newer: {version} is too old")


def install() -> None:
    """Install the auditors as locked, unless they are there already."""
    installed, lock = MODULES / ".package-lock.json", FOLDER / "package-lock.json"
    if not installed.exists() or installed.stat().st_mtime < lock.stat().st_mtime:
        command = ("npm", "ci", "--silent")
        subprocess.run(command, cwd=FOLDER, check=True)
        installed.touch()


def output(*command: str) -> str:
    """Return what a program writes; its complaints stay on the screen."""
    environment = {**os.environ, "CHROME_PATH": shutil.which("chromium") or ""}
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, env=environment).stdout
