"""What is assumed, not measured: what a writer asks for, how a day's letters come, what is good enough."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from random import Random

CLASSES: Mapping[str, str] = {
    **dict.fromkeys(("home", "file", "form", "suggestions", "letter page", "text"), "pages"),
    "preview": "previews",
    **dict.fromkeys(("images", "pdf", "eml", "docx"), "letters"),
}
"""Each kind of request, and the class that its waiting is counted in."""
PAGE = "letter page"
"""The kind at which a PDF is begun; what a writer asks for after it belongs to the same letter."""
FROM_PDF = ("images", "pdf", "eml")
"""Kinds that are made from the letter's PDF, the one in hand where there is one."""
SEEN, NEW = "PDF made, words seen", "PDF made, words new"
"""What making a PDF costs, by whether the letter has words that nobody else's has; no request is of these."""


@dataclass(frozen=True, order=True)
class Asked:
    """A request of a kind at a moment in seconds; ``letter`` is the number of the letter it is about."""

    moment: float
    kind: str
    letter: int
    has_own_words: bool = False

    @property
    def making(self) -> str:
        """What making the letter's PDF is, in the table of costs."""
        return NEW if self.has_own_words else SEEN


@dataclass(frozen=True)
class Journey:
    """What one writer asks for on the way to one letter: means for each letter."""

    looks: float = 3
    """Requests for the home page: a visit, and a script's question before each form is sent."""
    first_visits: float = 0.9
    """Share of writers whose browser has no file of ours yet."""
    forms: float = 1.2
    suggestions: float = 4
    """Questions for ridings while one is typed."""
    choices: float = 6
    """Changes of request, facts or wording, each of which asks for a preview."""
    typed: float = 60
    """Characters typed beside the letter: a name, an address, some own words; browsers fill in the rest."""
    asked_per_key: float = 0.9
    """Share of keys followed by a pause of 80 ms, after which the page asks for a preview."""
    letter_pages: float = 1.1
    own_words: float = 0.3
    """Share of letters with words that nobody else has."""
    shown: float = 0.3
    """Seconds until a letter's page, once asked for, asks for the images of its pages."""
    reading: float = 5
    """Seconds until its writer asks for a file, exponential: some do at once."""
    ways: tuple[tuple[str, float], ...] = (("pdf", 0.7), ("eml", 0.15), ("docx", 0.05), ("text", 0.1))
    """Files for each letter; a text copied from the page, or opened in a mail program, costs nothing more."""

    @property
    def previews(self) -> float:
        """Previews for each letter."""
        return self.choices + self.typed * self.asked_per_key

    def requests(self, files: int) -> dict[str, float]:
        """Return how many requests of each kind a letter brings; a first visit fetches so many files."""
        return {
            "home": self.looks,
            "file": self.first_visits * files,
            "form": self.forms,
            "suggestions": self.suggestions,
            "preview": self.previews,
            PAGE: self.letter_pages,
            "images": self.letter_pages,
            **dict(self.ways),
        }

    def begins(self, files: int) -> dict[str, float]:
        """Return those of them that depend on no other."""
        follow = {"images", *dict(self.ways)}
        return {kind: number for kind, number in self.requests(files).items() if kind not in follow}

    def making(self) -> dict[str, float]:
        """Return how many PDFs a letter has made: one beforehand for each time its page is shown."""
        return {
            SEEN: self.letter_pages * (1 - self.own_words),
            NEW: self.letter_pages * self.own_words,
        }

    def after(self, page: Asked, random: Random) -> Iterator[Asked]:
        """Yield what a writer asks for on a letter's page: images of it and, on one such page, a file."""
        yield replace(page, moment=page.moment + self.shown, kind="images")
        if random.random() * self.letter_pages < 1:
            kinds, shares = zip(*self.ways, strict=True)
            moment = page.moment + random.expovariate(1 / self.reading)
            yield replace(page, moment=moment, kind=random.choices(kinds, shares)[0])


@dataclass(frozen=True)
class Day:
    """How a day's letters come: an even stream, and on it one wave, as after an evening's news.

    ``peak`` is the highest rate and ``even`` the lowest, in units of the mean rate over ``hours``.
    """

    letters: float
    hours: float = 12
    peak: float = 5
    even: float = 0.5
    peak_hour: float = 5

    def rate(self, second: float) -> float:
        """Return the letters a second at a moment, in seconds since the beginning."""
        mean = self.letters / self.hours / 3600
        if self.peak == self.even:
            return mean
        width = self.hours * (1 - self.even) / (self.peak - self.even) / math.sqrt(2 * math.pi)  # hours
        away = (second / 3600 - self.peak_hour) / width
        return mean * (self.even + (self.peak - self.even) * math.exp(-away * away / 2))

    @classmethod
    def even_at(cls, rate: float) -> Day:
        """Return a day on which so many letters a second come, all day long."""
        return cls(letters=rate * cls.hours * 3600, peak=1.0, even=1.0)

    @property
    def highest(self) -> float:
        """Letters a second at the peak."""
        return self.rate(self.peak_hour * 3600)


@dataclass(frozen=True)
class Client:
    """What a client does that is answered 503: it waits the seconds of Retry-After and asks again."""

    returns: int = 3
    """How often it asks again before it gives up."""
    late: float = 2.0
    """Seconds that it comes later than it was told to, at most; evenly spread."""


@dataclass(frozen=True)
class Goal:
    """What is good enough at the peak: waiting in seconds, the rest as shares."""

    letters_p95: float = 1.0
    previews_p95: float = 0.3
    pages_p95: float = 0.1
    refused: float = 0.001
    """Letters answered 503 at first."""
    without_breaks: float = 0.01
    """Previews whose page breaks are left out."""


def arrivals(
    rate: Callable[[float], float], highest: float, since: float, until: float, random: Random
) -> Iterator[float]:
    """Yield the moments of a Poisson process whose rate changes, by thinning the highest."""
    moment = since + random.expovariate(highest)
    while moment < until:
        if random.random() * highest < rate(moment):
            yield moment
        moment += random.expovariate(highest)
