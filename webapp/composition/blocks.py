"""From the script of a letter to blocks: paragraphs, lists, passages, cited claims with their marks.

English puts the mark after the punctuation, French before it (``Ottawa. [1]``, ``Ottawa [1].``).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from webapp.composition.arrangement import Chunk
from webapp.composition.marks import FACT_OR_PASSAGE, OWN_WORDS, PASSAGE, passage_of
from webapp.composition.script import Brief, Script
from webapp.domain.campaigns import Campaign
from webapp.domain.letters import Block, Claim, ItemList, Paragraph, Run, Text
from webapp.domain.locales import Language

_PUNCTUATION = re.compile(r"^[.,;:?!]+")
_ENDS_SENTENCE = re.compile(r"(^|[.?!]\s+)$")

Numbers = Callable[[str, tuple[str, ...]], tuple[int, ...]]


def blocks_of(
    script: Script, chunks: list[Chunk], brief: Brief, language: Language, numbers: Numbers
) -> tuple[Block, ...]:
    """Return the blocks of a script, whose paragraphs are ``chunks`` in the order wanted.

    ``numbers`` gives the numbers of the sources that a fact cites and is asked in reading order.
    """

    def runs(line: str) -> tuple[Run, ...]:
        return tuple(_place_marks(list(_runs(line, script, brief.campaign, language, numbers)), language))

    blocks: list[Block] = []
    for chunk in chunks:
        if chunk.lines == (OWN_WORDS,):
            blocks.extend(Paragraph((Text(words),), own=True) for words in brief.request.own_words)
            continue
        prose = " ".join(line for line in chunk.lines if not line.startswith("- "))
        items = [line.removeprefix("- ") for line in chunk.lines if line.startswith("- ")]
        if alone := PASSAGE.fullmatch(prose):
            blocks.extend(_paragraphs_of(alone.group(1), script, chunk.name))
        elif prose:
            said = runs(re.sub(r"[ \t]+", " ", prose))
            blocks.extend([Paragraph(said, name=chunk.name)] if _says_something(said) else [])
        if items:
            blocks.append(ItemList(tuple(runs(item) for item in items)))
    return tuple(blocks)


def _paragraphs_of(passage: str, script: Script, name: str) -> Iterator[Paragraph]:
    """Yield the paragraphs of a passage that stands alone: a writer's own may have several."""
    for text in script.passages[passage].split("\n\n"):
        if text:
            yield Paragraph((Text(text, passage),), name=name)


def _runs(
    line: str, script: Script, campaign: Campaign, language: Language, numbers: Numbers
) -> Iterator[Run]:
    """Yield the text, the passages and the claims of a line, a claim that opens a sentence with a capital."""
    said, end = "", 0
    line = _without_what_is_left_out(line, script)
    for match in FACT_OR_PASSAGE.finditer(line):
        slug, wording, passage = match.groups()
        between, end = line[end : match.start()], match.end()
        text = re.sub(r"[ \n]+", " ", script.passages[passage]) if passage else ""
        if between:
            yield Text(between)
        if passage:
            yield Text(text, passage_of(passage))
        else:
            words = campaign.facts[slug].wording(wording)
            text = words.text.in_(language)
            if _ENDS_SENTENCE.search(said + between):
                text = text[0].upper() + text[1:]
            translated = language == "fr" and "“" in words.text.en and "«" in text
            yield Claim(text, slug, numbers(slug, words.cites), translated)
        said += between + text
    if rest := line[end:]:
        yield Text(rest)


def _without_what_is_left_out(line: str, script: Script) -> str:
    """Return a line without the passages that say nothing, and without the spaces they stood between."""
    kept = PASSAGE.sub(lambda mark: mark.group() if script.passages[mark.group(1)].strip() else "", line)
    return re.sub(r"[ \t]+", " ", kept).strip(" ")


def _says_something(runs: tuple[Run, ...]) -> bool:
    """Return whether anything but punctuation is left of a paragraph whose passages were dropped."""
    return any(isinstance(run, Claim) or re.search(r"\w", run.text) for run in runs)


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
            runs[index + 1] = replace(following, text=after[found.end() :])
