"""Two small lists that a table of postal codes can be made from."""

from __future__ import annotations

from pathlib import Path

RIDINGS = ("48022", "48016", "24024")
CODES = "postal_code,fed_code,near_boundary\nT6G1X6,48022,0\nT6G1X7,48016,1\nT6H0A0,48022,0\n"
PREFIXES = "fsa,fed_code,weight,n_codes\nG0B,24024,1.0000,0\nT6G,48022,0.9950,9\nT6H,48022,1.0000,1\n"


def written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path
