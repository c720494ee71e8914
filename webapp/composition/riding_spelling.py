"""Names, places and members spelled much like a query: suggestions, never an answer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from webapp.composition.riding_names import Key, SearchIndex, close_up, meaningful, without_province
from webapp.domain.ridings import RidingMatch, fold

MOST_SUGGESTIONS = 8

WHOLE_CUT = 0.75
"""How alike a whole name must be: one letter wrong in four, two in eight (optimal string alignment)."""

WORD_CUT = 0.7
"""How alike one word must be: one letter wrong in four, two in seven."""

MEANT_CUT = 0.8
"""How much of a query, letter for letter, must be words of one name as they are or much alike."""

PART_COUNTS = 0.99
"""What a part of a name counts against a whole name."""

BEGUN = 0.95
"""What a word counts that only begins a word of the name."""

SHORTEST = 4
"""Letters of a word that may be misspelled: shorter ones are too much alike."""

WORDS_COUNT = 0.9
"""What words of a name count against a whole name: the more of the name they cover, the more, up to 1."""


BEGINS_ALIKE = 0.88
"""How alike a name must be where nothing is nearer: people write beginnings right (Jaro–Winkler)."""

SOME_WORDS = 0.4
"""How much of a query must be words of one name, one of them whole and of five letters, as a last resort."""


def spelled_alike(text: str, index: SearchIndex) -> list[RidingMatch]:
    """Return at most eight ridings whose names are spelled much like plain ``text``, the most alike first.

    A province at the end of the text narrows them, unless it is the end of a name: Fort Saskatchewan.
    """
    shorter, province = without_province(text)
    within = partial(_in_province, province)
    best = _best(
        (
            *_alike_whole(text, index),
            *filter(within, _alike_whole(shorter, index)),
            *filter(within, _alike_in_words(shorter, index, MEANT_CUT)),
        )
    ) or _best(filter(within, (*_begun_alike(shorter, index), *_alike_in_words(shorter, index, SOME_WORDS))))
    ranked = sorted(best.values(), key=lambda pair: (-pair[0], fold(pair[1].riding.name.en)))
    return [RidingMatch(key.riding, "spelling") for _, key in ranked[:MOST_SUGGESTIONS]]


def _in_province(province: str, scored: tuple[float, Key]) -> bool:
    return province in ("", scored[1].riding.province)


def _best(scored: Iterable[tuple[float, Key]]) -> dict[str, tuple[float, Key]]:
    """Return the best score of each riding."""
    best: dict[str, tuple[float, Key]] = {}
    for score, key in scored:
        if score > best.get(key.riding.code, (0.0, key))[0]:
            best[key.riding.code] = (score, key)
    return best


def _alike_whole(text: str, index: SearchIndex) -> Iterator[tuple[float, Key]]:
    """Yield names, parts of names and members' names like the whole query, spaces aside."""
    from rapidfuzz.distance import OSA

    return _alike(text, index, OSA.normalized_similarity, WHOLE_CUT)


def _begun_alike(text: str, index: SearchIndex) -> Iterator[tuple[float, Key]]:
    """Yield the same where they begin like the query."""
    from rapidfuzz.distance import JaroWinkler

    return _alike(text, index, JaroWinkler.similarity, BEGINS_ALIKE)


def _alike(
    text: str, index: SearchIndex, scorer: Callable[..., float], cut: float
) -> Iterator[tuple[float, Key]]:
    from rapidfuzz import process

    closed = close_up(text)
    if len(closed) < SHORTEST:
        return
    keys = (*index.names, *index.parts, *index.members)
    texts = [key.closed for key in keys]
    for _, score, number in process.extract(closed, texts, scorer=scorer, score_cutoff=cut, limit=None):
        key = keys[number]
        yield score * (PART_COUNTS if key.reason == "words" else 1), key


def _alike_in_words(text: str, index: SearchIndex, cut: float) -> Iterator[tuple[float, Key]]:
    """Yield what has as much of the query as ``cut``, in its words or words like them."""
    words = meaningful(text)
    if cut < MEANT_CUT and not any(len(word) > SHORTEST and word in index.postings for word in words):
        return
    asked = sum(map(len, words))
    meant: dict[int, float] = {}
    for word in words:
        for number, score in _best_words(word, index).items():
            meant[number] = meant.get(number, 0.0) + score * len(word) / asked
    for number, score in meant.items():
        if score >= cut:
            key = index.worded[number]
            covered = min(1.0, asked / len(key.closed))
            yield score * (WORDS_COUNT + (1 - WORDS_COUNT) * covered), key


def _best_words(word: str, index: SearchIndex) -> dict[int, float]:
    """Return the numbers of what has ``word`` or one like it, with how much alike the best is."""
    best: dict[int, float] = {}
    for each, score in _alike_words(word, index).items():
        for number in index.postings[each]:
            best[number] = max(score, best.get(number, 0.0))
    return best


def _alike_words(word: str, index: SearchIndex) -> dict[str, float]:
    """Return the words of all names that are ``word``, begin with it or are spelled much like it."""
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    alike = dict.fromkeys(index.words_beginning(word), BEGUN)
    if word in alike:
        alike[word] = 1.0
    if len(word) >= SHORTEST:
        found = process.extract(
            word, index.vocabulary, scorer=OSA.normalized_similarity, score_cutoff=WORD_CUT, limit=None
        )
        alike |= {each: score for each, score, _ in found if score > alike.get(each, 0.0)}
    return alike
