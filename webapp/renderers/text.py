"""The letter as plain text: the body of an e-mail, and a file."""

from __future__ import annotations

from collections.abc import Iterable

from webapp.domain.letters import Block, Claim, ItemList, Letter, LetterPart, Run
from webapp.domain.locales import NBSP, Language
from webapp.renderers.labels import labels, mark_text, reference_text

SEPARATOR = "* * *"


def render(letter: Letter) -> bytes:
    """Return the letter as UTF-8 text: headers of the e-mail, as far as addresses are known, and its body."""
    words = labels(letter.parts[0].language)
    headers = [f"{words['to']} {letter.to}"] if letter.to else []
    if letter.cc:
        headers.append(f"{words['cc']} {', '.join(letter.cc)}")
    headers.append(f"{words['subject']} {letter.subject}")
    return ("\n".join(headers) + "\n\n" + body(letter)).encode()


def body(letter: Letter) -> str:
    """Return the body of the e-mail: every part of the letter, each with its list of sources."""
    return f"\n\n{SEPARATOR}\n\n".join(_part(part) for part in letter.parts) + "\n"


def _part(part: LetterPart) -> str:
    words = labels(part.language)
    sections = [
        part.date_line,
        "\n".join(part.addressee),
        part.salutation,
        *(block_text(block, part.language) for block in part.blocks),
        part.closing,
        "\n".join(part.sender.lines(part.language)),
    ]
    if part.copies:
        sections.append("\n".join(f"{words['copies']} {line}" for line in part.copies))
    sources = [f"[{ref.number}] {reference_text(ref, part.language)}" for ref in part.references]
    sections.append("\n".join([words["sources"], *sources]))
    return "\n\n".join(sections)


def block_text(block: Block, language: Language) -> str:
    """Return one block as text, list items after a hyphen."""
    if isinstance(block, ItemList):
        return "\n".join(f"- {_runs(item, language)}" for item in block.items)
    return _runs(block.runs, language)


def _runs(runs: Iterable[Run], language: Language) -> str:
    return "".join(_run(run, language) for run in runs)


def _run(run: Run, language: Language) -> str:
    if not isinstance(run, Claim):
        return run.text
    mark = mark_text(run.numbers, translated=run.translated, language=language)
    return f"{run.text}{' ' if language == 'en' else NBSP}{mark}"
