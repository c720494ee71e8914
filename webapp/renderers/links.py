"""Links that open a new message already written: mailto and three webmails, measured before offered.

A link that is too long is cut off in silence by mail programs, so its length is counted after
percent-encoding and it is offered only within `LIMIT`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote

from webapp.domain.citations import Reference
from webapp.domain.letters import Letter, LetterPart, Paragraph
from webapp.domain.locales import NBSP, Language, long_date
from webapp.renderers.labels import labels
from webapp.renderers.text import SEPARATOR, block_text

LIMIT = 1800
"""Characters of a whole link: what every mail program and browser of the field's complaints still takes."""

_MAILTO_SAFE = "@,:/!$'()*;?"
"""Characters that RFC 6068 lets stand in a mailto link as they are."""


@dataclass(frozen=True)
class ComposeLink:
    """A link that opens a message: ``url`` is empty where it would be longer than `LIMIT`."""

    name: str
    url: str
    length: int


def compose_links(letter: Letter) -> tuple[ComposeLink, ...]:
    """Return the links for a letter: the mail program's first, then Gmail, Outlook and Yahoo."""
    cc, body = ",".join(letter.cc), compact(letter)
    fields = {"cc": cc, "subject": _plain(letter.subject), "body": body}
    return (
        _measured("mailto", f"mailto:{quote(letter.to, safe='@')}?" + _query(fields, _MAILTO_SAFE)),
        _webmail("Gmail", "https://mail.google.com/mail/?view=cm&fs=1&", letter, fields, subject="su"),
        _webmail("Outlook", "https://outlook.live.com/mail/0/deeplink/compose?", letter, fields),
        _webmail("Yahoo", "https://compose.mail.yahoo.com/?", letter, fields),
    )


def compact(letter: Letter) -> str:
    """Return the body as a link carries it: no addressee's block, sources by publisher, date and address.

    Typographic signs that cost nine characters each become plain ones; the writer's own words stay.
    """
    return f"\n\n{SEPARATOR}\n\n".join(_compact_part(part) for part in letter.parts)


def _compact_part(part: LetterPart) -> str:
    language = part.language
    blocks = [
        text if isinstance(block, Paragraph) and block.own else _plain(text)
        for block, text in ((block, block_text(block, language)) for block in part.blocks)
    ]
    sender = [part.sender.name, f"{part.sender.street}, {_plain(part.sender.town(language))}"]
    sources = [f"[{reference.number}] {_source(reference, language)}" for reference in part.references]
    sections = [part.salutation, *blocks, _plain(part.closing), "\n".join(sender), "\n".join(sources)]
    return "\n\n".join(sections)


def _source(reference: Reference, language: Language) -> str:
    source = reference.source
    day = long_date(source.published, language) if source.published else labels(language)["undated"]
    return f"{_plain(source.publisher.in_(language))}, {_plain(day)} {source.url}".strip()


def _plain(text: str) -> str:
    for sign, plain in ((NBSP, " "), ("’", "'"), ("“", '"'), ("”", '"'), ("–", "-")):
        text = text.replace(sign, plain)
    return text


def _webmail(
    name: str, base: str, letter: Letter, fields: Mapping[str, str], *, subject: str = "subject"
) -> ComposeLink:
    named = {"to": letter.to, "cc": fields["cc"], subject: fields["subject"], "body": fields["body"]}
    return _measured(name, base + _query(named, ""))


def _query(fields: Mapping[str, str], safe: str) -> str:
    return "&".join(
        f"{name}={quote(value.replace(chr(10), chr(13) + chr(10)), safe=safe)}"
        for name, value in fields.items()
        if value
    )


def _measured(name: str, url: str) -> ComposeLink:
    return ComposeLink(name, url if len(url) <= LIMIT else "", len(url))
