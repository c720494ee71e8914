"""The names that find a riding, made ready once: whole names, their words, and what is spelled like them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from webapp.domain.catalogue import Catalogue
from webapp.domain.people import Representative
from webapp.domain.ridings import PROVINCES, Reason, Riding, fold

LONGEST_QUERY = 120
"""Characters of a query that are read: the longest name has 51."""

SAME = {
    "st": "saint", "ste": "sainte", "mt": "mount", "mont": "mount", "mtn": "mountain", "ft": "fort",
    "mtl": "montreal", "ndg": "notre dame de grace",
    "nord": "north", "sud": "south", "est": "east", "ouest": "west",
    "center": "centre", "nw": "northwest", "ne": "northeast", "sw": "southwest", "se": "southeast",
}  # fmt: skip
"""Words that are written several ways or in the other language: names and queries both take one form."""

SMALL = frozenset({
    "a", "and", "at", "au", "aux", "circonscription", "city", "comte", "d", "de", "des", "district", "du",
    "electoral", "electorale", "et", "federal", "federale", "in", "l", "la", "le", "les", "my", "of", "on",
    "riding", "territory", "the", "town",
})  # fmt: skip
"""Words that may be missing from a name or too many in it."""

DIRECTIONS = frozenset({
    "north", "south", "east", "west", "centre", "central",
    "northwest", "northeast", "southwest", "southeast",
})  # fmt: skip


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """Return folded text with one form for each word that is written several ways.

    >>> plain("St. John's-Est")
    'saint johns east'
    """
    words = " ".join([SAME.get(word, word) for word in _folded(text).split()])
    return _TWO_DIRECTIONS.sub(r"\1\2", words)


def unfinished(text: str) -> str:
    """Return folded text as `plain` does, its last word as it stands, which may begin a longer one.

    >>> unfinished("Mt. Pleasant St")
    'mount pleasant st'
    """
    before, _, last = _folded(text).rpartition(" ")
    return f"{plain(before)} {last}".lstrip()


def _folded(text: str) -> str:
    return fold(_POSSESSIVE.sub("s", text[:LONGEST_QUERY]))


_POSSESSIVE = re.compile(r"(?<=\w)['’´`ʼ]s\b", re.IGNORECASE)
_TWO_DIRECTIONS = re.compile(r"\b(north|south) (east|west)\b")


def close_up(text: str) -> str:
    """Return plain text without its spaces: a missing or extra space or hyphen then makes no difference."""
    return text.replace(" ", "")


@dataclass(frozen=True)
class Key:
    """One plain text that finds a riding, and the reason it gives when it is typed whole.

    ``in_doubt`` marks a name that may also mean another riding's place.
    ``opening`` is its first part, or its first word where it has one part: what a town alone might be.
    """

    riding: Riding
    text: str
    reason: Reason
    in_doubt: bool = False
    opening: str = ""

    @cached_property
    def closed(self) -> str:
        """Return the text without spaces."""
        return close_up(self.text)


@dataclass(frozen=True)
class SearchIndex:
    """Everything but codes that finds a riding.

    ``names`` are whole names; ``parts`` their parts between dashes, alone. ``worded`` are what words are
    looked for in: names, names with the riding's main place, members' names; ``postings`` gives the numbers
    of those that hold a word of the sorted ``vocabulary``.
    """

    names: tuple[Key, ...]
    parts: tuple[Key, ...]
    members: tuple[Key, ...]
    worded: tuple[Key, ...]
    vocabulary: tuple[str, ...]
    postings: Mapping[str, frozenset[int]]

    def words_beginning(self, word: str) -> tuple[str, ...]:
        """Return the words of the vocabulary that begin with ``word``."""
        first = bisect_left(self.vocabulary, word)
        return self.vocabulary[first : bisect_left(self.vocabulary, word + "~")]


def index_of(catalogue: Catalogue) -> SearchIndex:
    """Return the index of a catalogue's ridings and members; it is made once for each (about 20 ms)."""
    return _index(tuple(catalogue.ridings.values()), tuple(catalogue.members.values()))


@lru_cache(maxsize=4)
def _index(ridings: tuple[Riding, ...], members: tuple[Representative, ...]) -> SearchIndex:
    codes = {riding.code: riding for riding in ridings}
    parts = tuple(Key(riding, part, "words") for riding in ridings for part in _parts(riding))
    claims = _claims(ridings, parts)
    names = tuple(
        Key(riding, text, reason, bool(claims.get(plain(name), set()) - {riding.code}), _opening(name))
        for riding in ridings
        for name, reason in _names(riding).items()
        for text in dict.fromkeys((plain(name), fold(name)))  # "ottawasud" has no words to give one form
    )
    held = tuple(Key(codes[m.riding], plain(m.name), "member") for m in members if m.name)
    worded = (
        *(Key(key.riding, key.text, "words") for key in names),
        *(Key(key.riding, f"{plain(key.riding.place)} {key.text}", "place") for key in names),
        *held,
    )
    postings: dict[str, set[int]] = {}
    for number, key in enumerate(worded):
        for word in key.text.split():
            postings.setdefault(word, set()).add(number)
    frozen = {word: frozenset(numbers) for word, numbers in postings.items()}
    return SearchIndex(names, parts, held, worded, tuple(sorted(frozen)), frozen)


def _claims(ridings: Iterable[Riding], parts: Iterable[Key]) -> dict[str, set[str]]:
    """Return who else a whole name may mean: main places, and parts of names without their directions.

    Halifax is a riding, the main place of another, and half the name of Halifax West.
    """
    claims: dict[str, set[str]] = {}
    for riding in ridings:
        claims.setdefault(plain(riding.place), set()).add(riding.code)
    for part in parts:
        claims.setdefault(_undirected(part.text), set()).add(part.riding.code)
    return claims


def _names(riding: Riding) -> dict[str, Reason]:
    """Return the names of a riding, its own before the others."""
    names: dict[str, Reason] = {riding.name.en: "name", riding.name.fr: "name"}
    return {**dict.fromkeys(riding.other_names, "other name"), **names}


def _opening(name: str) -> str:
    first, *others = name.split("—")
    return close_up(plain(first) if others else plain(name).split()[0])


def _parts(riding: Riding) -> tuple[str, ...]:
    """Return the parts between dashes of every name that has several, and the whole of one that has not."""
    every = (riding.name.en, riding.name.fr, *riding.other_names)
    return tuple(dict.fromkeys(plain(part) for name in every for part in name.split("—")))


def _undirected(part: str) -> str:
    return " ".join(word for word in part.split() if word not in DIRECTIONS)


PROVINCE_WORDS: dict[str, str] = {
    "que": "QC", "ont": "ON", "alta": "AB", "sask": "SK", "man": "MB", "pei": "PE", "nfld": "NL",
    **{code.casefold(): code for code in PROVINCES},
    **{plain(name): code for code, text in PROVINCES.items() for name in (text.en, text.fr)},
}  # fmt: skip
"""The province that the end of a query may name: ``halifax ns``, ``kingston ontario``."""


def without_province(text: str) -> tuple[str, str]:
    """Return plain text without a province at its end, and that province's code; or the text and nothing."""
    words = text.split()
    for count in (4, 3, 2, 1):
        province = PROVINCE_WORDS.get(" ".join(words[-count:]))
        if province and len(words) > count:
            return " ".join(words[:-count]), province
    return text, ""


def meaningful(text: str) -> list[str]:
    """Return the words of a query that say something."""
    return [word for word in text.split() if word not in SMALL]
