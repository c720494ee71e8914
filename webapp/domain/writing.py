"""What people type, made safe to print: one clean line, clean paragraphs, a postal code, an e-mail.

Every function takes the field's name and the text as given, and returns it clean or raises
`InvalidInput` with a message that says what to do. Nothing is dropped in silence but the space around.
"""

from __future__ import annotations

import re
import unicodedata

from webapp.domain.errors import N_, InvalidInput

MAX_OWN_WORDS = 1500
MAX_PASSAGE = 1000
LIMITS = {"name": 80, "street": 80, "city": 60, "email": 120}

_BIDI_CONTROLS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_LINE_ENDS = re.compile(r"\r\n|\r|\u0085|\u2028|\u2029|\v|\f")
_EMAIL = re.compile(r"""[^\s@<>"(),:;\\\[\]]+@[^\s@<>"(),:;\\\[\]]+\.[^\s@<>"(),:;\\\[\]]{2,}""")
_POSTAL_CODE = re.compile(r"[ABCEGHJ-NPRSTVXY]\d[ABCEGHJ-NPRSTV-Z]\d[ABCEGHJ-NPRSTV-Z]\d", re.ASCII)

CONTROL_CHARACTERS = N_(
    "Remove the hidden control characters (such as line breaks or direction marks): type it again."
)
TOO_MANY_OWN_WORDS = N_("Shorten your own words to %(limit)s characters: they have %(length)s.")
TOO_LONG = N_("Shorten it to %(limit)s characters: it has %(length)s.")
UNREADABLE = N_("Type it again: some characters did not arrive in a readable form.")


def clean_line(field: str, text: str, *, missing: str = "") -> str:
    """Return one line without space around it, in Unicode NFC.

    A line that shows nothing is refused with ``missing`` when that is given.
    """
    line = unicodedata.normalize("NFC", _without_surrogates(field, text)).strip()
    _refuse_controls(field, line)
    line = re.sub(r"\s+", " ", line)
    if missing and all(unicodedata.category(c) in ("Cf", "Zs") for c in line):
        raise InvalidInput(field, missing)
    limit = LIMITS.get(field, 200)
    if len(line) > limit:
        raise InvalidInput(field, TOO_LONG, limit=limit, length=len(line))
    return line


def clean_paragraphs(
    field: str, text: str, *, limit: int = MAX_OWN_WORDS, too_long: str = TOO_MANY_OWN_WORDS
) -> tuple[str, ...]:
    """Return paragraphs of plain text: blank lines part them, single line ends inside are kept.

    At most ``limit`` characters, counted as the browser counts them (a line end is one).
    """
    text = unicodedata.normalize("NFC", _without_surrogates(field, text))
    text = _LINE_ENDS.sub("\n", text).replace("\t", " ")
    _refuse_controls(field, text.replace("\n", " "))
    if len(text.strip()) > limit:
        raise InvalidInput(field, too_long, limit=limit, length=len(text.strip()))
    lines = [re.sub(r"[^\S\n\u00a0]+", " ", line).strip() for line in text.split("\n")]
    paragraphs = re.split(r"\n{2,}", "\n".join(lines).strip("\n"))
    return tuple(paragraph for paragraph in paragraphs if paragraph)


def clean_passage(field: str, text: str) -> str:
    """Return what a writer made of a passage: paragraphs parted by a blank line, at most 1,000 characters."""
    return "\n\n".join(clean_paragraphs(field, text, limit=MAX_PASSAGE, too_long=TOO_LONG))


def visible(text: str) -> str:
    """Return ``text`` with each control character shown as U+FFFD, so that its writer can see and remove it.

    A page may not hold them; line ends are kept.
    """
    text = _LINE_ENDS.sub("\n", text).replace("\t", " ")
    return "".join("\ufffd" if c != "\n" and is_control(c) else c for c in text)


def clean_postal_code(field: str, text: str) -> str:
    """Return a Canadian postal code as ``T6G 1X6``.

    Letters D, F, I, O, Q and U are never used, nor W and Z at the beginning (Canada Post).
    """
    line = clean_line(field, text, missing=N_("Enter your postal code, such as T6G 1X6."))
    code = re.sub(r"[\s.\-]", "", line).upper()
    if not _POSTAL_CODE.fullmatch(code):
        raise InvalidInput(
            field,
            N_("Enter a Canadian postal code, such as T6G 1X6: letter, digit, letter, digit, letter, digit."),
        )
    return f"{code[:3]} {code[3:]}"


def clean_email(field: str, text: str) -> str:
    """Return an e-mail address, or nothing where none was given."""
    line = clean_line(field, text)
    if line and not _EMAIL.fullmatch(line):
        raise InvalidInput(field, N_("Enter an e-mail address such as name@example.ca, or leave it empty."))
    return line


def _without_surrogates(field: str, text: str) -> str:
    if any("\ud800" <= c <= "\udfff" or c == "\ufffd" for c in text):
        raise InvalidInput(field, UNREADABLE)
    return text


def is_control(character: str) -> bool:
    """Return whether a character has no place in a text: controls, direction marks, noncharacters."""
    code = ord(character)
    if code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF:
        return True
    return character in _BIDI_CONTROLS or unicodedata.category(character) in ("Cc", "Cs", "Zl", "Zp", "Co")


def _refuse_controls(field: str, text: str) -> None:
    if any(is_control(c) for c in text):
        raise InvalidInput(field, CONTROL_CHARACTERS)
