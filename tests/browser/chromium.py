"""The system's Chromium: where it is, and how it is told to ask for nothing."""

from __future__ import annotations

import shutil

CHROMIUM = shutil.which("chromium")
HEADLESS = CHROMIUM and (shutil.which("chromium-headless-shell") or CHROMIUM)
"""The same engine without windows, which takes half the time; some settings need windows."""
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
