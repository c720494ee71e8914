"""What is assumed of writers and days, and what the simulated service does with them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from random import Random

import pytest
import simpy
from simulation.assumptions import CLASSES, NEW, PAGE, SEEN, Asked, Client, Day, Journey, arrivals
from simulation.cluster import Cluster, Request, Shape
from simulation.figures import NOTHING, Cost, Spread
from simulation.planning import Workload, run

LETTER, FREE = Cost(NOTHING, Spread((1.0,))), Cost(NOTHING, NOTHING)
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
    assert sum(requests[kind] for kind in ("pdf", "eml", "docx", "text")) == pytest.approx(1)
    assert requests["preview"] == journey.choices + journey.typed * journey.asked_per_key
    assert sum(journey.making().values()) == pytest.approx(journey.letter_pages)


def test_a_stream_is_in_order_and_has_as_many_requests_of_each_kind_as_the_journey_says() -> None:
    workload = Workload(dict.fromkeys((*CLASSES, SEEN, NEW), LETTER), Journey(typed=0), files=1)
    stream = list(workload.stream(Day.even_at(5.0), 0.0, 1_000.0, Random(1)))

    assert stream == sorted(stream)
    counted = Counter(asked.kind for asked in stream)
    expected = {kind: 5_000 * number for kind, number in workload.mix.items()}
    assert counted == {kind: pytest.approx(number, abs=4 * number**0.5) for kind, number in expected.items()}


def test_what_is_asked_for_on_a_page_is_about_its_letter_and_comes_later() -> None:
    page = Asked(10.0, PAGE, letter=7, has_own_words=True)
    after = list(Journey(letter_pages=1.0).after(page, Random(1)))

    assert [each.kind for each in after[:1]] == ["images"]
    assert {(each.letter, each.making, each.moment > 10.0) for each in after} == {(7, NEW, True)}
    assert len(after) == 2


def test_a_queue_for_all_web_processes_of_a_server_holds_so_many_and_no_more() -> None:
    shape = Shape(1, cores=2, workers=4, renderers=1, queue=8)
    requests = came_of(shape, *["docx"] * 10, client=Client(returns=0))

    assert sorted(ends(requests)) == [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]
    assert [each.ended for each in requests if not each.is_made] == [0]


def test_a_refused_client_returns_when_it_was_told_to() -> None:
    """Nine under way at 0.3 s each are expected to take 3 s; by then there is a place."""
    shape = Shape(1, cores=2, workers=1, renderers=1, queue=8)
    requests = came_of(shape, *["docx"] * 10)

    assert [each.refusals for each in requests] == [0] * 9 + [1]
    assert ends(requests) == [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]


def test_a_preview_does_without_page_breaks_where_half_of_the_queue_is_taken() -> None:
    shape = Shape(1, cores=2, workers=1, renderers=1, queue=8)
    requests = came_of(shape, *["docx"] * 5, "preview", "docx")

    assert [each.has_breaks for each in requests] == [True] * 5 + [False, True]
    assert ends(requests) == [1, 2, 3, 4, 5, 0, 6]


def test_a_server_has_as_many_renderers_as_cores_where_the_setting_leaves_it_to_the_machine() -> None:
    assert ends(came_of(Shape(1, cores=4, workers=1), *["docx"] * 5)) == [1, 1, 1, 1, 2]


def asked_at(moments: dict[float, tuple[str, int]], shape: Shape) -> list[Request]:
    """Return what comes of requests at moments, each of a kind and about a letter; all takes a second."""
    env = simpy.Environment()
    cluster = Cluster(env, shape, Random(1), Client(returns=0))
    requests = [
        Request(kind, LETTER if kind == "docx" else FREE, moment, letter, LETTER if letter else None)
        for moment, (kind, letter) in moments.items()
    ]

    def come() -> Iterator[simpy.Event]:
        for request in requests:
            yield env.timeout(request.arrived - env.now)
            env.process(cluster.visit(request))

    env.process(come())
    env.run()
    return requests


def test_a_pdf_is_ready_once_it_was_prepared_and_waited_for_while_it_is() -> None:
    requests = asked_at(
        {0.0: (PAGE, 1), 0.5: ("pdf", 1), 2.0: ("eml", 1), 3.0: ("pdf", 2)}, Shape(1, cores=4, workers=1)
    )

    assert [each.found for each in requests] == ["", "under way", "ready", "not there"]
    assert ends(requests) == [0.0, 1.0, 2.0, 4.0]


def test_a_pdf_whose_preparation_waits_is_made_at_once_where_it_is_asked_for_and_only_once() -> None:
    """One of two renderers is left free of what is made beforehand: the second page's PDF waits.

    Once both are free nothing is left to be made beforehand: the last two letters find them so.
    """
    documents = dict.fromkeys((0.3, 2.5, 2.6), ("docx", 0))
    requests = asked_at(
        {0.0: (PAGE, 1), 0.1: (PAGE, 2), 0.2: ("pdf", 2), **documents},
        Shape(1, cores=4, workers=1, renderers=2),
    )

    assert [each.found for each in requests] == ["", "", "not there", "", "", ""]
    assert ends(requests) == pytest.approx([0.0, 0.1, 1.2, 2.0, 3.5, 3.6])


def test_a_pdf_prepared_by_one_server_is_not_there_at_another_but_by_address() -> None:
    moments = {0.0: (PAGE, 1), 2.0: ("pdf", 1)}
    found = {
        balancing: asked_at(moments, Shape(2, cores=4, workers=1, balancing=balancing))[-1].found
        for balancing in ("round robin", "by address")
    }

    assert found == {"round robin": "not there", "by address": "ready"}


@pytest.mark.parametrize("balancing", ["least connections", "round robin"])
def test_a_balancer_gives_each_server_its_share(balancing: str) -> None:
    shape = replace(Shape(4, cores=2, workers=1), balancing=balancing)

    assert ends(came_of(shape, *["docx"] * 4)) == [1, 1, 1, 1]


def test_a_server_with_the_fewest_connections_is_next() -> None:
    shape = Shape(2, cores=2, workers=1)
    kinds = ["docx", "home", "docx"]
    env = simpy.Environment()
    cluster = Cluster(env, shape, Random(1))
    requests = [Request(kind, LETTER if kind == "docx" else FREE, 0.0) for kind in kinds]

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


def test_of_many_servers_one_in_so_many_finds_a_pdf_that_was_prepared_though_few_are_simulated() -> None:
    """Of twenty four-core servers three are simulated: clicks meet the page's own in one case of twenty."""
    workload = Workload(dict.fromkeys((*CLASSES, SEEN, NEW), FREE), Journey(typed=0), files=1)
    cluster, _ = run(Shape(20, 4), workload, Day.even_at(60.0), (0.0, 100.0))
    clicks = [each for each in cluster.finished if each.kind in ("pdf", "eml")]

    found = sum(each.found == "ready" for each in clicks)
    assert found == pytest.approx(len(clicks) / 20, abs=4 * (len(clicks) / 20) ** 0.5)
