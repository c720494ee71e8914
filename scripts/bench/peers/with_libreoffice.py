"""LibreOffice without a window: the letter's Word file, converted to a tagged PDF."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

SOFFICE = shutil.which("soffice")
ABSENT = "" if SOFFICE else "LibreOffice is not installed"
_FILTER = json.dumps({"PDFUACompliance": {"type": "boolean", "value": "true"}})


def convert(folder: Path, fonts: Path, contents: tuple[bytes, ...]) -> None:
    """Convert Word files in one process of LibreOffice, whose profile and results are kept in ``folder``."""
    folder.mkdir(exist_ok=True)
    files = []
    for number, content in enumerate(contents):
        files.append(folder / f"letter-{number}.docx")
        files[-1].write_bytes(content)
    (folder / "fonts.conf").write_text(
        f'<?xml version="1.0"?><fontconfig><dir>{fonts}</dir><cachedir>{folder}</cachedir></fontconfig>',
        encoding="utf-8",
    )
    subprocess.run(  # noqa: S603 - our own files
        [
            SOFFICE or "soffice",
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            f"pdf:writer_pdf_Export:{_FILTER}",
            "--outdir",
            str(folder),
            *map(str, files),
        ],
        env={**os.environ, "FONTCONFIG_FILE": str(folder / "fonts.conf")},
        check=True,
        capture_output=True,
        timeout=120,
    )
