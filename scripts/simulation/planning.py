"""Runs the simulation, mostly of a day's busiest minutes, and searches for what is just enough."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from heapq import heappop, heappush
from itertools import accumulate, count
from random import Random

import simpy

from simulation.assumptions import (
    CLASSES,
    FROM_PDF,
    PAGE,
    Asked,
    Client,
    Day,
    Goal,
    Journey,
    arrivals,
)
from simulation.cluster import BY_ADDRESS, Cluster, Request, Shape, Steps
from simulation.figures import Cost, Measured, Outcome, Trial, quantile

SERVICE, ARRIVALS = 20261129, 20261130
"""Seeds of all randomness: the same figures give the same result; a trial is simulated as it was sent."""
_CELL = 12
"""Cores simulated where there are more: each server has the same load, and more even it out more."""
_REQUESTS = 4_000
"""Requests of a run; the curve is flat in as many seconds around the peak as they take, at most these:"""
_LONGEST = 900.0
_WARMING = 3.0
"""Seconds simulated before those that count."""


@dataclass(frozen=True)
class Workload:
    """What is asked for: what a journey's requests cost; a first visit fetches so many ``files``."""

    costs: Mapping[str, Cost]
    journey: Journey
    files: int

    @classmethod
    def of(cls, measured: Measured, journey: Journey) -> Workload:
        """Return what a journey asks for, at the cost that was measured."""
        return cls(measured.costs, journey, measured.files)

    @cached_property
    def mix(self) -> Mapping[str, float]:
        """How many requests of each kind one letter brings."""
        return self.journey.requests(self.files)

    @cached_property
    def work(self) -> Mapping[str, float]:
        """The mix, and how many PDFs are made."""
        return {**self.mix, **self.journey.making()}

    @property
    def per_letter(self) -> float:
        """Requests for each letter."""
        return sum(self.mix.values())

    @property
    def web(self) -> float:
        """Seconds of web processes for each letter."""
        return sum(number * self.costs[kind].web.mean for kind, number in self.work.items())

    @property
    def rendering(self) -> float:
        """Seconds of renderers for each letter, where nothing is refused and each PDF is made once."""
        return sum(number * self.costs[kind].renderer.mean for kind, number in self.work.items())

    @property
    def redis(self) -> float:
        """Seconds of Redis for each letter."""
        return sum(number * self.costs[kind].redis for kind, number in self.mix.items())

    def stream(self, day: Day, since: float, until: float, random: Random) -> Iterator[Asked]:
        """Yield requests in their order, some later than ``until`` that belong to a page before it.

        Many writers who take minutes each ask independently of each other: their requests are one Poisson
        stream, as many for each letter as the mix says. What is asked for on a letter's page follows it.
        """
        begins = self.journey.begins(self.files)
        kinds, weights = list(begins), list(accumulate(begins.values()))
        later: list[Asked] = []

        def rate(moment: float) -> float:
            return day.rate(moment) * weights[-1]

        for number, moment in enumerate(arrivals(rate, day.highest * weights[-1], since, until, random)):
            while later and later[0].moment < moment:
                yield heappop(later)
            kind = random.choices(kinds, cum_weights=weights)[0]
            has_own_words = kind == PAGE and random.random() < self.journey.own_words
            asked = Asked(moment, kind, number, has_own_words)
            yield asked
            if kind == PAGE:
                for each in self.journey.after(asked, random):
                    heappush(later, each)
        yield from sorted(later)

    def request(self, asked: Asked) -> Request:
        """Return a request as the cluster takes it."""
        needs_pdf = asked.kind == PAGE or asked.kind in FROM_PDF
        making = self.costs[asked.making] if needs_pdf else None
        return Request(asked.kind, self.costs[asked.kind], asked.moment, asked.letter, making)


@dataclass(frozen=True)
class Result:
    """What came of a run; waiting in seconds, all else as shares.

    ``waiting`` has for each class of requests the median and what 95 and 99 of a hundred do not exceed.
    ``refused`` are the letters answered 503 at first, ``ready`` the files whose PDF was there when they
    were asked for, ``busy`` is of all cores.
    """

    shape: Shape
    waiting: Mapping[str, tuple[float, float, float]]
    refused: float
    without_breaks: float
    ready: float
    busy: float

    def meets(self, goal: Goal) -> bool:
        """Return whether this is good enough."""
        return (
            self.waiting["letters"][1] <= goal.letters_p95
            and self.waiting["previews"][1] <= goal.previews_p95
            and self.waiting["pages"][1] <= goal.pages_p95
            and self.refused <= goal.refused
            and self.without_breaks <= goal.without_breaks
        )


def run(
    shape: Shape,
    workload: Workload,
    day: Day,
    between: tuple[float, float],
    client: Client | None = None,
) -> tuple[Cluster, float]:
    """Simulate from one second of a day to another; return the cluster, and the share of its cores in use."""
    env = simpy.Environment(between[0])
    cell = cell_of(shape)
    part = cell / shape.servers
    cluster = Cluster(env, replace(shape, servers=cell), Random(SERVICE), client or Client(), part)

    elsewhere = count(1)

    def found_here(asked: Asked) -> Asked:
        """Return what is asked about a letter whose page another server answered, as it is in the cell.

        As few of those who come after a page must meet its server in a cell as do among all servers.
        """
        is_moved = asked.kind in FROM_PDF and shape.balancing != BY_ADDRESS
        if is_moved and cluster.random.random() >= part:
            return replace(asked, letter=-next(elsewhere))
        return asked

    def come() -> Steps:
        stream = workload.stream(replace(day, letters=day.letters * part), *between, Random(ARRIVALS))
        for asked in stream:
            yield env.timeout(asked.moment - env.now)
            env.process(cluster.visit(workload.request(found_here(asked))))

    env.process(come())
    env.run(until=between[1])
    work = sum(server.cores.busy for server in cluster.servers)
    env.run()  # until every request has ended
    return cluster, work / (between[1] - between[0]) / cell / shape.cores


def cell_of(shape: Shape) -> int:
    """Return how many servers are simulated."""
    return min(shape.servers, max(1, _CELL // shape.cores))


def minutes_at(
    shape: Shape, workload: Workload, day: Day, hour: float, requests: float = _REQUESTS
) -> Result:
    """Return what comes of the minutes around an hour of a day, in which so many requests come."""
    rate = day.rate(hour * 3600) * workload.per_letter * cell_of(shape) / shape.servers
    seconds = min(_LONGEST, requests / rate)
    begins = hour * 3600 - seconds / 2
    cluster, busy = run(shape, workload, day, (begins - _WARMING, begins + seconds))
    return result_of(shape, (each for each in cluster.finished if each.arrived >= begins), busy)


def busiest(shape: Shape, workload: Workload, day: Day) -> Result:
    """Return what comes of a day's busiest minutes."""
    return minutes_at(shape, workload, day, day.peak_hour)


def longer(workload: Workload, day: Day, shape: Shape) -> Result:
    """Return what comes of a day's busiest minutes, of three times as many as a search looks at."""
    return minutes_at(shape, workload, day, day.peak_hour, 3 * _REQUESTS)


def result_of(shape: Shape, requests: Iterable[Request], busy: float) -> Result:
    """Return the figures of requests that ended."""
    classes: dict[str, list[Request]] = {name: [] for name in dict.fromkeys(CLASSES.values())}
    for request in requests:
        classes[CLASSES[request.kind]].append(request)
    letters, previews = classes["letters"], classes["previews"]
    return Result(
        shape,
        {name: _waiting(each) for name, each in classes.items()},
        refused=_share(each.refusals > 0 for each in letters),
        without_breaks=_share(not each.has_breaks for each in previews),
        ready=_share(each.found == "ready" for each in letters if each.kind in ("pdf", "eml")),
        busy=busy,
    )


def most_letters(shape: Shape, workload: Workload, goal: Goal, day: Day) -> int:
    """Return for how many letters in such a day servers are enough, to a twentieth of what cores could do.

    The servers of a cell stand for any larger number of them: only they are simulated.
    """
    full = shape.servers * shape.cores / (workload.web + workload.rendering) * day.hours * 3600 / day.peak

    def is_too_much(twentieths: int) -> bool:
        return not busiest(shape, workload, replace(day, letters=full * twentieths / 20)).meets(goal)

    return int(full * bisect_right(range(1, 20), 0, key=is_too_much) / 20)


def fewest_servers(shape: Shape, letters: int, workload: Workload, day: Day, goal: Goal) -> Result:
    """Return what comes of the fewest servers that are enough, where a shape was found to be for ``letters``.

    Near the edge chance decides: where they are not enough after all, one in thirty more is tried.
    """
    servers = math.ceil(day.letters / letters * shape.servers)
    while not (result := longer(workload, day, replace(shape, servers=servers))).meets(goal):
        servers += math.ceil(servers / 30)
    return result


def again(trial: Trial, cores: int, workload: Workload) -> Mapping[str, Outcome]:
    """Return what the simulation gives for the load of a trial, with clients that do not return.

    The cores are slower by what other programs took of them.
    """
    slower = cores / max(cores - trial.others, 0.1)
    slowed = replace(workload, costs={kind: cost.times(slower) for kind, cost in workload.costs.items()})
    day = Day.even_at(trial.rate / workload.per_letter)
    requests = run(Shape(1, cores), slowed, day, (0.0, trial.seconds), Client(returns=0))[0].finished
    outcomes = {}
    for name in dict.fromkeys(CLASSES.values()):
        asked = [each for each in requests if CLASSES[each.kind] == name]
        took = [each.ended - each.arrived for each in asked if each.is_made]
        outcomes[name] = Outcome(len(asked), len(took), quantile(took, 0.5), quantile(took, 0.95))
    return outcomes


def _waiting(requests: Sequence[Request]) -> tuple[float, float, float]:
    """Return how long requests that were answered waited, for whatever reason: the way to Redis is none."""
    waits = [max(0.0, each.ended - each.arrived - each.service) for each in requests if each.is_made]
    return quantile(waits, 0.5), quantile(waits, 0.95), quantile(waits, 0.99)


def _share(values: Iterable[bool]) -> float:
    values = list(values)
    return sum(values) / len(values) if values else 0.0
