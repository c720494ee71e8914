"""What is assumed of writers and days, and what the simulated service does with them."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest
import simpy
from simulation.assumptions import CLASSES, Client, Day, Journey, arrivals
from simulation.cluster import Cluster, Request, Shape
from simulation.figures import Cost, Spread

NOTHING, ONE = Spread((0.0,)), Spread((1.0,))
LETTER, PREVIEW = Cost(NOTHING, ONE), Cost(NOTHING, ONE)
NATIONAL = Day(letters=1_000_000)


def came_of(shape: Shape, *kinds: str, client: Client | None = None) -> list[Request]:
    """Return what comes of requests that arrive at the same moment, in their order."""
    env = simpy.Environment()
    cluster = Cluster(env, shape, Random(1), client or Client(late=0.0))
    requests = [Request(kind, LETTER, 0.0) for kind in kinds]
    for request in requests:
        env.process(cluster.visit(request))
    env.run()
    return requests


def ends(requests: list[Request]) -> list[float]:
    return [each.ended for each in requests]


def test_a_day_brings_its_letters_and_five_times_the_mean_at_its_peak() -> None:
    seconds = range(12 * 3600)

    assert sum(map(NATIONAL.rate, seconds)) == pytest.approx(1_000_000, rel=1e-4)
    assert NATIONAL.highest == pytest.approx(5 * 1_000_000 / 12 / 3600)
    assert NATIONAL.rate(0) == pytest.approx(0.5 * 1_000_000 / 12 / 3600)


def test_thinned_arrivals_follow_the_rate() -> None:
    day = Day(letters=20_000)
    hours = [0] * 12
    for moment in arrivals(day.rate, day.highest, 0.0, 12 * 3600, Random(1)):
        hours[int(moment // 3600)] += 1

    expected = [sum(day.rate(hour * 3600 + second) for second in range(3600)) for hour in range(12)]
    assert hours == [pytest.approx(each, abs=4 * each**0.5) for each in expected]


def test_a_journey_s_requests_are_all_of_known_kinds_and_take_each_way_once() -> None:
    journey = Journey()
    requests = journey.requests(files=10)

    assert set(requests) == set(CLASSES)
    taken = [requests[kind] for kind in ("pdf, words new", "pdf, words seen", "eml", "docx", "text")]
    assert sum(taken) == pytest.approx(1)
    assert requests["preview"] == journey.choices + journey.typed * journey.asked_per_key


def test_a_ninth_letter_waits_and_a_tenth_is_refused() -> None:
    shape = Shape(1, cores=2, workers=1)
    requests = came_of(shape, *["eml"] * 10, client=Client(returns=0))

    assert [each.is_made for each in requests] == [True] * 9 + [False]
    assert ends(requests) == [1, 2, 3, 4, 5, 6, 7, 8, 9, 0]


def test_a_refused_client_returns_when_it_was_told_to() -> None:
    """Ten under way at 0.3 s each are expected to take 3 s; by then there is a place."""
    requests = came_of(Shape(1, cores=2, workers=1), *["eml"] * 10)

    assert [each.refusals for each in requests] == [0] * 9 + [1]
    assert ends(requests) == [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]


def test_a_preview_does_without_page_breaks_where_half_of_the_queue_is_taken() -> None:
    requests = came_of(Shape(1, cores=2, workers=1), *["eml"] * 5, "preview", "eml")

    assert [each.has_breaks for each in requests] == [True] * 5 + [False, True]
    assert ends(requests) == [1, 2, 3, 4, 5, 0, 6]


@pytest.mark.parametrize("balancing", ["least connections", "round robin"])
def test_a_balancer_gives_each_server_its_share(balancing: str) -> None:
    shape = replace(Shape(4, cores=2, workers=1), balancing=balancing)

    assert ends(came_of(shape, *["eml"] * 4)) == [1, 1, 1, 1]


def test_a_server_with_the_fewest_connections_is_next() -> None:
    shape = Shape(2, cores=2, workers=1)
    kinds = ["eml", "home", "eml"]
    env = simpy.Environment()
    cluster = Cluster(env, shape, Random(1))
    requests = [Request(kind, LETTER if kind == "eml" else Cost(NOTHING, NOTHING), 0.0) for kind in kinds]

    def come() -> object:
        for request in requests:
            env.process(cluster.visit(request))
            yield env.timeout(0.1)

    env.process(come())
    env.run()
    assert ends(requests) == pytest.approx([1.0, 0.1, 1.2])


def test_redis_is_asked_by_one_request_at_a_time_and_is_some_way_off() -> None:
    env = simpy.Environment()
    cluster = Cluster(env, Shape(1, cores=2, workers=2, hop=0.5), Random(1))
    requests = [Request("suggestions", Cost(NOTHING, NOTHING, redis=0.25), 0.0) for _ in range(2)]
    for request in requests:
        env.process(cluster.visit(request))
    env.run()

    assert ends(requests) == [0.75, 1.0]


def test_a_spread_is_that_of_what_was_measured() -> None:
    spread = Spread.of([3.0, 1.0, 2.0], steps=2)

    assert spread == Spread((1.0, 2.0, 3.0))
    assert spread.mean == 2.0
    drawn = [spread.draw(random) for random in [Random(1)] for _ in range(2_000)]
    assert sum(drawn) / 2_000 == pytest.approx(2.0, abs=0.05)
    assert (min(drawn) >= 1.0, max(drawn) <= 3.0) == (True, True)
