"""A letter's PDF sent to be checked."""

from __future__ import annotations


def upload(content: bytes) -> dict[str, object]:
    """Return what sends a file: the test client's own way would put a large one on disk."""
    head = b'--x\r\nContent-Disposition: form-data; name="file"; filename="letter.pdf"\r\n\r\n'
    return {"data": head + content + b"\r\n--x--\r\n", "content_type": "multipart/form-data; boundary=x"}
