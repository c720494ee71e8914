"""What is assumed, not measured: what a writer asks for, how a day's letters come, what is good enough."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from random import Random

CLASSES: Mapping[str, str] = {
    **dict.fromkeys(("home", "file", "form", "suggestions", "letter page", "text"), "pages"),
    "preview": "previews",
    **dict.fromkeys(("pdf, words seen", "pdf, words new", "images", "eml", "docx"), "letters"),
}
"""Each kind of request, and the class that its waiting is counted in."""


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
    ways: tuple[tuple[str, float], ...] = (("pdf", 0.7), ("eml", 0.15), ("docx", 0.05), ("text", 0.1))
    """Files for each letter; a text copied from the page, or opened in a mail program, costs nothing more."""

    @property
    def previews(self) -> float:
        """Previews for each letter."""
        return self.choices + self.typed * self.asked_per_key

    def requests(self, files: int) -> dict[str, float]:
        """Return how many requests of each kind a letter brings; a first visit fetches so many files."""
        ways = dict(self.ways)
        pdf = ways.pop("pdf", 0.0)
        return {
            "home": self.looks,
            "file": self.first_visits * files,
            "form": self.forms,
            "suggestions": self.suggestions,
            "preview": self.previews,
            "letter page": self.letter_pages,
            "images": self.letter_pages,
            "pdf, words new": pdf * self.own_words,
            "pdf, words seen": pdf * (1 - self.own_words),
            **ways,
        }


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
    """Previews whose page breaks are left out; 1 where letters come first and previews may do without."""


def arrivals(
    rate: Callable[[float], float], highest: float, since: float, until: float, random: Random
) -> Iterator[float]:
    """Yield the moments of a Poisson process whose rate changes, by thinning the highest."""
    moment = since + random.expovariate(highest)
    while moment < until:
        if random.random() * highest < rate(moment):
            yield moment
        moment += random.expovariate(highest)
