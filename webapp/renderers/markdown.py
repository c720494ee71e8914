"""The letter as Markdown (CommonMark), its sources as footnotes of the common extension."""

from __future__ import annotations

import re
from collections.abc import Iterable

from webapp.domain.citations import Reference
from webapp.domain.letters import Block, Claim, ItemList, Letter, LetterPart, Run
from webapp.domain.locales import Language
from webapp.renderers.labels import labels, quoted, source_details

_MARKUP = re.compile(r"([\\`*_\[\]<>~|&$])")
_OPENS_BLOCK = re.compile(r"^(#|[-+=])|^(\d{1,9})([.)])")


def render(letter: Letter) -> bytes:
    """Return the letter as UTF-8 Markdown."""
    return "\n\n---\n\n".join(_part(part) for part in letter.parts).encode() + b"\n"


def escaped(text: str) -> str:
    """Return plain text so that CommonMark shows it as it stands; a line end stays a line end.

    A backslash takes the meaning from a mark (CommonMark 0.31, 2.4): from those that mean something
    anywhere, and from those that open a heading, a list or a rule at the beginning of a line.
    """
    lines = [_MARKUP.sub(r"\\\1", line.strip(" ")) for line in text.split("\n")]
    return "\\\n".join(_OPENS_BLOCK.sub(_escaped_opening, line) for line in lines)


def _escaped_opening(match: re.Match[str]) -> str:
    sign, number, dot = match.groups()
    return f"\\{sign}" if sign else f"{number}\\{dot}"


def _part(part: LetterPart) -> str:
    words = labels(part.language)
    subject = f"{words['subject']} {part.subject}"
    sections = [
        _lines(part.sender.lines(part.language)),
        escaped(part.date_line),
        _lines(part.addressee),
        f"# {escaped(subject)}",
        escaped(part.salutation),
        *(_block(block, part.language) for block in part.blocks),
        escaped(part.closing),
        escaped(part.sender.name),
    ]
    if part.copies:
        sections.append(_lines(f"{words['copies']} {line}" for line in part.copies))
    sections.append(f"## {words['sources']}")
    sections += [_footnote(reference, part.language) for reference in part.references]
    return "\n\n".join(sections)


def _lines(lines: Iterable[str]) -> str:
    return "\\\n".join(escaped(line) for line in lines)


def _block(block: Block, language: Language) -> str:
    if isinstance(block, ItemList):
        return "\n".join(f"- {_runs(item, language)}" for item in block.items)
    return _runs(block.runs, language)


def _runs(runs: Iterable[Run], language: Language) -> str:
    return "".join(_run(run, language) for run in runs)


def _run(run: Run, language: Language) -> str:
    text = escaped(run.text) if run.text.strip() == run.text else _keeping_ends(run.text)
    if not isinstance(run, Claim):
        return text
    note = f" ({labels(language)['our_translation']})" if run.translated else ""
    return text + "".join(f"[^{language}{number}]" for number in run.numbers) + note


def _keeping_ends(text: str) -> str:
    """Return escaped text with the space around it kept, since it parts runs."""
    before = text[: len(text) - len(text.lstrip(" "))]
    after = text[len(text.rstrip(" ")) :] if text.strip(" ") else ""
    return before + escaped(text) + after


def _footnote(reference: Reference, language: Language) -> str:
    source = reference.source
    title = escaped(quoted(source.title, language))
    named = f"[{title}](<{source.url}>)" if source.url else title
    details = escaped(source_details(source, language))
    return (
        f"[^{language}{reference.number}]: {escaped(source.publisher.in_(language))}, {named}, {details}\\."
    )
