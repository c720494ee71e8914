"""Where queueing theory knows the answer, the simulation gives it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from random import Random
from statistics import mean, stdev

import pytest
import simpy
from closed_forms import (
    erlang_c,
    refused_by_m_m_c_k,
    time_behind_priority,
    wait_in_m_d_1,
    wait_in_m_m_c,
)
from simulation.assumptions import Client, arrivals
from simulation.cluster import Cluster, Request, Shape
from simulation.figures import NOTHING, Cost, Spread

RUNS, SECONDS, WARMING = 12, 500.0, 50.0
_T = 4.44  # Student's t of 11 degrees of freedom: 99.9 % of intervals hold the mean
ONE = Spread((1.0,))
PATIENT = 10**6  # places in the queue


class Exponential(Spread):
    """Times of a mean of one second that are distributed exponentially."""

    def draw(self, random: Random) -> float:
        return random.expovariate(1.0)


MARKOV = Exponential((1.0,))


def requests_of(seed: int, shape: Shape, streams: dict[str, tuple[float, Cost]]) -> list[Request]:
    """Return what comes of Poisson streams, each a rate and a cost by its kind, after warming up."""
    env = simpy.Environment()
    cluster = Cluster(env, shape, Random(seed), Client(returns=0))

    def come(kind: str, rate: float, cost: Cost) -> Iterator[simpy.Event]:
        for moment in arrivals(lambda _: rate, rate, 0.0, SECONDS, Random(f"{seed} {kind}")):
            yield env.timeout(moment - env.now)
            env.process(cluster.visit(Request(kind, cost, moment)))

    for kind, (rate, cost) in streams.items():
        env.process(come(kind, rate, cost))
    env.run()
    return [each for each in cluster.finished if each.arrived > WARMING]


def interval(figure: Callable[[int], float]) -> object:
    """Return what equals every number in the confidence interval of a figure's mean, one for each seed."""
    values = [figure(seed) for seed in range(RUNS)]
    return pytest.approx(mean(values), abs=_T * stdev(values) / RUNS**0.5, rel=0)


def waited(request: Request) -> float:
    return request.ended - request.arrived - request.service


def letters(
    renderers: int, load: float, time: Spread, queue: int = PATIENT
) -> Callable[[int], list[Request]]:
    shape = Shape(1, cores=renderers + 1, workers=1, renderers=renderers, queue=queue)
    return lambda seed: requests_of(seed, shape, {"docx": (load, Cost(NOTHING, time))})


@pytest.mark.parametrize(("renderers", "load"), [(1, 0.6), (2, 1.5), (8, 6.0)])
def test_letters_wait_as_long_as_in_m_m_c(renderers: int, load: float) -> None:
    asked = letters(renderers, load, MARKOV)

    found = interval(lambda seed: mean(map(waited, asked(seed))))
    assert wait_in_m_m_c(renderers, load) == found


def test_share_of_letters_that_wait_is_erlang_s_c_and_so_is_how_long() -> None:
    asked = cache(letters(4, 3.0, MARKOV))

    assert erlang_c(4, 3.0) == interval(lambda seed: mean(waited(each) > 1e-9 for each in asked(seed)))
    assert wait_in_m_m_c(4, 3.0) == interval(lambda seed: mean(map(waited, asked(seed))))


def test_letters_that_all_cost_the_same_wait_as_long_as_in_m_d_1() -> None:
    asked = letters(1, 0.6, ONE)

    found = interval(lambda seed: mean(map(waited, asked(seed))))
    assert wait_in_m_d_1(0.6) == found


def test_share_of_letters_refused_is_that_of_m_m_c_k() -> None:
    asked = letters(2, 2.2, MARKOV, queue=3)

    found = interval(lambda seed: mean(each.refusals for each in asked(seed)))
    assert refused_by_m_m_c_k(2, 5, 2.2) == found


def test_letters_give_way_to_pages_where_processes_share_a_core() -> None:
    shape = Shape(1, cores=1, workers=1, renderers=1, queue=PATIENT)
    streams = {"home": (0.3, Cost(MARKOV, NOTHING)), "docx": (0.3, Cost(NOTHING, MARKOV))}

    def time_of(kind: str) -> Callable[[int], float]:
        return lambda seed: mean(
            each.ended - each.arrived for each in requests_of(seed, shape, streams) if each.kind == kind
        )

    assert interval(time_of("home")) == 1 / (1 - 0.3)
    assert time_behind_priority(0.3, 0.3) == interval(time_of("docx"))
