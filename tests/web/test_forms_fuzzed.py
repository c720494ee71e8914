"""Whatever a form is filled in with, a page comes back, and everything typed stands in it."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markupsafe import escape

FIELDS = (
    *(
        "riding",
        "stance",
        "language",
        "name",
        "street",
        "city",
        "province",
        "postal_code",
        "email",
        "own_words",
    ),
    *(
        "date",
        "follow_up_to",
        "facts",
        "facts_for",
        "copy_mp",
        "length",
        "layout",
        "order",
        "known",
        "switched_from",
    ),
    *(
        "edit.close.opening.en",
        "edit.close.nothing.xx",
        "drop.close.opening",
        "wording.close.opening",
        "another",
    ),
    *("up", "down", "find"),
)
KEPT = ("name", "street", "city", "postal_code", "email")
TYPED = st.text(max_size=300)
FORMS = st.dictionaries(st.sampled_from(FIELDS), TYPED, max_size=12)
FREELY = settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


def client_of(app: Flask) -> FlaskClient:
    """Return a client that does not inspect: a page repeats what HTML does not like, such as a bare NUL."""
    return FlaskClient(app, app.response_class)


def shown(text: str) -> str:
    """Return a text as a page has it in a field's value; line ends are the reader's business."""
    return str(escape(text))


@pytest.mark.parametrize("language", ["en", "fr"])
@FREELY
@given(changes=FORMS)
def test_letter_s_page_or_its_form_comes_back(
    app: Flask, filled: dict[str, object], language: str, changes: dict[str, str]
) -> None:
    page = client_of(app).post(f"/{language}/campaigns/ice-offices-canada/letter", data=filled | changes)

    assert page.status_code in (200, 422)


@FREELY
@given(changes=FORMS)
def test_desk_keeps_what_was_typed(app: Flask, filled: dict[str, object], changes: dict[str, str]) -> None:
    typed = {name: value for name, value in changes.items() if name in KEPT and value.isprintable() and value}
    page = client_of(app).post("/en/campaigns/ice-offices-canada/", data=filled | changes)

    assert page.status_code == 200
    assert [
        name for name, value in typed.items() if f'value="{shown(value)}"' not in page.text and value
    ] == []


@FREELY
@given(content=st.binary(max_size=2_000), name=st.text(max_size=40))
def test_file_that_is_no_letter_is_refused(app: Flask, content: bytes, name: str) -> None:
    safe = name.encode("utf-8", "ignore").replace(b"\r", b"").replace(b"\n", b"").replace(b'"', b"")
    head = b'--x\r\nContent-Disposition: form-data; name="file"; filename="' + safe + b'"\r\n\r\n'
    body = head + content.replace(b"--x", b"") + b"\r\n--x--\r\n"
    page = client_of(app).post("/en/verify", data=body, content_type="multipart/form-data; boundary=x")

    assert page.status_code == 422
