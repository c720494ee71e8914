"""A damaged letter is read, or refused as no letter of ours: nothing else happens."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from specimens import MakeLetter

from webapp.domain.errors import InvalidInput
from webapp.renderers import pdf
from webapp.renderers.readback import read_letter

FREELY = settings(
    max_examples=120,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@pytest.fixture(scope="module")
def letter(make_letter: MakeLetter) -> bytes:
    return pdf.render(make_letter())


def outcome(content: bytes) -> str:
    try:
        return type(read_letter(content)).__name__
    except InvalidInput as error:
        return type(error).__name__


def damaged(content: bytes, seed: int, wounds: int) -> bytes:
    random = Random(seed)  # noqa: S311 - the same wounds for the same seed
    body = bytearray(content)
    for _ in range(wounds):
        place = random.randrange(len(body))
        body[place : place + random.randrange(8)] = random.randbytes(random.randrange(8))
    return bytes(body)


@FREELY
@given(seed=st.integers(0, 10**9), wounds=st.integers(1, 200))
def test_damaged_letter_is_read_or_refused(letter: bytes, seed: int, wounds: int) -> None:
    assert outcome(damaged(letter, seed, wounds)) in ("ReadLetter", "InvalidInput")


@FREELY
@given(cut=st.integers(0, 200_000), more=st.binary(max_size=200))
def test_cut_letter_is_read_or_refused(letter: bytes, cut: int, more: bytes) -> None:
    assert outcome(letter[: cut % len(letter)] + more) in ("ReadLetter", "InvalidInput")


@FREELY
@given(content=st.binary(max_size=3_000))
def test_any_other_file_is_refused(content: bytes) -> None:
    assert outcome(b"%PDF-1.7\n" + content) == "InvalidInput"
