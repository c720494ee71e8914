"""A short run of `make fuzz`: hostile requests bring no fault of ours to light, and none is left waiting."""

from __future__ import annotations

import firing
import hostile
import journey
from serving import served

REQUESTS, SEED = 1_500, 20261125


def test_hostile_requests_find_no_fault() -> None:
    with served(APOSTILLE_THREADS="16") as server:
        pdf = journey.Visitor(server.address).post(f"/en{journey.CAMPAIGN}/letter.pdf", journey.form())[1]
        requests = hostile.against_the_site(SEED, pdf)
        tally = firing.fire(server.address, (requests.next() for _ in range(REQUESTS)))

    assert sum(tally.statuses.values()) == REQUESTS
    assert [(request.kind, request.raw[:300]) for request in tally.faults + tally.hangs] == []


def test_same_seed_makes_the_same_requests() -> None:
    first, second = (hostile.against_the_site(SEED, b"%PDF") for _ in range(2))

    assert [first.next() for _ in range(300)] == [second.next() for _ in range(300)]
    assert {first.next().kind for _ in range(300)} == {
        *("anywhere", "form", "order", "search", "file", "letter", "noise")
    }
