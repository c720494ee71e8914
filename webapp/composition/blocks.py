"""From a rendered template to blocks: paragraphs, lists, cited claims with their marks.

English puts the mark after the punctuation, French before it (``Ottawa. [1]``, ``Ottawa [1].``).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from webapp.composition.template_language import FACT_CLOSES, FACT_OPENS, NOTHING, OWN_WORDS
from webapp.domain.campaigns import Campaign
from webapp.domain.letters import Block, Claim, ItemList, Paragraph, Run, Text
from webapp.domain.locales import Language

_FACT = re.compile(f"{FACT_OPENS}([a-z0-9-]+)/([a-z0-9_]+){FACT_CLOSES}")
_PUNCTUATION = re.compile(r"^[.,;:?!]+")
_ENDS_SENTENCE = re.compile(r"(^|[.?!]\s+)$")

Numbers = Callable[[str, tuple[str, ...]], tuple[int, ...]]


def blocks_of(
    rendered: str, own_words: tuple[str, ...], campaign: Campaign, language: Language, numbers: Numbers
) -> tuple[Block, ...]:
    """Return the blocks of a rendered template.

    ``numbers`` gives the numbers of the sources that a fact cites and is asked in reading order.
    """

    def runs(line: str) -> tuple[Run, ...]:
        return tuple(_place_marks(list(_runs(line, campaign, language, numbers)), language))

    blocks: list[Block] = []
    kept = re.sub(f"^[ \t]*{NOTHING}[ \t]*\n|{NOTHING}", "", rendered, flags=re.MULTILINE)
    for chunk in re.split(r"\n\s*\n", kept.strip()):
        lines = [line.strip() for line in chunk.splitlines() if line.strip()]
        if lines == [OWN_WORDS]:
            blocks.extend(Paragraph((Text(words),), own=True) for words in own_words)
            continue
        prose = [line for line in lines if not line.startswith("- ")]
        items = [line.removeprefix("- ") for line in lines if line.startswith("- ")]
        if prose:
            blocks.append(Paragraph(runs(re.sub(r"[ \t]+", " ", " ".join(prose)))))
        if items:
            blocks.append(ItemList(tuple(runs(item) for item in items)))
    return tuple(blocks)


def _runs(line: str, campaign: Campaign, language: Language, numbers: Numbers) -> Iterator[Run]:
    """Yield the text and the claims of a line, a claim that opens a sentence with a capital."""
    end = 0
    for match in _FACT.finditer(line):
        if match.start() > end:
            yield Text(line[end : match.start()])
        slug, wording = match.groups()
        words = campaign.facts[slug].wording(wording)
        text = words.text.in_(language)
        if _ENDS_SENTENCE.search(line[: match.start()]):
            text = text[0].upper() + text[1:]
        translated = language == "fr" and "“" in words.text.en and "«" in text
        yield Claim(text, slug, numbers(slug, words.cites), translated)
        end = match.end()
    if end < len(line):
        yield Text(line[end:])


def _place_marks(runs: list[Run], language: Language) -> Iterator[Run]:
    """Yield the runs with the punctuation around each claim on the right side of its mark."""
    for index, run in enumerate(runs):
        if isinstance(run, Text):
            yield run
            continue
        following = runs[index + 1] if index + 1 < len(runs) else None
        after = following.text if isinstance(following, Text) else ""
        found = _PUNCTUATION.match(after)
        punctuation = found.group() if found else ""
        words = run.text
        if words.endswith(".") and (punctuation or language == "fr"):
            words, punctuation = words[:-1], punctuation or "."
        if language == "en":
            yield replace(run, text=words + punctuation)
        else:
            yield replace(run, text=words)
            if punctuation:
                yield Text(punctuation)
        if found and isinstance(following, Text):
            runs[index + 1] = Text(after[found.end() :])
