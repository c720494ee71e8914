"""One field, many ways in: finds the ridings that a name, code, postal code, town or member may mean."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import get_args

from webapp.composition.postal_search import PostalLookup, read_postal_code, ridings_of_code
from webapp.composition.riding_names import (
    Key,
    SearchIndex,
    close_up,
    index_of,
    meaningful,
    plain,
    unfinished,
    without_province,
)
from webapp.composition.riding_spelling import MOST_SUGGESTIONS, spelled_alike
from webapp.domain.catalogue import Catalogue
from webapp.domain.ridings import Reason, RidingAnswer, RidingMatch, fold

FEW = 3
"""With no more than these found, and none sure, names spelled alike are offered after them."""

_ORDER = {reason: place for place, reason in enumerate(get_args(Reason))}


def search(query: str, catalogue: Catalogue, postal: PostalLookup) -> RidingAnswer:
    """Return the ridings that ``query`` may mean, best first, each with its reason.

    A riding code, a postal code and a whole name (a riding's, or its member's) may be sure; so may the
    beginning of a name beyond its first word and part. A misspelled name never is.
    """
    if typed := read_postal_code(query):
        return ridings_of_code(query, typed, catalogue.ridings, postal)
    text = plain(query)
    if riding := catalogue.ridings.get(text):
        return RidingAnswer(query, (RidingMatch(riding, "code", sure=True),))
    if not text or text.isdigit():
        return RidingAnswer(query, ())
    index = index_of(catalogue)
    shorter, province = without_province(text)
    found = _named(text, index)
    if not found and (begun := unfinished(query)) != text:
        found = _named(begun, index)
    if not found and province:
        found = [match for match in _named(shorter, index) if match.riding.province == province]
    if len(found) <= FEW and not any(match.sure for match in found):
        codes = {match.riding.code for match in found}
        alike = spelled_alike(text, index)
        found += [match for match in alike if match.riding.code not in codes][: MOST_SUGGESTIONS - len(found)]
    return RidingAnswer(query, tuple(found))


def _named(text: str, index: SearchIndex) -> list[RidingMatch]:
    """Return the ridings that ``text`` names as it is spelled, each with its strongest reason."""
    closed = close_up(text)
    begun = [key for key in index.names if key.closed.startswith(closed)]
    matches = [
        *_whole(closed, (*begun, *index.members)),
        *(RidingMatch(key.riding, "beginning") for key in begun),
        *(RidingMatch(key.riding, key.reason) for key in _worded(meaningful(text), index)),
    ]
    best: dict[str, RidingMatch] = {}
    for match in sorted(matches, key=_rank):
        best.setdefault(match.riding.code, match)
    found = list(best.values())
    is_beyond = any(len(closed) > len(key.opening) for key in begun)
    if len(found) == 1 and found[0].reason == "beginning" and is_beyond:
        return [replace(found[0], sure=True)]
    return found


def _whole(closed: str, keys: Iterable[Key]) -> list[RidingMatch]:
    """Return what is named whole, spaces and hyphens aside."""
    return [
        RidingMatch(key.riding, key.reason, sure=not key.in_doubt) for key in keys if key.closed == closed
    ]


def _worded(words: list[str], index: SearchIndex) -> list[Key]:
    """Return what has a word beginning with each of ``words``."""
    numbers: list[frozenset[int]] = [
        frozenset().union(*(index.postings[word] for word in index.words_beginning(each))) for each in words
    ]
    return [index.worded[number] for number in frozenset.intersection(*numbers)] if numbers else []


def _rank(match: RidingMatch) -> tuple[bool, int, str]:
    return (not match.sure, _ORDER[match.reason], fold(match.riding.name.en))
