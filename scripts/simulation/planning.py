"""Runs the simulation, mostly of a day's busiest minutes, and searches for what is just enough."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from random import Random

import simpy

from simulation.assumptions import CLASSES, Client, Day, Goal, Journey, arrivals
from simulation.cluster import Cluster, Request, Shape, Steps
from simulation.figures import Cost, Measured, Outcome, Trial, quantile

SERVICE, ARRIVALS = 20261129, 20261130
"""Seeds of all randomness: the same figures give the same result; a trial is simulated as it was sent."""
_CELL = 8
"""Servers simulated where there are more: each has the same load, and more even it out more."""
_REQUESTS = 10_000
"""Requests of a run; the curve is flat in as many seconds around the peak as they take, at most these:"""
_LONGEST = 900.0
_WARMING = 20.0
"""Seconds simulated before those that count."""


@dataclass(frozen=True)
class Workload:
    """What is asked for: kinds of requests with what they cost, and how many of each one letter brings."""

    costs: Mapping[str, Cost]
    mix: Mapping[str, float]

    @classmethod
    def of(cls, measured: Measured, journey: Journey) -> Workload:
        """Return what a journey asks for, at the cost that was measured."""
        return cls(measured.costs, journey.requests(measured.files))

    @property
    def per_letter(self) -> float:
        """Requests for each letter."""
        return sum(self.mix.values())

    @property
    def web(self) -> float:
        """Seconds of web processes for each letter."""
        return sum(number * self.costs[kind].web.mean for kind, number in self.mix.items())

    @property
    def rendering(self) -> float:
        """Seconds of renderers for each letter, where nothing is refused."""
        return sum(number * self.costs[kind].renderer.mean for kind, number in self.mix.items())

    @property
    def redis(self) -> float:
        """Seconds of Redis for each letter."""
        return sum(number * self.costs[kind].redis for kind, number in self.mix.items())

    def stream(self, day: Day, since: float, until: float, random: Random) -> Iterator[tuple[float, str]]:
        """Yield moments and kinds of requests.

        Many writers who take minutes each ask independently of each other: their requests are one Poisson
        stream, as many for each letter as the mix says.
        """
        kinds, each = list(self.mix), self.per_letter
        weights = list(accumulate(self.mix.values()))

        def rate(moment: float) -> float:
            return day.rate(moment) * each

        for moment in arrivals(rate, day.highest * each, since, until, random):
            yield moment, random.choices(kinds, cum_weights=weights)[0]


@dataclass(frozen=True)
class Result:
    """What came of a run; waiting in seconds, all else as shares.

    ``waiting`` has for each class of requests the median and what 95 and 99 of a hundred do not exceed.
    ``refused`` are the letters answered 503 at first, ``busy`` is of all cores.
    """

    shape: Shape
    waiting: Mapping[str, tuple[float, float, float]]
    refused: float
    gave_up: float
    without_breaks: float
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
    cell = min(shape.servers, _CELL)
    part = cell / shape.servers
    cluster = Cluster(env, replace(shape, servers=cell), Random(SERVICE), client or Client(), part)

    def come() -> Steps:
        stream = workload.stream(replace(day, letters=day.letters * part), *between, Random(ARRIVALS))
        for moment, kind in stream:
            yield env.timeout(moment - env.now)
            env.process(cluster.visit(Request(kind, workload.costs[kind], moment)))

    env.process(come())
    env.run(until=between[1])
    work = sum(server.cores.busy for server in cluster.servers)
    env.run()  # until every request has ended
    return cluster, work / (between[1] - between[0]) / cell / shape.cores


def busiest(shape: Shape, workload: Workload, day: Day) -> Result:
    """Return what comes of a day's busiest minutes."""
    rate = day.highest * workload.per_letter * min(1, _CELL / shape.servers)
    seconds = min(_LONGEST, _REQUESTS / rate)
    begins = day.peak_hour * 3600 - seconds / 2
    cluster, busy = run(shape, workload, day, (begins - _WARMING, begins + seconds))
    return result_of(shape, (each for each in cluster.finished if each.arrived >= begins), busy)


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
        gave_up=_share(not each.is_made for each in letters),
        without_breaks=_share(not each.has_breaks for each in previews),
        busy=busy,
    )


def most_letters(shape: Shape, workload: Workload, goal: Goal, day: Day) -> int:
    """Return for how many letters in such a day servers are enough: the most, to one in twenty.

    A server of a cell stands for one of any larger number: only the servers of a cell are simulated.
    """
    cell = replace(shape, servers=min(shape.servers, _CELL))
    cores = min(cell.cores, cell.web_processes * cell.renderers) * cell.servers
    work = workload.web / cell.cores / cell.servers
    if goal.without_breaks < 1:
        work = max(work, workload.rendering / cores)
    low, high = 0.0, day.hours * 3600 / day.peak / work
    while high - low > high / 20:
        letters = (low + high) / 2
        if busiest(cell, workload, replace(day, letters=letters)).meets(goal):
            low = letters
        else:
            high = letters
    return int(low * shape.servers / cell.servers)


def fewest_servers(shape: Shape, letters: int, workload: Workload, day: Day, goal: Goal) -> Result:
    """Return what comes of the fewest servers that are enough, where a shape was found to be for ``letters``.

    Near the edge chance decides: where they are not enough after all, one in thirty more is tried.
    """
    servers = math.ceil(day.letters / letters * shape.servers)
    while not (result := busiest(replace(shape, servers=servers), workload, day)).meets(goal):
        servers += math.ceil(servers / 30)
    return result


def through_the_day(shape: Shape, workload: Workload, day: Day) -> tuple[Result, ...]:
    """Return what comes of each hour of a day; ``busy`` is that of the whole day."""
    cluster, busy = run(shape, workload, day, (0.0, day.hours * 3600))
    hours = range(math.ceil(day.hours))
    return tuple(
        result_of(shape, [each for each in cluster.finished if int(each.arrived // 3600) == hour], busy)
        for hour in hours
    )


def again(trial: Trial, cores: int, workload: Workload) -> Mapping[str, Outcome]:
    """Return what the simulation gives for the load of a trial, with clients that do not return.

    The cores are slower by what other programs took of them.
    """
    slower = cores / max(cores - trial.others, 0.1)
    slowed = Workload({kind: cost.times(slower) for kind, cost in workload.costs.items()}, workload.mix)
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
